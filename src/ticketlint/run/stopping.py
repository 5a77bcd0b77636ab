"""A run that is interrupted ends with what was judged until then."""

from collections.abc import Iterator

from ticketlint.model import Report, TicketResult


class Stopped(KeyboardInterrupt):
    """A run was interrupted; `report` tells what was judged until then."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


class Stop:
    """Ends a stream of results at an interrupt; without any result the interrupt goes on."""

    def __init__(self) -> None:
        self.is_heard = False

    def until(self, judged: Iterator[TicketResult]) -> Iterator[TicketResult]:
        """Yield the results until an interrupt; raises KeyboardInterrupt before the first."""
        some = False
        try:
            for result in judged:
                some = True
                yield result
        except KeyboardInterrupt:
            if not some:
                raise
            self.is_heard = True
