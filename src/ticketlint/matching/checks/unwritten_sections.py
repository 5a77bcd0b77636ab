"""Find sections with a heading and nothing of the author's under it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import SectionName, SectionState
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Section

# An author who writes this has answered.
_ANSWER = re.compile(r"(?i)n/?a|none|nil|no|nothing|not (applicable|needed|required)")
_AROUND = re.compile(r"\W*")


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each section with a heading and nothing of the author's under it."""
    answers = _answers(ticket)
    for part in ticket.sections:
        if _is_unwritten(part) and not _is_answered(part, answers):
            yield Match(section=part, about=part.name)


def _is_unwritten(part: "Section") -> bool:
    if part.name is SectionName.ACCEPTANCE_CRITERIA or not part.heading:
        return False
    return part.state is not SectionState.PRESENT


def _answers(ticket: "TicketDoc") -> Mapping[str, Sequence[int]]:
    """Return where answers and instructions begin in each field, in ascending order."""
    places: dict[str, list[int]] = {}
    for passage in ticket.passages:
        if _is_answer(passage.text) or passage.is_template:
            places.setdefault(passage.field, []).append(passage.block.start)
    return {field: sorted(starts) for field, starts in places.items()}


def _is_answered(part: "Section", answers: Mapping[str, Sequence[int]]) -> bool:
    starts = answers.get(part.field, ())
    index = bisect_left(starts, part.start)
    return index < len(starts) and starts[index] < part.end


def _is_answer(text: str) -> bool:
    """Tell whether a text is an answer, or a row of dashes, whatever punctuation is around it."""
    start, after = _AROUND.match(text), _AROUND.match(text[::-1])
    if start is None or after is None or start.end() == len(text):
        return "-" in text
    return _ANSWER.fullmatch(text, start.end(), len(text) - after.end()) is not None
