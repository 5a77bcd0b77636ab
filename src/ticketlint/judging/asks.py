"""What an author asks in the ticket, and nobody has answered there."""

from collections.abc import Iterable, Iterator
from itertools import islice

from ticketlint.judging.findings import OPEN_QUESTION
from ticketlint.matching.checks import open_questions
from ticketlint.matching.matches import Match
from ticketlint.model import Finding, Words


def asks_of(found: Iterable[tuple[Match, Finding]], most: int) -> tuple[Words, ...]:
    """Return the first `most` open questions of its author, in reading order, each once.

    They are those findings of `open-question` that end in a question mark, each with the words
    that were hit, as a reader sees them. What the rule passes over is not told here either.
    """
    once: dict[str, Words] = {}
    for words in _asked(found):
        once.setdefault(words.text.casefold(), words)
    return tuple(islice(once.values(), most))


def _asked(found: Iterable[tuple[Match, Finding]]) -> Iterator[Words]:
    for match, finding in found:
        place = finding.location
        if (
            finding.rule == OPEN_QUESTION
            and place.end > place.start
            and open_questions.asks(match.text)
        ):
            yield Words(place.field, place.start, place.end, match.text)
