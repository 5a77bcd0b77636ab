"""Find tickets that prescribe a change of the implementation and name no outcome or problem."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.annotation.lexicon.prescriptions import prescribes
from ticketlint.matching.matches import Match
from ticketlint.model import Role, SectionName
from ticketlint.rules.options import Options, Share

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage


class HowWithoutWhat(Options):
    """From which chance on, that a reader finds neither outcome nor problem, a ticket counts.

    `least` is for a title that prescribes, `surely` for any.
    """

    least: Share
    surely: Share


def check(ticket: "TicketDoc", options: HowWithoutWhat) -> Iterator[Match]:
    """Yield the title of a ticket that is all instruction."""
    title = next((p for p in ticket.passages if p.section is SectionName.TITLE), None)
    if title is None:
        return
    chance = ticket.presence.how_without_what
    if chance < (options.least if _tells_how(ticket, title) else options.surely):
        return
    text = title.text.strip()
    start = title.text.index(text)
    yield Match(title, start, start + len(text))


def _tells_how(ticket: "TicketDoc", title: "Passage") -> bool:
    told = (s.role is Role.HOW for s in ticket.sentences if s.passage is title)
    return prescribes(title.text) or any(told)
