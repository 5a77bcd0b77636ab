"""Find tickets whose type in the tracker and whose text tell two things."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.annotation.lexicon.user_stories import WISH
from ticketlint.matching.matches import Match
from ticketlint.model import Kind, SectionName, SectionState
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage

_STUDY = re.compile(r"(?i)^\W*(investigate|research|evaluate|explore|find out|spike)\b")


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield the words that contradict the type; a ticket without a type cannot."""
    if not ticket.ticket.type.strip():
        return
    for passage in ticket.passages:
        place = _contradiction(passage, ticket)
        if place is not None:
            yield Match(passage, *place)


def _contradiction(passage: "Passage", ticket: "TicketDoc") -> tuple[int, int] | None:
    title = passage.section is SectionName.TITLE
    if ticket.kind is Kind.BUG:
        found = WISH.search(passage.text)
        return found.span() if found else None
    if ticket.kind is Kind.TASK and title:
        found = _STUDY.search(passage.text)
        return (found.start(1), found.end(1)) if found else None
    if ticket.kind is Kind.STORY and title and _is_report(ticket):
        text = passage.text.strip()
        return passage.text.index(text), passage.text.index(text) + len(text)
    return None


def _is_report(ticket: "TicketDoc") -> bool:
    parts = (SectionName.STEPS, SectionName.ACTUAL)
    return all(ticket.state(part) is SectionState.PRESENT for part in parts)
