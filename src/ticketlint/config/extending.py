"""What `extends` may name: bundled profiles, files, files of installed packages; no address."""

import re
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from ticketlint.config.layers import OURS, PROFILES
from ticketlint.config.textfile import is_file
from ticketlint.config.trust import OUTSIDE, Origin, is_within
from ticketlint.config.yamlfile import did_you_mean

_PACKAGE = "pkg:"
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_SUFFIXES = (".yaml", ".yml", ".toml")


class ExtendError(Exception):
    """Why a name under `extends` cannot be read; the message names no place."""


def located_base(name: str, origin: Origin) -> tuple[Path, Origin]:
    """Return the file that a name under `extends` stands for, and what that may do.

    Raises: ExtendError.
    """
    if "://" in name:
        raise ExtendError("an address is not read (extend a file, or `pkg:NAME/FILE.yaml`)")
    for prefix, find in _FINDERS.items():
        if name.startswith(prefix):
            return find(name.removeprefix(prefix), origin)
    return _file(name, origin)


def _profile(name: str, _: Origin) -> tuple[Path, Origin]:
    known = sorted(path.stem for path in PROFILES.glob("*.yaml"))
    if name not in known:
        told = ", ".join(f"{OURS}{one}" for one in known)
        raise ExtendError(f"no such profile{did_you_mean(name, known)} (there are {told})")
    return PROFILES / f"{name}.yaml", Origin(PROFILES, trusted=False)


def _packaged(name: str, origin: Origin) -> tuple[Path, Origin]:
    """Return a file of an installed package, none of whose code runs for that."""
    package, _, file = name.partition("/")
    if not _NAME.fullmatch(package) or not file:
        raise ExtendError("write `pkg:NAME/FILE.yaml`, with the name as it is imported")
    spec = find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    if not folders:
        raise ExtendError(f"no package `{package}` is installed")
    root = Path(folders[0])
    return _checked(root / file, root), Origin((root / file).parent, origin.trusted, root)


def _file(name: str, origin: Origin) -> tuple[Path, Origin]:
    if not name.strip() or "\0" in name:
        raise ExtendError("not the name of a file")
    path = origin.folder / name
    root = origin.root or origin.folder
    checked = path if origin.trusted else _checked(path, root)
    if not is_file(checked):
        raise ExtendError("no such file")
    return _read_as_settings(checked), Origin(checked.parent, origin.trusted, root)


def _checked(path: Path, root: Path) -> Path:
    if not is_within(path, str(root.resolve())):
        raise ExtendError(OUTSIDE)
    if not is_file(path):
        raise ExtendError("no such file")
    return _read_as_settings(path)


def _read_as_settings(path: Path) -> Path:
    if path.suffix not in _SUFFIXES:
        raise ExtendError(f"not a {', '.join(_SUFFIXES)} file")
    return path


_FINDERS: Mapping[str, Callable[[str, Origin], tuple[Path, Origin]]] = {
    OURS: _profile,
    _PACKAGE: _packaged,
}
