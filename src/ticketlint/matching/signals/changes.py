"""Tell what orders a change from what reports a fault: of a change there is nothing to see yet."""

from typing import TYPE_CHECKING

from ticketlint.annotation.pipeline.spans import IMPERATIVES
from ticketlint.model import Role, SectionName

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.annotation.sentences import Sentence

# An order begins with its verb, a "please" or a number before it.
_LATEST_VERB = 2
_MENDING = frozenset(
    {"fix", "repair", "resolve", "correct", "mend", "debug", "investigate", "handle", "prevent"}
)
# These are said of faults as often as of what is new: "make the export work again".
_EITHER = frozenset({"make", "ensure", "stop", "avoid", "let", "check", "verify", "get", "keep"})
_WISHES = frozenset({Role.WHAT, Role.HOW})


def is_order(sentence: "Sentence") -> bool:
    """Tell whether a sentence opens with what is to be done, and not with a fault to be mended."""
    verb = _opening(sentence)
    return verb is not None and verb not in _MENDING


def wants_change(ticket: "TicketDoc") -> bool:
    """Tell whether a title orders that something is changed, whatever the kind of the ticket."""
    titles = (one for one in ticket.sentences if one.passage.section is SectionName.TITLE)
    return any(
        one.role in _WISHES and is_order(one) and _opening(one) not in _EITHER for one in titles
    )


def orders_work(ticket: "TicketDoc") -> bool:
    """Tell whether a sentence orders what is to be done, as a report seldom does."""
    return any(one.role in _WISHES and is_order(one) for one in ticket.sentences)


def _opening(sentence: "Sentence") -> str | None:
    """Return the verb that a sentence opens with, in small letters."""
    verbs = sentence.span.doc.spans.get(IMPERATIVES, ())
    first = next((v for v in verbs if sentence.start <= v.start_char < sentence.end), None)
    if first is None or first.start - sentence.span.start > _LATEST_VERB:
        return None
    opening: str = first[0].lower_
    return opening
