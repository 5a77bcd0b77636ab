"""Tell what the tracker says beside the text. What it does not say is never missing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import BlockKind, MarkKind
from ticketlint.matching.matches import Match
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc

_POINTERS = frozenset({MarkKind.IMAGE, MarkKind.LINK, MarkKind.KEY})


def no_estimate(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where the tracker keeps estimates and this ticket has none."""
    if ticket.ticket.estimate is not None and not ticket.ticket.estimate.strip():
        yield Match()


def has_estimate(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where somebody has estimated the ticket."""
    if ticket.ticket.estimate and ticket.ticket.estimate.strip():
        yield Match()


def linked_tickets(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where the tracker links another ticket to this one."""
    if ticket.ticket.links:
        yield Match()


def shown_things(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where a thing to look at is linked, embedded or attached.

    A source that does not tell of attachments may have left them out, so it counts too.
    """
    blocks = [block for body in ticket.bodies.values() for block in body.blocks]
    pointed = any(mark.kind in _POINTERS for block in blocks for mark in block.marks)
    embedded = any(block.kind is BlockKind.MEDIA for block in blocks)
    addresses = any("://" in block.text for block in blocks)
    attachments = ticket.ticket.attachments
    if attachments is None or attachments or pointed or embedded or addresses:
        yield Match()
