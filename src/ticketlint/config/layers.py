"""The places that a configuration was put together from, and which of them says what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ticketlint.config.textfile import shown
from ticketlint.config.tomlfile import read_table
from ticketlint.config.yamlfile import (
    MOST_FAULTS,
    Document,
    Fault,
    Loc,
    YamlProblem,
    YamlProblems,
    problem_of,
    read_yaml,
    stands_in,
    with_excerpts,
)
from ticketlint.errors import ConfigError

TABLE = ("tool", "ticketlint")
# The profiles that ship, and what a name of one begins with.
PROFILES = Path(__file__).parent / "profiles"
OURS = "ticketlint:"


@dataclass(frozen=True, slots=True)
class Layer:
    """What one place says: the text of a file, or the `values` of a variable or a flag.

    `where` is the path, or such as `-c`, `--level`, `TICKETLINT_LEVEL`.
    """

    where: str
    text: str = ""
    values: Mapping[str, Any] | None = None

    @property
    def name(self) -> str:
        """Return how people are told of the place: a bundled profile as it is extended."""
        path = Path(self.where)
        return f"{OURS}{path.stem}" if path.parent == PROFILES else shown(path)

    def document(self) -> Document | None:
        """Return what a file holds; None for another place and a TOML file without our table.

        Raises: YamlProblems.
        """
        return None if self.values is not None else _document(self.where, self.text)

    def data(self) -> Any:
        """Return what is said here, as plain values."""
        document = self.document()
        return self.values if document is None else document.data

    def decides(self, loc: Loc) -> bool:
        """Tell whether something is said here at `loc`, or in short at a key above it."""
        data = self.data()
        for part in loc:
            if isinstance(data, list | tuple) and isinstance(part, int) and part < len(data):
                data = data[part]
            elif not isinstance(data, Mapping):
                return True  # such as `rules.x: off` in place of `rules.x.severity`
            elif part not in data:
                return False
            else:
                data = data[part]
        return True

    def place_of(self, loc: Loc) -> str:
        """Return where the value under `loc` stands, as it is told to people."""
        document = self.document()
        if document is None:
            return self.where
        place = problem_of(Fault(loc, "", at_key=True), document)
        return f"{self.name}:{place.line}:{place.column}"


@dataclass(frozen=True, slots=True)
class Layers:
    """All places of a configuration, the lowest first; those that say the same are equal."""

    all: tuple[Layer, ...] = field(default=(), compare=False)

    def saying(self, fault: Fault) -> Layer | None:
        """Return the highest place that holds what a fault is about."""
        return next((one for one in reversed(self.all) if stands_in(fault, one.data())), None)

    def has(self, place: str) -> bool:
        """Tell whether what `origin_of` returned is a place of this configuration."""
        return any(place == one.where or place.startswith(f"{one.name}:") for one in self.all)

    def table_of(self, loc: Loc) -> str:
        """Return the name of the table in whose file the value under `loc` stands."""
        layer = self.saying(Fault(loc, ""))
        document = layer.document() if layer else None
        return document.table if document else ""

    def origin_of(self, loc: Loc) -> str:
        """Return which place decides the value under `loc`, `default` for none.

        A mapping is merged from all places, so of one only its own values have an origin.
        """
        layer = self.saying_at(loc)
        return layer.place_of(loc) if layer else "default"

    def saying_at(self, loc: Loc) -> Layer | None:
        """Return the place that decides the value under `loc`, None where it is the default."""
        return next((one for one in reversed(self.all) if one.decides(loc)), None)


NO_LAYERS = Layers()


# A few files, each asked of every fault or every setting.
@lru_cache(maxsize=64)
def _document(where: str, text: str) -> Document | None:
    is_toml = Path(where).suffix == ".toml"
    return read_table(text, where, *TABLE) if is_toml else read_yaml(text, where)


def refuse(layers: Layers, faults: Sequence[Fault], where: str) -> None:
    """Refuse a configuration with faults: with their places, as far as they stand in its files.

    What a flag or a program set has no place in a file; the flag or `where` is told instead.
    Raises: ConfigError, where there is a fault.
    """
    if not faults:
        return
    places = [layers.saying(fault) for fault in faults]
    problems, elsewhere = [], []
    for fault, layer in zip(faults, places, strict=True):
        document = layer.document() if layer else None
        if document is None:
            elsewhere.append((layer.where if layer else where, fault.what))
        else:
            problems += with_excerpts([problem_of(fault, document)], document.text)
    if elsewhere:
        raise ConfigError(elsewhere[0][0], "; ".join(_with_place(elsewhere)))
    raise located(problems[0].where, YamlProblems(_bounded(problems)))


def _with_place(told: Sequence[tuple[str, str]]) -> Iterator[str]:
    first = told[0][0]
    yield from (what if where == first else f"{where}: {what}" for where, what in told)


def _bounded(problems: list[YamlProblem]) -> list[YamlProblem]:
    return sorted(problems[:MOST_FAULTS], key=lambda p: (p.where, p.line, p.column))


def located(where: str, error: YamlProblems) -> ConfigError:
    """Return the error of a command for the faults of a file."""
    count = len(error.problems)
    heading = f"{count} fault{'s' if count > 1 else ''} in the configuration"
    return ConfigError(where, f"{heading}\n{error}")
