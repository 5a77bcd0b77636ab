"""The parts that an author may be offered to fill in; lines left as offered say nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from ticketlint.model import SectionName


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a ticket: its heading, and lines to be filled in.

    `section` is what a section must be for to be this part under any heading, None where only
    its own heading tells: much that is told of a need is no reason.
    """

    heading: str
    lines: tuple[str, ...]
    section: SectionName | None = None


# By the fact of the scorecard that the part would give; the dots are for the author.
PARTS: Mapping[str, Part] = {
    "reason": Part("Why", ("… cannot … today, because …",)),
    "observed": Part("What happens", ("…",), SectionName.ACTUAL),
    "steps": Part("Steps to reproduce", ("Open …", "Do …", "See …"), SectionName.STEPS),
    "expected": Part("What should happen instead", ("…",), SectionName.EXPECTED),
    "environment": Part(
        "Where", ("Version …, system …, device or browser …",), SectionName.ENVIRONMENT
    ),
    "outcome": Part("What is different when this is done", ("…",)),
    "inquiry": Part("What shall be found out", ("Can …?",)),
    "yield": Part("What will exist at the end", ("A decision about …, in …",)),
    "criterion": Part(
        "Acceptance criteria",
        ("When …, then …", "When … goes wrong, then …", "… takes at most …"),
        SectionName.ACCEPTANCE_CRITERIA,
    ),
}
_OFFERED = frozenset(line.casefold() for part in PARTS.values() for line in part.lines)


def is_offered(line: str) -> bool:
    """Tell whether a line stands as it was offered, its dots not replaced."""
    # Editors make one sign of three dots, or three of one.
    return "…" in (one := line.replace("...", "…")) and one.strip().casefold() in _OFFERED
