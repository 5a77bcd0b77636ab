"""What is done with batches of tickets elsewhere than in this process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ticketlint.cleaning.templates import Lines, lines_of
from ticketlint.model import Ticket, TicketResult
from ticketlint.model.coding import of_results

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work(Generic[T]):
    """One thing for each ticket: `do` runs there, `read` takes its answer back here.

    The answer has whatever form crosses best. `lost` gives what a ticket has that nobody survives,
    with what is to be told of it.
    """

    do: Callable[[Sequence[Ticket]], Any]
    read: Callable[[Any], list[T]]
    lost: Callable[[Ticket, str], T]


def judging(do: Callable[[Sequence[Ticket]], bytes | list[TicketResult]]) -> Work[TicketResult]:
    """Return the work that gives results; `do` may code them as `told_of` does."""
    return Work(do, _results_of, _unjudged)


def told_of(results: list[TicketResult]) -> bytes | list[TicketResult]:
    """Return results as they go to another process.

    Coded, for pickle asks each frozen value for its fields: it takes ten times as long.
    """
    try:
        return of_results().encode(results)
    except ValueError:  # half a character in the name of a file
        return results


def _results_of(told: bytes | list[TicketResult]) -> list[TicketResult]:
    return list(of_results().decode(told)) if isinstance(told, bytes) else told


def _unjudged(ticket: Ticket, told: str) -> TicketResult:
    from ticketlint.judging.linter import failed

    return failed(ticket, "the ticket could not be judged", told)


def lines_of_each(tickets: Sequence[Ticket]) -> list[Lines]:
    """Return the lines of each ticket, as `lines_of` does."""
    return list(map(lines_of, tickets))


def _no_lines(_ticket: Ticket, _told: str) -> None:
    """Return what marks a ticket that nobody survives: it is told when it is judged.

    A ticket that has no lines has an empty mapping.
    """


# The lines of tickets that others may share, from which a run learns those of templates.
READING_LINES: Work[Lines | None] = Work(lines_of_each, list, _no_lines)
