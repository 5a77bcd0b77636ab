"""Find tickets that prescribe a change of the implementation and name no outcome or problem."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ticketlint.annotation.lexicon.prescriptions import prescribes
from ticketlint.matching.matches import Match
from ticketlint.model import Role, SectionName

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage


def check(ticket: "TicketDoc", options: Mapping[str, Any]) -> Iterator[Match]:
    """Yield the title of a ticket that is all instruction.

    `least` is the chance, 0 to 1, that a reader finds neither outcome nor problem; from
    `surely` on any title is one.
    """
    title = next((p for p in ticket.passages if p.section is SectionName.TITLE), None)
    if title is None:
        return
    chance = ticket.readiness.how_without_what
    if chance < options["surely" if not _tells_how(ticket, title) else "least"]:
        return
    text = title.text.strip()
    start = title.text.index(text)
    yield Match(title, start, start + len(text))


def _tells_how(ticket: "TicketDoc", title: "Passage") -> bool:
    told = (s.role is Role.HOW for s in ticket.sentences if s.passage is title)
    return prescribes(title.text) or any(told)
