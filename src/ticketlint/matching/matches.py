"""What a pattern or a check hit in a ticket."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ticketlint.model import SectionName

if TYPE_CHECKING:
    from ticketlint.cleaning.sections import Passage, Section


@dataclass(frozen=True, slots=True)
class Match:
    """What a pattern hit: `start` to `end` in the text of `passage`, end exclusive.

    Without a passage something is missing: `about` names it and `section` is the part of
    the ticket to point at (None = the ticket as a whole). `facts` are more names for the
    wording.
    """

    passage: "Passage | None" = None
    start: int = 0
    end: int = 0
    section: "Section | None" = None
    about: SectionName = SectionName.OTHER
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def section_name(self) -> SectionName:
        """Return the section that the match stands in or is about."""
        return self.passage.section if self.passage else self.about

    @property
    def text(self) -> str:
        """Return the words that were hit, as a reader sees them."""
        return self.passage.text[self.start : self.end] if self.passage else ""
