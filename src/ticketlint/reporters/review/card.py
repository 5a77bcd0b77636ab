"""One ticket of a review: what its part of the page shows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ticketlint.harmless.links import web_address
from ticketlint.model import Loss, TicketResult
from ticketlint.reporters.priority import priority_rank
from ticketlint.reporters.review.asked import Asked, asked_of
from ticketlint.reporters.review.done import done_of
from ticketlint.reporters.review.layout import Element, elements_of
from ticketlint.reporters.review.levels import (
    level_of,
    request,
    waited_for,
    wanted_of,
    why_apart,
    word_of,
)
from ticketlint.reporters.review.marking import (
    Mark,
    Paragraph,
    Piece,
    marks_of,
    shown,
    title_pieces,
)
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
        """Return its title where something is marked in it, else nothing: the head has it."""
        pieces = title_pieces(self.result.title, self.marks)
        return pieces if any(piece.marks for piece in pieces) else []

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
    def questions(self) -> tuple[Asked, ...]:
        """Return its questions, first what its next level waits for."""
        return asked_of(self.result)

    @property
    def level(self) -> str:
        """Return its level as reports name it; without a score it is unscored."""
        level = level_of(self.result)
        return level.value if level else "unscored"

    @property
    def word(self) -> str:
        """Return its level in the words of the review."""
        return word_of(self.result)

    @property
    def done(self) -> str:
        """Return by which of its words it is done; nothing where it is not."""
        return done_of(self.result)

    @property
    def request(self) -> str:
        """Return what its author has to add for the next level; nothing where that is nothing."""
        return request(self.result)

    @property
    def why_apart(self) -> str:
        """Return why its level and its score differ, where a reader would ask."""
        return why_apart(self.result)

    @property
    def lost(self) -> list[Loss]:
        """Return what would bring points back: first what the next level needs, then the most."""
        needs = waited_for(self.result)
        most = [loss for loss in self.result.score.lost if loss.points >= _LEAST_POINTS]
        most.sort(key=lambda loss: loss.wanted not in needs)
        return [replace(loss, wanted=wanted_of(loss, self.result)) for loss in most[:_MOST_LOSSES]]

    @property
    def rank(self) -> float:
        """Return how urgent it is, 0 (most) to 4."""
        return priority_rank(self.result.address.priority)

    @property
    def href(self) -> str:
        """Return its address in the tracker, where that is one a browser may follow."""
        return web_address(self.result.address.url)
