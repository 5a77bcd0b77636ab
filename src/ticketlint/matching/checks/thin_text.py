"""Find tickets that say little below the title and name no condition or release."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import SectionName, SectionState
from ticketlint.rules.options import Count, Options

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc

_WORD = re.compile(r"[^\W\d_]{2,}")
# A release, a weakness or a link tells a chore in one line.
_EXACT = re.compile(r"\bCVE-\d|\bv?\d+\.\d+|https?://|\b[A-Z][A-Z0-9]+-\d+\b|#\d+")


class ThinText(Options):
    """The fewest words that say enough."""

    fewest: Count = 12


def check(ticket: "TicketDoc", options: ThinText) -> Iterator[Match]:
    """Yield one match for 1 to `fewest` - 1 words of prose; none at all is another rule's."""
    if ticket.state(SectionName.ACCEPTANCE_CRITERIA) is SectionState.PRESENT:
        return
    told = [
        passage.text
        for passage in ticket.passages
        if passage.section is not SectionName.TITLE and not passage.is_unwritten
    ]
    words = sum(len(_WORD.findall(text)) for text in told)
    if not 0 < words < options.fewest or _shows_more(ticket):
        return
    if not any(_EXACT.search(text) for text in (*told, ticket.ticket.title)):
        yield Match()


def _shows_more(ticket: "TicketDoc") -> bool:
    from ticketlint.cleaning.markup.blocks import BlockKind

    kinds = {block.kind for body in ticket.bodies.values() for block in body.blocks}
    return not kinds.isdisjoint({BlockKind.CODE, BlockKind.LOG, BlockKind.MEDIA, BlockKind.CELL})
