"""What the facts of a ticket are read from: what its author says, and what was found in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import Block, BlockKind

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.scoring.said import Spoken


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
    def code(self) -> int:
        """Return how many blocks of code or output there are."""
        bodies = self.ticket.bodies.values()
        return sum(_is_code(block) for body in bodies for block in body.blocks)


def words_of(said: "Iterable[Spoken]") -> frozenset[str]:
    """Return the distinct words of the sentences."""
    return frozenset().union(*(one.words for one in said))


def _is_code(block: Block) -> bool:
    return block.kind in {BlockKind.CODE, BlockKind.LOG} and bool(block.text.strip())
