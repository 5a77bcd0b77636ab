"""Tell what stands beside the prose: what the tracker says, and what is pasted.

What a tracker does not say is never missing.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import BlockKind
from ticketlint.matching.matches import Match
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc


def pasted_text(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where the description holds code or a log."""
    body = ticket.bodies.get("description")
    blocks = body.blocks if body else ()
    if any(block.kind in {BlockKind.CODE, BlockKind.LOG} for block in blocks):
        yield Match()


def has_estimate(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where somebody has estimated the ticket."""
    if ticket.ticket.estimate and ticket.ticket.estimate.strip():
        yield Match()
