"""Find sentences that hold more than a reader can check at once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.rules.options import Count, Options

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc


class LongSentences(Options):
    """The most words that a sentence may have."""

    max_words: Count


def check(ticket: "TicketDoc", options: LongSentences) -> Iterator[Match]:
    """Yield each sentence of more than `max_words` words; addresses and names of code are none."""
    for sentence in ticket.sentences:
        words = sum(token.is_alpha for token in sentence.span)
        if words > options.max_words:
            text = sentence.span.text
            end = sentence.start + len(text.rstrip())
            yield Match(sentence.passage, sentence.start, end, facts={"words": str(words)})
