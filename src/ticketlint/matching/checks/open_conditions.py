"""Find conditions that begin with an event and never say what follows."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage

_EVENT = re.compile(r"(?i)\A\W*(when|whenever|if|once|as soon as|in case|after)\b")
# A second clause, a list that follows, or a question.
_GOES_ON = re.compile(r"(?i)[,:;?→]|->|=>| - | [–—] |\bthen\b|\.{3}|…")
# "is dismissed" after a noun phrase of its own: the parser may take both clauses for one.
_RESULT = re.compile(
    r"(?i)\b(?:is|are|gets?|should|must|will|can|does)\b.*\b(?:is|are|should|must|will|can)\b"
)
_STEP = re.compile(r"(?i)\A\W*(then|and|but|given|when|scenario)\b")


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each condition that ends after its first clause."""
    written = list(zip(ticket.passages, ticket.docs, strict=True))
    for (passage, doc), (following, _) in pairwise([*written, (None, None)]):
        if passage is None or passage.section is not SectionName.ACCEPTANCE_CRITERIA:
            continue
        if _stops_short(passage.text, doc) and not _continued(passage, following):
            text = passage.text.strip()
            start = passage.text.index(text)
            yield Match(passage, start, start + len(text))


def _stops_short(text: str, doc: "Doc | None") -> bool:
    if doc is None or not _EVENT.match(text) or _GOES_ON.search(text):
        return False
    verbs = sum(token.pos_ == "VERB" for token in doc)
    subjects = sum(token.dep_.startswith("nsubj") for token in doc)
    return verbs <= 1 and subjects <= 1 and not _RESULT.search(text)


def _continued(passage: "Passage", following: "Passage | None") -> bool:
    """Tell whether the next passage is a step of a scenario or stands below this one."""
    if following is None or following.field != passage.field:
        return False
    return (
        _STEP.match(following.text) is not None
        or following.block.level > passage.block.level
        or passage.block.row > 0
    )
