"""What the facts of a ticket are read from: what its author says, and what was found in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.scoring.said import Spoken

# One sentence in three may say nothing: a greeting, a name alone, an unanswered prompt.
_MOSTLY = 1.5


@dataclass(frozen=True)
class Reading:
    """A ticket as the facts read it; `found` counts the findings of scored rules by category."""

    ticket: "TicketDoc"
    found: Mapping[str, int]

    @cached_property
    def said(self) -> "tuple[Spoken, ...]":
        """Return the sentences that say something."""
        from ticketlint.scoring.said import spoken

        return spoken(self.ticket)

    @cached_property
    def title(self) -> "tuple[Spoken, ...]":
        """Return those of the title."""
        return tuple(one for one in self.said if one.is_title)

    @cached_property
    def body(self) -> "tuple[Spoken, ...]":
        """Return those below the title."""
        return tuple(one for one in self.said if not one.is_title)

    @cached_property
    def told(self) -> frozenset[str]:
        """Return the words below the title that it does not hold."""
        return words_of(self.body) - words_of(self.title)

    @property
    def solid(self) -> float:
        """Return 1 where most sentences say something, less where filler outweighs them."""
        return min(1.0, _MOSTLY * len(self.said) / max(len(self.ticket.sentences), 1))


def words_of(said: "Iterable[Spoken]") -> frozenset[str]:
    """Return the distinct words of the sentences."""
    return frozenset().union(*(one.words for one in said))
