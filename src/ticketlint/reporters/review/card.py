"""One ticket of a review: what its part of the page shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ticketlint.harmless.links import web_address
from ticketlint.model import Loss, Question, TicketResult
from ticketlint.reporters.review.agenda import priority_rank
from ticketlint.reporters.review.layout import Element, elements_of
from ticketlint.reporters.review.marking import (
    Mark,
    Paragraph,
    Piece,
    marks_of,
    shown,
    title_pieces,
)
from ticketlint.reporters.review.parties import Party, party_of
from ticketlint.reporters.review.room import divided

# Beyond these the ways up are too small to act on; the JSON report has them all.
_MOST_LOSSES = 3
_LEAST_POINTS = 2


@dataclass(frozen=True)
class Card:
    """One ticket of the page, the `number`th from 0; `most_chars` of its text are shown."""

    number: int
    result: TicketResult
    most_chars: int

    @cached_property
    def marks(self) -> list[Mark]:
        """Return what is marked in its text."""
        return marks_of(self.result, self.number)

    @property
    def title(self) -> list[Piece]:
        """Return its title with the marks in it."""
        return title_pieces(self.result.title, self.marks)

    @cached_property
    def _divided(self) -> tuple[list[Paragraph], list[Paragraph]]:
        return divided(shown(self.result, self.marks), self.most_chars)

    @property
    def elements(self) -> Iterator[Element]:
        """Yield the elements of its text, as far as the page has room."""
        return elements_of(self._divided[0])

    @property
    def rest(self) -> list[Element]:
        """Return the elements that the page has no room for."""
        return list(elements_of(self._divided[1]))

    @property
    def questions(self) -> list[tuple[Party, Question]]:
        """Return its questions, each with whom it goes to."""
        return [(party_of(one, self.result), one) for one in self.result.questions]

    @property
    def level(self) -> str:
        """Return its level; without a score it has none."""
        standing = self.result.standing
        return standing.level.value if standing else "unscored"

    @property
    def lost(self) -> list[Loss]:
        """Return what would bring the most points back."""
        return [loss for loss in self.result.score.lost if loss.points >= _LEAST_POINTS][
            :_MOST_LOSSES
        ]

    @property
    def rank(self) -> float:
        """Return how urgent it is, 0 (most) to 4."""
        return priority_rank(self.result.address.priority)

    @property
    def href(self) -> str:
        """Return its address in the tracker, where that is one a browser may follow."""
        return web_address(self.result.address.url)
