"""Paths that an agent may name: below the folders that its client named, and nowhere else."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from ticketlint.config.textfile import is_folder
from ticketlint.config.trust import is_within
from ticketlint.errors import SourceError
from ticketlint.harmless.terminal import printable
from ticketlint.model import Failure
from ticketlint.sources import SourceOptions
from ticketlint.sources.inputs import origins
from ticketlint.sources.origin import Origin

# Of a file; the largest Markdown file that is read has 16 million characters.
MOST_BYTES = 32 * 1024 * 1024
_SHOWN = 200


def folders_of(uris: Iterable[str]) -> tuple[Path, ...]:
    """Return the folders that local addresses name (`file:///shop/tickets`)."""
    parts = [urlsplit(uri) for uri in uris]
    local = (one for one in parts if one.scheme == "file" and one.netloc in {"", "localhost"})
    return tuple(Path(os.path.realpath(url2pathname(one.path))) for one in local)


def granted(names: Sequence[str]) -> tuple[Path, ...]:
    """Return the real paths of folders that a user lets be read.

    Raises: SourceError for one that is no folder.
    """
    for name in names:
        if not name or not is_folder(Path(name)):
            raise SourceError("--root", f"`{name}` is no folder", "name one that is there")
    return tuple(Path(os.path.realpath(name)) for name in names)


def path_below(name: str, roots: Sequence[Path]) -> Path:
    """Return the real path of a file or folder below one of the roots, which are real paths.

    A relative one counts from the first root that has it.
    Raises: SourceError for any other path.
    """
    shown = printable(name)[:_SHOWN]
    if not roots:
        todo = "send the text instead"
        raise SourceError("path", "the client has named no folders (roots)", todo)
    if "\0" in name:
        raise SourceError(shown, "is no path", "check it")
    if ".." in Path(name).parts:
        raise SourceError(shown, "`..` is not followed", "name the path without it")
    found = [root / name for root in roots if os.path.lexists(root / name)]
    if not found:
        raise SourceError(shown, "no such file or folder", "check the path")
    inside = [path for path in found if any(is_within(path, str(root)) for root in roots)]
    if not inside:
        todo = "name a path inside of them, or send the text"
        raise SourceError(shown, "lies outside the folders that the client has named", todo)
    return Path(os.path.realpath(inside[0]))


def files_below(path: Path, roots: Sequence[Path]) -> Iterator[Origin | Failure]:
    """Yield the files to read of a path; a link in a folder may lead out of it.

    What is left out is a failure, and so is what would be read without end.
    """
    mode = path.stat().st_mode
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        yield Failure("a pipe, socket or device (name a file or a folder)", str(path))
        return
    for found in origins([str(path)], SourceOptions(), None):
        if isinstance(found, Origin):
            yield _refusal(Path(found.name), roots) or found
        elif isinstance(found, Failure):
            yield found


def _refusal(path: Path, roots: Sequence[Path]) -> Failure | None:
    """Return why a file is not read, None where it is."""
    if not any(is_within(path, str(root)) for root in roots):
        return Failure("a link to a file outside the folders, left out (send its text)", str(path))
    if path.stat().st_size > MOST_BYTES:
        what = f"larger than {MOST_BYTES // 1024 // 1024} MB (use `ticketlint check`)"
        return Failure(what, str(path))
    return None
