"""What decides a result, as a key: all that the ticket says, and all that judges it."""

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ticketlint.cleaning.characters import REPLACEMENT
from ticketlint.cleaning.templates import Templates
from ticketlint.harmless.credentials import BLACK
from ticketlint.model import Ticket
from ticketlint.rules.ruleset import Ruleset

_KEY_BYTES = 16
_PACKAGE = Path(__file__).parents[1]
# Their bytes stand in the digest of the ruleset already.
_WEIGHTS = frozenset({_PACKAGE / "annotation/pipeline/data", _PACKAGE / "annotation/networks/data"})
# What reads, parses and computes; others carry results only.
_LIBRARIES = (
    *("spacy", "thinc", "numpy", "blis", "srsly", "murmurhash", "preshed", "cymem"),
    *("regex", "markdown-it-py", "mdurl", "py3langid", "pydantic", "pydantic-core", "pyyaml"),
    "msgspec",
)
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


@cache
def program_digest() -> str:
    """Return a digest of our own code and data, the libraries in use, and the machine.

    It is made of the bytes of the files: a version stays the same while somebody works on it.
    """
    digest = hashlib.blake2b(digest_size=_KEY_BYTES)
    for path in _files(_PACKAGE):
        told = os.fsencode(path.relative_to(_PACKAGE))
        digest.update(told + hashlib.blake2b(path.read_bytes()).digest())
    digest.update(_json((sys.version, platform.machine(), [*map(_version, _LIBRARIES)])))
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of the package that may decide something, in a fixed order."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name != "__pycache__" and path not in _WEIGHTS:
                yield from _files(path)
        else:
            yield path


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
