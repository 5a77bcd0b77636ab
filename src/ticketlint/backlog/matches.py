"""What a check on a backlog finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ticketlint.model import Location

# A finding on the ticket as a whole points to the beginning of its title.
TITLE_START = Location("title", "title", 0, 0, 1, 1, "")


@dataclass(frozen=True, slots=True)
class BacklogMatch:
    """A match in the result at `index`; `facts` are names for the wording of the rule.

    `identity` tells two matches of one rule at one place apart, across edits.
    """

    index: int
    location: Location = TITLE_START
    facts: Mapping[str, str] = field(default_factory=dict)
    identity: str = ""
