"""Find who is named: a role, a kind of user, a customer, a team."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.annotation.lexicon.persons import is_person
from ticketlint.annotation.lexicon.user_stories import TELLER
from ticketlint.matching.matches import Match
from ticketlint.model import Kind, SectionState
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage, Section

# The role of a story on a line of its own, or before a comma: "As a result," names nobody.
_TELLER_ALONE = re.compile(
    r"(?i)^\W*as an?[ :*_]{1,3}"
    r"(?!(?:results?|work-?around|consequence|reminder|note|first|second|next|start|whole|rule|bonus"
    r"|follow|side|matter|test|quick|temporary|fall-?back|minimum)\b)"
    r"[\w'’-]+(?: [\w'’&/-]+){0,5}\W{0,3}(?:$|,)"
)
_ASKS_WHO = re.compile(r"(?i)\W*as an?\W*")
# A persona by name, or one that "the" or "our" leads in: "As Maria, I want to ...".
_PERSONA = re.compile(
    r"\bAs (the |our |your )?[\w'-]+( [\w'-]+){0,5},?"
    r" (I|we) (want|need|would|can|should|must|am|get)\b"
)
_WORD = re.compile(r"(?<![\w@/.#-])[A-Za-z]+(?![\w/]|\.\w|-\w)")


# A task that may as well be a story has an actor too; below this it is plainly technical.
_STORY_AT_ALL = 0.2


def nobody(ticket: "TicketDoc", options: NoOptions) -> Iterator[Match]:
    """Yield one match where a ticket for somebody's use names nobody."""
    if ticket.ticket.field("description") is None:
        return
    if ticket.kind is Kind.TASK and ticket.reading.chances.get(Kind.STORY, 0.0) < _STORY_AT_ALL:
        return
    if not any(check(ticket, options)):
        yield Match()


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each mention of somebody; "I", "we" and "you" of the author name nobody."""
    for part in ticket.sections:
        if _tells_who(part):
            yield Match(section=part, about=part.name)
    for passage in ticket.passages:
        if not passage.is_unwritten:
            yield from _named(passage)


def _named(passage: "Passage") -> Iterator[Match]:
    for teller in (_TELLER_ALONE, TELLER, _PERSONA):
        for hit in teller.finditer(passage.text):
            yield Match(passage, hit.start(), hit.end())
    for hit in _WORD.finditer(passage.text):
        if is_person(hit[0]):
            yield Match(passage, hit.start(), hit.end())


def _tells_who(part: "Section") -> bool:
    """Tell whether a heading names the role of a story, or asks for it and has an answer."""
    if _ASKS_WHO.fullmatch(part.heading):
        return part.state is SectionState.PRESENT
    return _TELLER_ALONE.match(part.heading) is not None
