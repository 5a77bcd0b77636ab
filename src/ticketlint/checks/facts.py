"""Tell what the tracker says beside the text. What it does not say is never missing."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ticketlint.document import Match, TicketDoc


def no_estimate(ticket: "TicketDoc", _options: Mapping[str, Any]) -> Iterator["Match"]:
    """Yield one match where the tracker keeps estimates and this ticket has none."""
    from ticketlint.document import Match

    if ticket.ticket.estimate is not None and not ticket.ticket.estimate.strip():
        yield Match()


def has_estimate(ticket: "TicketDoc", _options: Mapping[str, Any]) -> Iterator["Match"]:
    """Yield one match where somebody has estimated the ticket."""
    from ticketlint.document import Match

    if ticket.ticket.estimate and ticket.ticket.estimate.strip():
        yield Match()
