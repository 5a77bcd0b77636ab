"""What the facts of a ticket are read from: what its author says, and what was found in it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import BlockKind
from ticketlint.matching.signals.conditions import conditions_of
from ticketlint.matching.signals.orders import exactness
from ticketlint.matching.signals.process import is_process
from ticketlint.model import Role

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.scoring.said import Language, Spoken

_SHOWN = frozenset({BlockKind.CODE, BlockKind.LOG, BlockKind.CELL})
# So many distinct words of code, a log or a table are half of what it can show; a line that stands
# there two hundred times shows no more than once. So many characters of a block are read.
_SHOWN_WORDS, _READ = 4, 4000
_WORD = re.compile(r"[^\W\d_]{2,}")
# What three times the half gives: so much is as good as all.
_ENOUGH = 0.875
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

        return spoken(self.ticket, self._language)

    @cached_property
    def _language(self) -> "Language":
        from ticketlint.scoring.said import language_in

        return language_in(self.ticket)

    @cached_property
    def title(self) -> "tuple[Spoken, ...]":
        """Return those of the title."""
        return tuple(one for one in self.said if one.is_title)

    @property
    def title_size(self) -> int:
        """Return how many words of the title people write, or are names by their shape."""
        from ticketlint.scoring.said import known_words

        return known_words(self.ticket, self._language)

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

    @cached_property
    def own(self) -> "tuple[Spoken, ...]":
        """Return what is said of this ticket, and would not be of any: "all tests pass"."""
        return tuple(one for one in self.said if one.is_title or not is_process(one.text))

    @cached_property
    def criteria(self) -> "tuple[tuple[Spoken, float], ...]":
        """Return the conditions for done below the title, and how sure each is one, 0 to 1.

        They are those of this ticket, and more than the words of its title. One that says that
        it is one ("done when ...") is sure.
        """
        told = {id(sentence) for sentence in conditions_of(self.ticket)}
        title = frozenset().union(*(stems(one) for one in self.title))
        return tuple(
            (one, 1.0 if id(one.sentence) in told else one.sure)
            for one in self.own
            if not one.is_title
            and (Role.CRITERION in one.roles or id(one.sentence) in told)
            and not stems(one) <= title
        )

    @cached_property
    def shown(self) -> float:
        """Return how much code, logs and tables show, 0 to 1."""
        blocks = (block for body in self.ticket.bodies.values() for block in body.blocks)
        shown = (block.text[:_READ] for block in blocks if block.kind in _SHOWN)
        return half_at(len({word for text in shown for word in _WORD.findall(text)}), _SHOWN_WORDS)

    @property
    def solid(self) -> float:
        """Return 1 where most sentences say something, less where filler outweighs them."""
        return min(1.0, _MOSTLY * len(self.said) / max(len(self.ticket.sentences), 1))


def stems(one: "Spoken") -> frozenset[str]:
    """Return the words of a sentence in the form that a dictionary has."""
    return frozenset(word.lemma_.lower() for word in one.sentence.span if word.lower_ in one.words)


def words_of(said: "Iterable[Spoken]") -> frozenset[str]:
    """Return the distinct words of the sentences."""
    return frozenset().union(*(one.words for one in said))


def texts_of(said: "Iterable[Spoken]") -> str:
    """Return the sentences, one a line."""
    return "\n".join(one.text for one in said)


def half_at(amount: float, half: float) -> float:
    """Return 0 for nothing, a bit over .5 for `half`, 1 from three times `half` on."""
    share: float = 1 - 2.0 ** (-max(amount, 0.0) / half)
    return min(1.0, share / _ENOUGH)
