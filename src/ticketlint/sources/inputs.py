"""Inputs as a user names them: files, folders and stdin, each as an origin."""

import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from ticketlint.config import budgets
from ticketlint.model import Failure, Notice
from ticketlint.sources.decoding import binary_kind
from ticketlint.sources.origin import (
    LeftOut,
    Origin,
    SourceOptions,
    file_origin,
    stream_origin,
)
from ticketlint.sources.remote import is_remote, remote_origins
from ticketlint.sources.repository.searching import Search

STDIN = "stdin"
STDIN_KEY = "STDIN-1"
SUFFIXES = (".md", ".markdown", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xml")
# Files about a repository, not about work; compared without case.
_SKIPPED_STEMS = frozenset(
    {"readme", "contributing", "changelog", "license", "code_of_conduct", "security"}
)
_SKIPPED_FILES = frozenset(
    {
        *("package.json", "package-lock.json", "tsconfig.json", "composer.json"),
        # What a run leaves behind, under the names of the files for CI (`cli/starter_files`).
        *("ticketlint-baseline.json", "ticketlint.json"),
        *("ticketlint-code-quality.json", "ticketlint-junit.xml"),
    }
)

Found = Origin | Failure | Notice | LeftOut


def origins(
    inputs: Sequence[str], options: SourceOptions, stdin: BinaryIO | None
) -> Iterator[Found]:
    """Yield each input in the order given, the files of a folder in the order of their names."""
    for name in inputs:
        if name == "-" and stdin is None:
            yield Failure("stdin is not open (pipe a ticket into the command)", STDIN)
        elif name == "-" and stdin is not None:
            with stream_origin(STDIN, stdin, _is_text) as origin:
                stem = options.stdin_key or STDIN_KEY
                yield replace(origin, stem=stem, names_ticket=stem != STDIN_KEY)
        elif is_remote(name):
            yield from remote_origins(name, (*SUFFIXES, ".parquet"))
        else:
            yield from _path(Path(name), options)


def is_read_once(name: str) -> bool:
    """Tell whether an input is gone once it is read: standard input or a pipe."""
    if name == "-":
        return True
    try:
        mode = Path(name).stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _path(path: Path, options: SourceOptions) -> Iterator[Found]:
    try:
        path.stat()
        if path.is_dir():
            yield from _folder(path, options)
        elif path.is_file():
            yield _found(file_origin(path), options.are_found)
        else:
            with path.open("rb") as pipe, stream_origin(str(path), pipe, _is_text) as origin:
                yield origin
    except FileNotFoundError:
        yield Failure("no such file or folder (check the path)", str(path))
    except (OSError, ValueError) as error:
        yield unreadable(str(path), error)


def _is_text(head: bytes) -> bool:
    return not binary_kind(head)


def unreadable(name: str, error: Exception) -> Failure:
    """Return the failure of a file that the system does not let us read."""
    reason = getattr(error, "strerror", None) or str(error)
    return Failure(f"cannot be read: {reason} (check the path and its permissions)", name)


def _folder(folder: Path, options: SourceOptions) -> Iterator[Found]:
    """Yield the files of a folder, in a repository those where tickets stand by convention.

    A folder without tickets is a failure, for nobody wants to check nothing; but where only
    changes are asked for, as at each commit, a repository may have none yet.
    """
    search = Search(folder, may_hold_tickets)
    names = search.chosen()
    for path in names:
        for found in _file(path):
            yield _found(found, search.is_by_convention(path))
    if search.passed_over:
        yield LeftOut("other file", search.passed_over)
    for deep in search.too_deep:
        what = f"more than {budgets.FOLDER_DEPTH} folders below the one named"
        yield Failure(f"{what} (name this one to read it)", deep)
    for fault in search.faults:
        yield unreadable(str(fault.filename), fault)
    may_be_empty = search.is_repository and options.changed is not None
    if not names and not search.faults and not may_be_empty:
        yield Failure(_nothing(search), str(folder))


def _found(one: Found, is_found: bool) -> Found:
    """Return an input, an origin marked as one that a search has found where it has."""
    return replace(one, is_found=is_found) if isinstance(one, Origin) else one


def _nothing(search: Search) -> str:
    """Return why a folder holds no tickets."""
    if search.is_repository:
        todo = "name the file or folder that holds them"
        return f"no files where tickets stand by convention ({todo})"
    kinds = " ".join(SUFFIXES)
    return f"no ticket files in this folder (looked for {kinds}, also .gz)"


def _file(path: Path) -> Iterator[Found]:
    """Yield a file of a folder; a pipe there has perhaps nobody who writes into it."""
    try:
        is_regular = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        yield unreadable(str(path), error)
        return
    if is_regular:
        yield file_origin(path)
    else:
        what = "a pipe, socket or device, left out"
        yield Notice(f"{what} (name it to read it)", str(path))


def may_hold_tickets(name: str) -> bool:
    """Say by its name whether a file of a folder may hold tickets."""
    name = name.casefold()
    path = Path(name.removesuffix(".gz"))
    about = path.suffix in {".md", ".markdown"} and path.stem in _SKIPPED_STEMS
    return path.suffix in SUFFIXES and name[0] != "." and not about and name not in _SKIPPED_FILES
