"""The parts that a ticket lacks, to be filled in by its author."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ticketlint.model import Score

Language = Literal["markdown", "jira"]


@dataclass(frozen=True, slots=True)
class _Part:
    heading: str
    lines: tuple[str, ...]


# By the fact of the scorecard that the part would give; the dots are for the author.
_PARTS: Mapping[str, _Part] = {
    "reason": _Part("Why", ("… cannot … today, because …",)),
    "observed": _Part("What happens", ("…",)),
    "steps": _Part("Steps to reproduce", ("Open …", "Do …", "See …")),
    "expected": _Part("What should happen instead", ("…",)),
    "environment": _Part("Where", ("Version …, system …, device or browser …",)),
    "outcome": _Part("What is different when this is done", ("…",)),
    "inquiry": _Part("What shall be found out", ("Can …?",)),
    "yield": _Part("What will exist at the end", ("A decision about …, in …",)),
    "criterion": _Part(
        "Acceptance criteria",
        ("When …, then …", "When … goes wrong, then …", "… takes at most …"),
    ),
}
# A part that would bring less than this is there, more or less.
_LEAST_POINTS = 1.0


def skeleton(score: Score, language: Language) -> str:
    """Return headings and lines for the parts that would bring points, empty where none would."""
    lost = {loss.fact for loss in score.lost if loss.points >= _LEAST_POINTS}
    parts = [part for fact, part in _PARTS.items() if fact in lost]
    return "\n".join(line for part in parts for line in _lines(part, language))


def _lines(part: _Part, language: Language) -> Iterator[str]:
    heading, bullet = ("h2. ", "* ") if language == "jira" else ("## ", "- ")
    yield f"{heading}{part.heading}"
    yield ""
    for line in part.lines:
        yield f"{bullet if len(part.lines) > 1 else ''}{line}"
    yield ""
