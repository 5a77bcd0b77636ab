"""Find tickets that prescribe a change of the implementation and name no outcome or problem."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ticketlint.model import Role, SectionName, SectionState

if TYPE_CHECKING:
    from ticketlint.document import Match, TicketDoc

_TECHNICAL_VERB = re.compile(
    r"(?i)^\W*(\[[^\]]*\]\s*|[\w -]{2,25}:\s+)*"
    r"(refactor|upgrade|bump|migrate|port|rename|rewrite|replace|"
    r"convert|extract|move|deprecate|remove|delete|drop|use|switch|merge|split|update|implement|"
    r"integrate|configure|set ?up|install|wrap|introduce|clean ?up|inline|add|create|make)\b"
)
_TECHNICAL_THING = re.compile(
    r"\b[a-z]+[A-Z]\w*|\b[A-Z][a-z]+[A-Z]\w*|\w+_\w+|\w+\(\)|\b\w+\.\w+\.\w+|\b\d+\.\d+|"
    r"(?i:\b(class|classes|"
    r"method|function|module|library|table|schema|database|endpoint|api|sdk|cron|script|queue|cache|"
    r"service|microservice|component|framework|dependency|dependencies|package|docker|kubernetes|"
    r"pipeline|ci|branch|repo|repository|config|configuration|parser|interface|wrapper|plugin|"
    r"build|compiler|linter|tests?|unit tests?|code|codebase|redis|kafka|sql|json|xml|yaml|"
    r"version|migration|index|constructor|namespace|header|template|controller)\b)"
)
_OUTCOME = re.compile(
    r"(?i)\b(so that|because|in order to|since|due to|to avoid|to prevent|to allow|allows?|"
    r"enables?|lets?|"
    r"users?|customers?|admins?|as an? \w+|problem|issue|bug|error|fails?|crash\w*|slow|"
    r"currently|no longer|should (be able|see|show|display)|will be able|can be|benefits?|goal|"
    r"needs? to|want|security|vulnerab\w+|support ends|deprecated|broken|instead)\b"
)
# More prose than this and a reader finds the reason, whatever words it uses.
_MOST_WORDS = 60


def check(ticket: "TicketDoc", _options: Mapping[str, Any]) -> Iterator["Match"]:
    """Yield the title of a ticket that is all instruction."""
    from ticketlint.document import Match

    title = next((p for p in ticket.passages if p.section is SectionName.TITLE), None)
    if title is None or not _TECHNICAL_VERB.match(title.text):
        return
    if not _TECHNICAL_THING.search(title.text) or _says_what_for(ticket):
        return
    text = title.text.strip()
    start = title.text.index(text)
    yield Match(title, start, start + len(text))


def _says_what_for(ticket: "TicketDoc") -> bool:
    for name in (SectionName.NEED, SectionName.ACCEPTANCE_CRITERIA, SectionName.BEHAVIOUR):
        if ticket.state(name) is SectionState.PRESENT:
            return True
    if any(s.role is Role.WHY and s.confidence > 0.5 for s in ticket.sentences):
        return True
    prose = " ".join(p.text for p in ticket.passages)
    body = " ".join(p.text for p in ticket.passages if p.section is not SectionName.TITLE)
    return _OUTCOME.search(prose) is not None or len(body.split()) > _MOST_WORDS
