"""What the facts of a ticket are read from: what its author says, and what was found in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import BlockKind
from ticketlint.matching.signals.orders import exactness

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.scoring.said import Spoken

_SHOWN = frozenset({BlockKind.CODE, BlockKind.LOG, BlockKind.CELL})
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

    @property
    def title_size(self) -> int:
        """Return how many words of the title people write, or are names by their shape."""
        from ticketlint.scoring.said import known_words

        return known_words(self.ticket)

    @cached_property
    def body(self) -> "tuple[Spoken, ...]":
        """Return those below the title."""
        return tuple(one for one in self.said if not one.is_title)

    @cached_property
    def told(self) -> frozenset[str]:
        """Return the words below the title that it does not hold."""
        return words_of(self.body) - words_of(self.title)

    @cached_property
    def order(self) -> float:
        """Return how exactly the title or the first sentence below it orders a change, 0 to 1."""
        lines = (*(one.text for one in self.title), *(one.text for one in self.body[:1]))
        return max(map(exactness, lines), default=0.0)

    @property
    def shows_code(self) -> bool:
        """Tell whether code, a log or a table stands in it."""
        blocks = (block for body in self.ticket.bodies.values() for block in body.blocks)
        return any(block.kind in _SHOWN for block in blocks)

    @property
    def solid(self) -> float:
        """Return 1 where most sentences say something, less where filler outweighs them."""
        return min(1.0, _MOSTLY * len(self.said) / max(len(self.ticket.sentences), 1))


def words_of(said: "Iterable[Spoken]") -> frozenset[str]:
    """Return the distinct words of the sentences."""
    return frozenset().union(*(one.words for one in said))
