"""Find the cases at the edge that a ticket asks about and nothing answers or covers."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage

_ASKS = re.compile(
    r"(?i)^\W*(?:what (?:happens|occurs|should happen|if|about)|how (?:does|do|should|will|are|is))"
    r"\b[^?\n]{8,240}\?\W*$"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
# A word is known again by its beginning: "expires", "expired".
_STEM = 5
_SAYS_NOTHING = frozenset(
    """
    what happens happen occurs when should does system user users will with have from this that
    they their there than then into while where which handle handles handled during after before
    being been multiple same other
    """.split()
)
# So much of what the question is about stands in the line that covers it.
_COVERED = 0.6


def unanswered(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield the questions on what happens in a case, where no line answers or covers it."""
    own = [passage for passage in ticket.passages if not passage.is_unwritten]
    told = [_stems(passage.text) for passage in own if _may_cover(passage)]
    for passage, following in pairwise([*own, None]):
        if passage is None or not _asks(passage) or _answers(passage, following):
            continue
        about = _stems(passage.text)
        if about and not any(len(about & line) >= _COVERED * len(about) for line in told):
            yield Match(passage, 0, len(passage.text.rstrip()))


def _may_cover(passage: "Passage") -> bool:
    return passage.section is not SectionName.TITLE and not _asks(passage)


def _asks(passage: "Passage") -> bool:
    return _ASKS.match(passage.text) is not None


def _answers(question: "Passage", following: "Passage | None") -> bool:
    """Tell whether the next line stands below the question, and so tells the answer."""
    if following is None or following.field != question.field or _asks(following):
        return False
    return following.block.level > question.block.level or following.text.lstrip()[:1] in "→-=>"


def _stems(text: str) -> frozenset[str]:
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(word[:_STEM] for word in words if word not in _SAYS_NOTHING)
