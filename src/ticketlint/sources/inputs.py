"""Inputs as a user names them: files, folders and stdin, each as an origin."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from ticketlint.model import Failure
from ticketlint.sources.origin import Origin, SourceOptions, file_origin, stdin_origin

SUFFIXES = (".md", ".markdown", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xml")
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
# Files about a repository, not about work; compared without case.
_SKIPPED_STEMS = frozenset(
    {"readme", "contributing", "changelog", "license", "code_of_conduct", "security"}
)
_SKIPPED_FILES = frozenset({"package.json", "package-lock.json", "tsconfig.json", "composer.json"})


def origins(
    inputs: Sequence[str], options: SourceOptions, stdin: BinaryIO | None
) -> Iterator[Origin | Failure]:
    """Yield each input in the order given, the files of a folder in the order of their names."""
    for name in inputs:
        if name == "-":
            if stdin is None:
                yield Failure("stdin is not open (pipe a ticket into the command)", "stdin")
            else:
                yield stdin_origin(stdin, options.stdin_key)
        elif Path(name).is_dir():
            yield from _folder(name)
        else:
            yield _file(name)


def _file(name: str) -> Origin | Failure:
    try:
        return file_origin(name)
    except FileNotFoundError:
        return Failure("no such file or folder (check the path)", name)
    except (OSError, ValueError) as error:
        return unreadable(name, error)


def unreadable(name: str, error: Exception) -> Failure:
    """Return the failure of a file that the system does not let us read."""
    reason = getattr(error, "strerror", None) or str(error)
    return Failure(f"cannot be read: {reason} (check the path and its permissions)", name)


def _folder(folder: str) -> Iterator[Origin | Failure]:
    faults: list[OSError] = []
    count = 0
    for root, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(f for f in folders if f[0] != "." and f not in _SKIPPED_FOLDERS)
        for name in sorted(files):
            if _holds_tickets(name):
                count += 1
                yield _file(str(Path(root) / name))
    for fault in faults:
        yield unreadable(str(fault.filename), fault)
    if not count and not faults:
        kinds = " ".join(SUFFIXES)
        yield Failure(f"no ticket files in this folder (looked for {kinds}, also .gz)", folder)


def _holds_tickets(name: str) -> bool:
    name = name.casefold()
    path = Path(name.removesuffix(".gz"))
    about = path.suffix in {".md", ".markdown"} and path.stem in _SKIPPED_STEMS
    return path.suffix in SUFFIXES and name[0] != "." and not about and name not in _SKIPPED_FILES
