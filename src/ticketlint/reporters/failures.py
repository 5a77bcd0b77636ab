"""What could not be done, of the run and of each ticket, and where a host shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ticketlint.model import Failure, Report, TicketResult
from ticketlint.reporters.places import HostPlace, place_in_file, place_of

# So many ways to more points are told with a score that fails.
_MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class Undone:
    """What went wrong, in words, and where a host shows it; None where that is no file."""

    text: str
    place: HostPlace | None
    key: str = ""
    what: str = "not judged"
    identity: str = ""


def undone_of_ticket(result: TicketResult) -> Iterator[Undone]:
    """Yield what could not be judged of a ticket."""
    for failure in result.failures:
        rule = f"{failure.rule}: " if failure.rule else ""
        yield Undone(f"failed: {rule}{failure.message}", place_of(result.address), result.key)


def undone(report: Report) -> Iterator[Undone]:
    """Yield what could not be read, then what could not be judged."""
    yield from map(_unread, report.failures)
    for result in report.results:
        yield from undone_of_ticket(result)


def _unread(failure: Failure) -> Undone:
    # Without a line it is the whole file that is missing, or a tracker that has none.
    place = place_in_file(failure.source, failure.line) if failure.line else None
    return Undone(str(failure), place, what="not read")


def missed(report: Report) -> Iterator[Undone]:
    """Yield each ticket that fails the gate as a whole, with what would bring points back."""
    for result in report.results:
        if result.misses:
            ways = [f"+{loss.points:g} if {loss.wanted}" for loss in result.score.lost[:_MOST_WAYS]]
            told = "; ".join((*result.misses, *ways))
            place, identity = place_of(result.address), result.address.identity
            yield Undone(told, place, result.key, "gate", identity)
