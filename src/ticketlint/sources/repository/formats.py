"""The formats of tickets beside code; each is a module with `PATHS`, `recognises` and `read`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from ticketlint.model import Ticket
from ticketlint.sources.origin import Origin, Read, SourceOptions
from ticketlint.sources.repository import (
    backlog_md,
    beads,
    bmad,
    kiro,
    openspec,
    plans,
    ralph,
    spec_kit,
    taskmaster,
    trello,
)


class RepositorySource(Protocol):
    """A source of tickets that live as files beside code.

    `PATHS` is found in the whole path of each file that may hold some, with `/`.
    """

    PATHS: re.Pattern[str]

    def recognises(self, origin: Origin, head: str, /) -> bool:
        """Say by the path and the first text of a file whether it is of this format."""

    def read(self, origin: Origin, options: SourceOptions, /) -> Iterator[Read]:
        """Yield the tickets of a file, and those that are left out."""


# No tool nests its tickets so deep; a longer path costs time.
_LONGEST_PATH = 1_000
# The first one that recognises a file reads it.
REPOSITORY: Mapping[str, RepositorySource] = {
    "backlog-md": backlog_md,
    "openspec": openspec,
    "spec-kit": spec_kit,
    "kiro": kiro,
    "bmad": bmad,
    "beads": beads,
    "taskmaster": taskmaster,
    "ralph": ralph,
    "trello": trello,
    "plan": plans,
}
SPOKEN: Mapping[str, str] = {
    "backlog-md": "Backlog.md",
    "openspec": "OpenSpec",
    "spec-kit": "spec-kit",
    "kiro": "Kiro",
    "bmad": "BMAD",
    "beads": "Beads",
    "taskmaster": "Task Master",
    "ralph": "Ralph",
    "trello": "Trello",
}


# A board is planned by people, and stands beside no code before somebody exports it.
_EXPORTS = frozenset({"trello"})


def read_format(name: str, origin: Origin, options: SourceOptions) -> Iterator[Read]:
    """Yield what a file of a format holds; of its tickets it is known that they stand by code."""
    for item in REPOSITORY[name].read(origin, options):
        if isinstance(item, Ticket) and name not in _EXPORTS:
            yield replace(item, is_beside_code=True)
        else:
            yield item


def read_together(path: Path) -> Path | None:
    """Return the folder whose files are read with this one as one ticket, None for a single."""
    return openspec.change_folder(path)


def read_with(origin: Origin) -> Iterator[Origin]:
    """Yield the files beside one that also decide which tickets it holds, and what they say."""
    for one in (openspec, spec_kit, bmad):
        if one.PATHS.search(origin.posix):
            yield from one.read_with(origin)


# Orders to agents, and what these plan by: they show tickets, and are none.
_NO_TICKETS = frozenset({"agents", "claude", "gemini", "design", "research", "data-model"})


def format_of(origin: Origin, head: str) -> str:
    """Return the name of the format that a file is of, empty where it is of none."""
    if origin.path is None and origin.suffix == "":
        return ""
    if origin.suffix == ".md" and origin.stem.casefold() in _NO_TICKETS:
        return ""
    return next((name for name, one in REPOSITORY.items() if one.recognises(origin, head)), "")


def is_conventional(posix: str) -> bool:
    """Say whether tickets of one of the formats stand at such a path, which is not too long."""
    return len(posix) <= _LONGEST_PATH and any(
        one.PATHS.search(posix) for one in REPOSITORY.values()
    )
