"""Find titles that share no word with the text below them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import SectionName
from ticketlint.rules.options import Count, Options

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ticketlint.annotation.document import TicketDoc

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_FEWEST_IN_TITLE = 3
# Words that begin alike mean alike: "migrate" and "migration".
_STEM = 4


class StrayedTitles(Options):
    """From how many words below the title on one of its own is expected."""

    min_words: Count


def check(ticket: "TicketDoc", options: StrayedTitles) -> Iterator[Match]:
    """Yield the title above at least `min_words` words that hold none of its own."""
    written = list(zip(ticket.passages, ticket.docs, strict=True))
    titles = [(p, doc) for p, doc in written if p.section is SectionName.TITLE]
    below = [
        stem for p, doc in written if p.section is not SectionName.TITLE for stem in _stems(doc)
    ]
    if not titles or len(below) < options.min_words:
        return
    passage, doc = titles[0]
    own = set(_stems(doc))
    if len(own) >= _FEWEST_IN_TITLE and not own & set(below):
        text = passage.text.strip()
        start = passage.text.index(text)
        yield Match(passage, start, start + len(text))


def _stems(doc: "Doc") -> list[str]:
    return [
        token.lemma_.casefold()[:_STEM]
        for token in doc
        if token.pos_ in _CONTENT and token.is_alpha
    ]
