"""Read and sign files of weights: the one door, which refuses what does not fit the code."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from ticketlint.annotation.networks.contract import Contract
from ticketlint.errors import ConfigError

Array = np.ndarray[Any, np.dtype[Any]]
Arrays = Mapping[str, Array]
Shapes = Mapping[str, tuple[int, ...]]

# Counts up when the arrays of a file mean something else.
FORMAT = 1
# The array that holds what a file tells of itself, as JSON.
TOLD = "told"
# The bit of a ZIP archive's flags for what asks for a password.
_ENCRYPTED = 1


class Told(BaseModel):
    """What a file tells of its weights; see `Contract`. `shapes` are those of its arrays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    classes: tuple[str, ...]
    features: dict[str, str]
    shapes: dict[str, tuple[int, ...]]


def signed(arrays: Arrays, contract: Contract) -> Arrays:
    """Return the arrays of a file and what it has to tell of itself."""
    told = Told(
        format=FORMAT,
        classes=contract.classes,
        features=dict(contract.features),
        shapes=shapes_of(arrays),
    )
    return {**arrays, TOLD: np.array(told.model_dump_json())}


def read_weights(path: Path, contract: Contract) -> Arrays:
    """Return the arrays of a file that was signed for this contract.

    Raises: ConfigError where the file cannot be read, was learnt for other classes or
    features, or holds other arrays than it tells.
    """
    arrays = read_arrays(path)
    told = _told(path, arrays)
    del arrays[TOLD]
    check_shapes(path, arrays, told.shapes)
    for what in _differences(told, contract):
        raise refusal(path, what)
    return arrays


def read_arrays(path: Path) -> dict[str, Array]:
    """Return the arrays of a file whatever it tells of itself; nothing in it is unpickled.

    Raises: ConfigError where it cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as stored:
            # Read whole, so that the sums of the archive are checked before the headers are parsed.
            parts = {part.filename: BytesIO(_bytes(stored, part)) for part in stored.infolist()}
        return {name.removesuffix(".npy"): _array(part) for name, part in parts.items()}
    except OSError as error:
        raise refusal(path, f"cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise refusal(path, f"holds what is no array of numbers: {error}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise refusal(path, "is damaged") from error


def _bytes(stored: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    if part.flag_bits & _ENCRYPTED:
        raise zipfile.BadZipFile("encrypted")
    return stored.read(part)


def _array(part: BytesIO) -> Array:
    array: Array = np.lib.format.read_array(part, allow_pickle=False)
    return array


def check_shapes(path: Path, arrays: Arrays, wanted: Shapes) -> None:
    """Let arrays of the wanted names and shapes pass.

    Raises: ConfigError.
    """
    found = shapes_of(arrays)
    for name in sorted({*found, *wanted}):
        if found.get(name) != wanted.get(name):
            has, wants = (_size(shapes.get(name)) for shapes in (found, wanted))
            raise refusal(path, f"has the array {name} in the shape {has}, not {wants}")


def shapes_of(arrays: Arrays) -> dict[str, tuple[int, ...]]:
    """Return the shape of each array."""
    return {name: array.shape for name, array in arrays.items()}


def length_of(arrays: Arrays, name: str) -> int:
    """Return how many rows an array has, 0 where there is no such array or it has none."""
    return next(iter(shapes_of(arrays).get(name, ())), 0)


def refusal(path: Path, what: str) -> ConfigError:
    """Return the fault that a file of weights cannot be used."""
    todo = "install ticketlint again; in a copy of its repository run make model"
    return ConfigError(str(path), what, todo)


def _told(path: Path, arrays: Arrays) -> Told:
    try:
        return Told.model_validate_json(str(arrays[TOLD]))
    except (KeyError, ValidationError):
        what = "does not tell which classes and features its weights are for"
        raise refusal(path, what) from None


def _differences(told: Told, contract: Contract) -> Iterator[str]:
    """Yield what keeps the weights from being used."""
    if told.format != FORMAT:
        yield f"has the format {told.format}, this version reads {FORMAT}"
    if told.classes != contract.classes:
        has, wants = _list(told.classes), _list(contract.classes)
        yield f"is for the classes {has}, this version has {wants}"
    both = {*told.features, *contract.features}
    others = [name for name in both if told.features.get(name) != contract.features.get(name)]
    if others:
        yield f"was learnt from features that have changed since: {_list(sorted(others))}"


def _list(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


def _size(shape: tuple[int, ...] | None) -> str:
    return "none" if shape is None else " x ".join(map(str, shape)) or "of one number"
