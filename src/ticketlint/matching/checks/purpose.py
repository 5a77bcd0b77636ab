"""Find out whether a ticket gives a reason; rules use it as an excuse."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ticketlint.matching.matches import Match

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc


def check(ticket: "TicketDoc", _options: Mapping[str, Any]) -> Iterator[Match]:
    """Yield one match where the ticket gives a reason."""
    from ticketlint.matching.signals.reasons import gives_reason

    if gives_reason(ticket):
        yield Match()
