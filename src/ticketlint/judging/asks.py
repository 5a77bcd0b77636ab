"""What an author asks in the ticket, and nobody has answered there."""

from itertools import islice

from ticketlint.annotation.document import TicketDoc
from ticketlint.matching.checks import open_questions
from ticketlint.matching.matches import Match
from ticketlint.model import Words
from ticketlint.rules.options import NoOptions

# As many as a ticket is asked by default.
_MOST = 3


def asks_of(doc: TicketDoc) -> tuple[Words, ...]:
    """Return the first open questions of its author, in reading order.

    They are what `open-question` finds and what ends in a question mark; that of a spike are what
    it is for, and none is returned.
    """
    matches = open_questions.check(doc, NoOptions())
    asked = (one for one in matches if open_questions.asks(one.text))
    return tuple(filter(None, map(_words, islice(asked, _MOST))))


def _words(match: Match) -> Words | None:
    if match.passage is None:
        return None
    return Words(
        match.passage.field, *match.passage.source_span(match.start, match.end), match.text
    )
