"""Tell what the tracker says beside the text; what it does not say is never missing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc


def has_estimate(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where somebody has estimated the ticket."""
    if ticket.ticket.estimate and ticket.ticket.estimate.strip():
        yield Match()
