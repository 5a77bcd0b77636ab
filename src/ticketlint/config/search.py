"""Find the configuration file that is nearest to a folder."""

import os
import stat
from itertools import takewhile
from pathlib import Path

from ticketlint.config.layers import Layer, located
from ticketlint.config.textfile import UnreadableError, is_file, read_text
from ticketlint.config.trust import is_within
from ticketlint.config.yamlfile import YamlProblems
from ticketlint.errors import ConfigError

FILE_NAMES = ("ticketlint.yaml", ".ticketlint.yaml", "pyproject.toml")


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file from `start` up to the root of its git checkout.

    Outside a checkout the folders above count as long as they are the user's own: not the home
    folder, the root of the disk, or one that another user owns or that anybody may write to.
    Raises: ConfigError for a `pyproject.toml` that is no TOML.
    """
    found = (
        path
        for path in candidates(start)
        if is_file(path) and (path.suffix != ".toml" or _has_table(path))
    )
    return next(found, None)


def candidates(start: Path) -> list[Path]:
    """Return where a configuration file is looked for, the nearest place first."""
    return [folder / name for folder in _searched(start) for name in FILE_NAMES]


def read_layer(path: Path, *, found: bool) -> Layer:
    """Return the text of a configuration file.

    Raises: ConfigError for one that cannot be read, or that was `found` and leads elsewhere.
    """
    where = str(path)
    if found and not is_within(path, os.path.realpath(path.parent)):
        todo = "name it with --config"
        raise ConfigError(where, "is a link to a file outside its folder", todo)
    try:
        return Layer(where, read_text(path))
    except UnreadableError as error:
        todo = "" if found else "name a file, or a setting as KEY=VALUE"
        raise ConfigError(where, str(error), todo) from None


def _searched(start: Path) -> list[Path]:
    above = [start, *start.parents]
    roots = [number for number, folder in enumerate(above) if os.path.lexists(folder / ".git")]
    if roots:
        return above[: roots[0] + 1]
    return [start, *takewhile(_is_own, start.parents)]


def _is_own(folder: Path) -> bool:
    """Tell whether no stranger can put a file into a folder that is made for one purpose."""
    if not hasattr(os, "getuid") or str(folder) in {folder.anchor, os.path.expanduser("~")}:  # noqa: PTH111 - raises nothing
        return False
    state = folder.stat()
    return state.st_uid == os.getuid() and not state.st_mode & stat.S_IWOTH


def _has_table(path: Path) -> bool:
    try:
        return read_layer(path, found=True).document() is not None
    except YamlProblems as error:
        raise located(str(path), error) from None
