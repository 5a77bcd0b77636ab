"""The parts that a ticket lacks, to be filled in by its author."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ticketlint.model import Score

Language = Literal["markdown", "jira"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a ticket: its heading, and lines to be filled in."""

    heading: str
    lines: tuple[str, ...]


# By the fact of the scorecard that the part would give; the dots are for the author.
_PARTS: Mapping[str, Part] = {
    "reason": Part("Why", ("… cannot … today, because …",)),
    "observed": Part("What happens", ("…",)),
    "steps": Part("Steps to reproduce", ("Open …", "Do …", "See …")),
    "expected": Part("What should happen instead", ("…",)),
    "environment": Part("Where", ("Version …, system …, device or browser …",)),
    "outcome": Part("What is different when this is done", ("…",)),
    "inquiry": Part("What shall be found out", ("Can …?",)),
    "yield": Part("What will exist at the end", ("A decision about …, in …",)),
    "criterion": Part(
        "Acceptance criteria",
        ("When …, then …", "When … goes wrong, then …", "… takes at most …"),
    ),
}
# A part that would bring less than this is there, more or less.
_LEAST_POINTS = 1.0


def skeleton(score: Score, language: Language) -> str:
    """Return headings and lines for the parts that would bring points, empty where none would."""
    return "\n".join(line for part in missing_parts(score) for line in lines_of(part, language))


def missing_parts(score: Score) -> list[Part]:
    """Return the parts that would bring points, in the order in which a reader wants them."""
    lost = {loss.fact for loss in score.lost if loss.points >= _LEAST_POINTS}
    return [part for fact, part in _PARTS.items() if fact in lost]


def lines_of(part: Part, language: Language) -> Iterator[str]:
    """Yield the lines of a part: its heading, a blank line, what is to be filled in."""
    heading, bullet = ("h2. ", "* ") if language == "jira" else ("## ", "- ")
    yield f"{heading}{part.heading}"
    yield ""
    for line in part.lines:
        yield f"{bullet if len(part.lines) > 1 else ''}{line}"
    yield ""
