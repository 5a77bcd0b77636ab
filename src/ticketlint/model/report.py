"""One run over many tickets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Protocol

from ticketlint.model.failure import Failure, Notice
from ticketlint.model.figures import Figures
from ticketlint.model.result import TicketResult
from ticketlint.model.terms import State
from ticketlint.model.trend import TrendPoint

# So many tickets are named on a line; the JSON report has them all.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a report: with the same values the same input gives the same results.

    `ruleset` is the digest of all that the run judged by, `rules` the number of its rules; `parts`
    are digests of each part of it that decides what is found, by name.
    """

    tool: str
    ruleset: str
    rules: int
    pipeline_name: str
    pipeline_version: str
    templates: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether the run passes, and each reason why not."""

    passed: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed against something earlier: numbers of findings that the level shows.

    `against` names the baseline, the report or the day. What is `fixed` was there, of a ticket
    that this run has judged by the same rule, and is not there any more; `fixed_in` are the keys
    of these tickets, `worse` those of tickets that are clearly worse than they were.
    """

    against: str
    new: int
    fixed: int
    known: int
    fixed_in: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the line that a run prints."""
        return f"{self.new} new, {self.fixed} fixed, {self.known} known"

    @property
    def told(self) -> str:
        """Return that line with what the run is compared with, what is fixed and what got worse."""
        fixed = f"; fixed in {_few(self.fixed_in)}" if self.fixed_in else ""
        worse = f"; {len(self.worse):,} worse: {_few(self.worse)}" if self.worse else ""
        return f"{self} ({self.against}){fixed}{worse}"


def _few(keys: Sequence[str]) -> str:
    """Return the first keys, and how many there are beyond them."""
    more = len(keys) - _NAMED
    return ", ".join(keys[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


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
class Unjudged:
    """What could not be judged of the tickets: how much, and the first of it on one line."""

    count: int = 0
    first: str = ""

    def joined(self, result: TicketResult) -> "Unjudged":
        """Return the same with what could not be judged of one more ticket."""
        if not result.failures:
            return self
        failure = result.failures[0]
        told = f"{result.key}: {f'{failure.rule}: ' * bool(failure.rule)}{failure.message}"
        return Unjudged(self.count + len(result.failures), self.first or told)


@dataclass(frozen=True, slots=True)
class Report:
    """One run: every ticket in input order, and what could not be read.

    `closed` is the number of closed tickets that the configuration left out; `rules` are those
    that were used; `trend` are earlier runs and this one, where a history is kept. Reports for
    people list no finding in one of the states `hidden`; `changes` is None without a comparison.
    `counted` is what could not be judged, `figures` those over all results; None where nobody has
    counted.
    """

    versions: Versions
    gate: Gate
    results: TicketResults
    failures: tuple[Failure, ...] = ()
    notices: tuple[Notice, ...] = ()
    closed: int = 0
    rules: tuple[RuleNote, ...] = ()
    trend: tuple[TrendPoint, ...] = ()
    changes: Changes | None = None
    hidden: tuple[State, ...] = (State.SUPPRESSED,)
    counted: Unjudged | None = None
    figures: Figures | None = None

    @property
    def unjudged(self) -> Unjudged:
        """Return what could not be judged of its tickets; to find that out all are read."""
        return self.counted or reduce(Unjudged.joined, self.results, Unjudged())

    @property
    def only_new(self) -> bool:
        """Tell whether reports for people list only what is new."""
        return State.KNOWN in self.hidden

    def listing(self, hidden: tuple[State, ...] | None = None) -> "Report":
        """Return the report as people read it: without the findings in a state that is hidden."""
        states = frozenset(self.hidden if hidden is None else hidden)
        if not states:
            return self
        return replace(self, results=_Listed(self.results, states), figures=None)


@dataclass(frozen=True, slots=True)
class _Listed:
    """Results without the findings in some states."""

    results: TicketResults
    hidden: frozenset[State]

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[TicketResult]:
        return map(self._listed, self.results)

    def _listed(self, result: TicketResult) -> TicketResult:
        kept = tuple(one for one in result.findings if one.state not in self.hidden)
        if len(kept) == len(result.findings):
            return result
        return replace(result, judgement=replace(result.judgement, findings=kept))
