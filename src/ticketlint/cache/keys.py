"""What decides a result, as a key: all that the ticket says, and all that judges it."""

import hashlib
import json
from dataclasses import fields
from typing import Any

from ticketlint.cache.program import program_digest
from ticketlint.cleaning.characters import REPLACEMENT
from ticketlint.cleaning.templates import Templates
from ticketlint.harmless.credentials import BLACK
from ticketlint.model import Ticket
from ticketlint.rules.ruleset import Ruleset

_KEY_BYTES = 16
# Where a ticket stands, and who has it, is no part of what is found in it.
_APART = frozenset({"source", "line", "reporter", "assignee"})
_TOLD = tuple(one.name for one in fields(Ticket) if one.name not in _APART)


class Keys:
    """The keys of the results of one run, by one ruleset and what the run has learnt."""

    def __init__(self, ruleset: Ruleset, learnt: Templates) -> None:
        """Take account of what judges; the files of the program are read for that."""
        settings = ruleset.settings
        paths = any(override.match and override.match.path for override in settings.overrides)
        self._told = (*_TOLD, "source") if paths else _TOLD
        self._learnt = learnt
        parts = (program_digest(), ruleset.judging, settings.ticket_text, self._told)
        self._base = hashlib.blake2b(_json(parts), digest_size=_KEY_BYTES)
        self._bases: dict[str, Any] = {}

    def of(self, ticket: Ticket) -> bytes:
        """Return the key of the result of a ticket, 16 bytes."""
        digest = self._base_of(ticket.project).copy()
        digest.update(_json([getattr(ticket, name) for name in self._told]))
        return bytes(digest.digest())

    def _base_of(self, project: str) -> Any:
        """Return what all tickets of a project share: lines of templates hold for a project."""
        if project not in self._bases:
            base = self._base.copy()
            base.update(_json(_lines(self._learnt, project)))
            self._bases[project] = base
        return self._bases[project]


def content_of(ticket: Ticket) -> bytes:
    """Return a digest of all that a ticket says, wherever it stands, 16 bytes."""
    told = _json([getattr(ticket, name) for name in _TOLD])
    return hashlib.blake2b(told, digest_size=_KEY_BYTES).digest()


def is_cacheable(ruleset: Ruleset) -> bool:
    """Tell whether results may be kept: those that name people are on no disk.

    All that judges must be known: of a check in another package only the version is.
    """
    return not (ruleset.plugins or ruleset.settings.show_people)


def _lines(learnt: Templates, project: str) -> list[tuple[str, list[str]]]:
    """Return the learnt lines that a ticket of a project may repeat.

    Before they are looked up, credentials and halves of characters in its name are replaced, and
    it could be the name of another then.
    """
    found = (
        (name, lines)
        for name, lines in learnt.projects
        if name == project or BLACK in name or REPLACEMENT in name
    )
    return [("", sorted(learnt.everywhere)), *((name, sorted(lines)) for name, lines in found)]


def _json(value: object) -> bytes:
    return json.dumps(value, default=_parts).encode("ascii")


def _parts(value: Any) -> list[Any]:
    return [getattr(value, name) for name in value.__slots__]
