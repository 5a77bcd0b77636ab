"""The parts that a ticket lacks, to be filled in by its author."""

from collections.abc import Iterable, Iterator
from typing import Literal

from ticketlint.cleaning.headings import normalise_heading
from ticketlint.cleaning.sections import Section
from ticketlint.cleaning.skeletons import PARTS, Part
from ticketlint.model import Score

Language = Literal["markdown", "jira"]

# A part that would bring less than this is there, more or less.
_LEAST_POINTS = 1.0


def skeleton(score: Score, language: Language, there: Iterable[Section] = ()) -> str:
    """Return headings and lines for the parts that would bring points, empty where none would.

    What a ticket has a section for, filled in or not, is left out: a second one would not help.
    """
    known = tuple(there)
    parts = (part for part in missing_parts(score) if not _is_there(part, known))
    return "\n".join(line for part in parts for line in lines_of(part, language))


def _is_there(part: Part, sections: Iterable[Section]) -> bool:
    words = normalise_heading(part.heading)
    return any(
        normalise_heading(one.heading) == words or (part.section and one.name is part.section)
        for one in sections
    )


def missing_parts(score: Score) -> list[Part]:
    """Return the parts that would bring points, in the order in which a reader wants them."""
    lost = {loss.fact for loss in score.lost if loss.points >= _LEAST_POINTS}
    return [part for fact, part in PARTS.items() if fact in lost]


def lines_of(part: Part, language: Language) -> Iterator[str]:
    """Yield the lines of a part: its heading, a blank line, what is to be filled in."""
    heading, bullet = ("h2. ", "* ") if language == "jira" else ("## ", "- ")
    yield f"{heading}{part.heading}"
    yield ""
    for line in part.lines:
        yield f"{bullet if len(part.lines) > 1 else ''}{line}"
    yield ""
