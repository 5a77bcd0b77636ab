"""One run over many tickets."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ticketlint.model.failure import Failure, Notice
from ticketlint.model.result import TicketResult
from ticketlint.model.trend import TrendPoint


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a report: with the same values the same input gives the same results.

    `ruleset` is the digest of all that the run judged by, `rules` the number of its rules.
    """

    tool: str
    ruleset: str
    rules: int
    pipeline_name: str
    pipeline_version: str
    templates: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether the run passes, and each reason why not."""

    passed: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleNote:
    """What a rule of the run looks for, and why it matters: for outputs that explain rules."""

    id: str
    category: str
    summary: str
    why: str


class TicketResults(Protocol):
    """The results of a run in input order, read anew each time: no reader holds them all."""

    def __iter__(self) -> Iterator[TicketResult]:
        """Yield one result after the other."""

    def __len__(self) -> int:
        """Return how many there are."""


@dataclass(frozen=True, slots=True)
class Report:
    """One run: every ticket in input order, and what could not be read.

    `closed` is the number of closed tickets that the configuration left out; `rules` are those
    that were used; `trend` are earlier runs and this one, where a history is kept.
    """

    versions: Versions
    gate: Gate
    results: TicketResults
    failures: tuple[Failure, ...] = ()
    notices: tuple[Notice, ...] = ()
    closed: int = 0
    rules: tuple[RuleNote, ...] = ()
    trend: tuple[TrendPoint, ...] = ()
