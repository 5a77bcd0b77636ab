"""Find tickets that prescribe a change of the implementation and name no outcome or problem."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ticketlint.model import Role, SectionName, SectionState
from ticketlint.prescriptions import prescribes

if TYPE_CHECKING:
    from ticketlint.document import Match, TicketDoc
    from ticketlint.sections import Passage

# A sentence on the result that is at least so sure tells a reader what it is for.
_SURE = 0.5
_RESULTS = frozenset({Role.WHAT, Role.CRITERION})


def check(ticket: "TicketDoc", _options: Mapping[str, Any]) -> Iterator["Match"]:
    """Yield the title of a ticket that is all instruction."""
    from ticketlint.document import Match

    title = next((p for p in ticket.passages if p.section is SectionName.TITLE), None)
    if title is None or not _tells_how(ticket, title) or _says_what_for(ticket):
        return
    text = title.text.strip()
    start = title.text.index(text)
    yield Match(title, start, start + len(text))


def _tells_how(ticket: "TicketDoc", title: "Passage") -> bool:
    told = (s.role is Role.HOW for s in ticket.sentences if s.passage is title)
    return prescribes(title.text) or any(told)


def _says_what_for(ticket: "TicketDoc") -> bool:
    from ticketlint.reasons import gives_reason

    if ticket.state(SectionName.NEED) is SectionState.PRESENT or gives_reason(ticket):
        return True
    told = [s for s in ticket.sentences if s.passage.section is not SectionName.TITLE]
    return any(s.role in _RESULTS and s.confidence >= _SURE for s in told)
