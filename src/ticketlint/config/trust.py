"""What a configuration may name: a stranger's, in a pull request, reads nothing but its folder."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from ticketlint.config.textfile import is_file, is_folder
from ticketlint.config.yamlfile import as_tuple

# Of a folder that a configuration names, the files that are read.
READ_SUFFIXES = frozenset({".yaml", ".yml", ".md"})
OUTSIDE = (
    "lies or leads outside the folder of the configuration "
    "(only a configuration named with --config, or --trust-config, may do that)"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a configuration comes from: its folder, and whether it is trusted.

    One that was only found came with the tree, perhaps in a stranger's pull request; it is trusted
    where somebody named it or said so. Else it reads nothing outside `root`, the folder of the
    file that was found, which is above those that this extends.
    """

    folder: Path
    trusted: bool
    root: Path | None = None

    @property
    def bounds(self) -> str:
        """Return the real path of the folder that it stays in unless it is trusted."""
        return os.path.realpath(self.root or self.folder)


def origin_of(info: ValidationInfo) -> Origin | None:
    """Return where the values come from that are validated; None for a flag or a program."""
    return (info.context or {}).get("origin")


def is_within(path: Path, root: str) -> bool:
    """Tell whether a path, and every link on its way, stays below a folder."""
    return Path(os.path.realpath(path)).is_relative_to(root)


def own_path(value: str, info: ValidationInfo) -> str:
    """Return a path from the folder of the configuration; below its root, unless it is trusted."""
    origin = origin_of(info)
    if origin is None:
        return value
    if "\0" in value:
        raise ValueError("not the name of a file")
    if origin.trusted:
        return str(origin.folder / value)
    path = Path(os.path.realpath(origin.folder / value))
    if not path.is_relative_to(origin.bounds) or _leads_out(path, origin.bounds):
        raise ValueError(OUTSIDE)
    return str(path)


def _leads_out(folder: Path, root: str) -> bool:
    """Tell whether a file that would be read below a folder is a link to somewhere else."""
    inside = folder.rglob("*") if is_folder(folder) else ()
    links = (path for path in inside if path.suffix in READ_SUFFIXES and path.is_symlink())
    return not all(is_within(link, root) for link in links)


def _pipeline(value: str | None, info: ValidationInfo) -> str | None:
    """Return the path of a pipeline that lies in the folder, any other name as it is."""
    origin = origin_of(info)
    if not value or origin is None:
        return value
    if not origin.trusted:
        raise ValueError(
            "a pipeline can run code; name the configuration with --config, "
            "or give --trust-config, to load it"
        )
    path = origin.folder / value.replace("\0", "")
    return str(path) if is_file(path / "meta.json") else value


UNTRUSTED = (
    "a plugin runs code; name the configuration with --config, or give --trust-config, to load it,"
    " or --no-plugins to leave it out"
)


class FoundPlugin(str):
    """The name of a plugin in a configuration that nobody trusts: it is never loaded."""

    __slots__ = ()


def _plugin(value: str, info: ValidationInfo) -> str:
    origin = origin_of(info)
    return value if origin is None or origin.trusted else FoundPlugin(value)


Plugins = Annotated[
    tuple[Annotated[str, AfterValidator(_plugin)], ...],
    BeforeValidator(as_tuple, json_schema_input_type=str | tuple[str, ...]),
]
Paths = Annotated[
    tuple[Annotated[str, AfterValidator(own_path)], ...],
    BeforeValidator(as_tuple, json_schema_input_type=str | tuple[str, ...]),
]
Pipeline = Annotated[str | None, AfterValidator(_pipeline)]
