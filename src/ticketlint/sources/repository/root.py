"""Where the repository begins that a folder belongs to."""

from pathlib import Path

from ticketlint.sources.origin import absolute


def is_root(folder: Path) -> bool:
    """Tell whether a folder is the root of a repository, or of a work tree of one."""
    mark = folder / ".git"
    return mark.is_file() or (mark / "HEAD").is_file()


def root_of(folder: Path) -> Path | None:
    """Return the nearest root of a repository from this folder upwards, None without one."""
    folder = absolute(folder)
    return next(filter(is_root, (folder, *folder.parents)), None)
