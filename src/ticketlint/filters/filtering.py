"""All filters over the results of a run, in their order, and the judgement of the gate.

What is suppressed, then what is known, then the gate on all of that, which marks what fails, then
what is shown: so nothing that is shown or hidden changes what fails. None of them changes a score.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError
from ticketlint.filters.comparing import ChangeCount, Compared, Comparison
from ticketlint.filters.dates import today
from ticketlint.filters.failing import Failing
from ticketlint.filters.gate import GateCount
from ticketlint.filters.levels import Shown
from ticketlint.filters.suppressions import (
    Suppressed,
    Suppressions,
    notices_of,
    read_suppressions,
    unused_of,
)
from ticketlint.model import (
    Changes,
    Failure,
    Gate,
    Notice,
    State,
    TicketResults,
    Unjudged,
)
from ticketlint.model.figures import Count, Figures

# So many things are told of suppressions; who mends these sees the next ones.
_MOST_NOTICES = 100


@dataclass(frozen=True, slots=True)
class Filters:
    """What results go through: `comparison` is None where there is nothing to compare with."""

    suppressions: Suppressions = field(default_factory=Suppressions)
    comparison: Comparison | None = None
    show_suppressed: bool = False
    show_known: bool = False
    # Rules without which there is no score, and which the run does not look for.
    left_out: tuple[str, ...] = ()

    def over(self, results: TicketResults) -> TicketResults:
        """Return the results with what is suppressed and what is known marked as such."""
        marked = Suppressed(results, self.suppressions)
        return Compared(marked, self.comparison) if self.comparison else marked


@dataclass(frozen=True, slots=True)
class Filtered:
    """What comes out: the results to show, the gate, what changed, what to tell.

    `failures` are why the gate could not judge, `unjudged` what could not be judged of tickets,
    `figures` those over the results to show.
    """

    results: TicketResults
    gate: Gate
    notices: tuple[Notice, ...]
    changes: Changes | None
    hidden: tuple[State, ...]
    unjudged: Unjudged
    figures: Figures
    failures: tuple[Failure, ...] = ()


def suppressing(config: Config) -> Filters:
    """Return filters that know what is suppressed, and compare with nothing.

    Raises: ConfigError for a file that cannot be used.
    """
    entries = read_suppressions(Path(config.suppressions)) if config.suppressions else {}
    return Filters(Suppressions(entries, day=today()))


def filtered(
    results: TicketResults, config: Config, filters: Filters, failures: Sequence[Failure] = ()
) -> Filtered:
    """Return the results of a run as its report shows them, and what the gate says of all.

    The results are read once; those that come out are made as they are read again.
    """
    comparison = filters.comparison
    marked = filters.over(results)
    gate = GateCount(
        config,
        failures,
        is_ratchet=bool(comparison and comparison.is_ratchet),
        left_out=filters.left_out,
        made_by=comparison.changed if comparison else "",
    )
    changes = comparison and ChangeCount(comparison, filters.suppressions.run, config)
    told, unjudged, count = _Told(), Unjudged(), Count()
    shown = Shown(Failing(marked, gate), config)
    seen: set[str] = set()
    for result in marked:
        seen.update({result.key, result.address.identity} & filters.suppressions.entries.keys())
        unjudged = unjudged.joined(result)
        gate.add(result)
        count.add(shown.shown(result))
        told.add(notices_of(result, filters.suppressions))
        if changes:
            changes.add(result)
    told.add(unused_of(filters.suppressions, seen))
    notices = chain(told.all(), changes.notices() if changes else (), gate.notices())
    return Filtered(
        results=shown,
        gate=gate.gate(),
        notices=tuple(notices),
        changes=changes.changes() if changes else None,
        hidden=_hidden(config, filters),
        failures=tuple(gate.failures()),
        unjudged=unjudged,
        figures=count.figures(),
    )


def check_new_only(config: Config, comparison: Comparison | None) -> None:
    """Refuse a gate on what is new or got worse where nothing tells what that is.

    Raises: ConfigError.
    """
    if comparison is None and config.gate.asks_what_is_new:
        what = "nothing tells what is new"
        todo = "make a baseline: ticketlint baseline create INPUT; or use --since"
        raise ConfigError("--new-only", what, todo)
    if config.gate.asks_what_was and (comparison is None or comparison.baseline is None):
        what = "nothing tells how tickets were"
        todo = "make a baseline: ticketlint baseline create INPUT; or use --since REPORT.json"
        raise ConfigError("gate.not_worse", what, todo)


def _hidden(config: Config, filters: Filters) -> tuple[State, ...]:
    """Return the states that a report for people does not list."""
    is_compared = filters.comparison is not None and config.gate.new_only is not False
    known = (State.KNOWN,) if is_compared and not filters.show_known else ()
    return known if filters.show_suppressed else (State.SUPPRESSED, *known)


@dataclass(slots=True)
class _Told:
    """Notices up to a number, and how many there are beyond it."""

    kept: list[Notice] = field(default_factory=list)
    more: int = 0

    def add(self, notices: Iterator[Notice]) -> None:
        for notice in notices:
            if len(self.kept) < _MOST_NOTICES:
                self.kept.append(notice)
            else:
                self.more += 1

    def all(self) -> Iterator[Notice]:
        yield from self.kept
        if self.more:
            yield Notice(f"and {self.more} more suppressions that do not hold or leave nothing out")
