"""A run that is interrupted ends with what was judged until then."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from ticketlint.model import Report, Ticket, TicketResult

T = TypeVar("T")


class Stopped(KeyboardInterrupt):
    """A run was interrupted; `report` tells what was judged until then."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


class Cut(KeyboardInterrupt):
    """Work on tickets was interrupted; `beyond` are those done behind one that is not, in order.

    With each stands what the work gives for it.
    """

    def __init__(self, beyond: Sequence[tuple[Ticket, Any]]) -> None:
        super().__init__()
        self.beyond = beyond


class Stop:
    """Ends a run at an interrupt, so that it can tell what it has done."""

    def __init__(self) -> None:
        self.is_heard = False

    def before(self, do: Callable[[], T], otherwise: T) -> T:
        """Return what is done before anything is judged, or else where it is interrupted."""
        try:
            return do()
        except KeyboardInterrupt:
            self.is_heard = True
            return otherwise

    def until(self, judged: Iterator[TicketResult]) -> Iterator[TicketResult]:
        """Yield the results until an interrupt, then those beyond it that are there."""
        try:
            yield from judged
        except Cut as cut:
            self.is_heard = True
            yield from (result for _, result in cut.beyond)
        except KeyboardInterrupt:
            self.is_heard = True
