"""Find tickets that prescribe a change of the implementation and name no outcome or problem."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ticketlint.model import Role, SectionName, SectionState
from ticketlint.prescriptions import prescribes

if TYPE_CHECKING:
    from ticketlint.document import Match, TicketDoc

# A chore talks of its circumstances; those weigh like half a reason.
_REASON = 2.0
# More sentences on the result than this and a reader sees what it is for.
_MOST_RESULTS = 2


def check(ticket: "TicketDoc", _options: Mapping[str, Any]) -> Iterator["Match"]:
    """Yield the title of a ticket that is all instruction."""
    from ticketlint.document import Match

    title = next((p for p in ticket.passages if p.section is SectionName.TITLE), None)
    if title is None or not prescribes(title.text) or _says_what_for(ticket):
        return
    text = title.text.strip()
    start = title.text.index(text)
    yield Match(title, start, start + len(text))


def _says_what_for(ticket: "TicketDoc") -> bool:
    from ticketlint.reasons import gives_reason

    if ticket.state(SectionName.NEED) is SectionState.PRESENT or gives_reason(ticket, _REASON):
        return True
    told = [s for s in ticket.sentences if s.passage.section is not SectionName.TITLE]
    results = [s for s in told if s.role is Role.WHAT and s.confidence >= 0.5]
    return len(results) > _MOST_RESULTS
