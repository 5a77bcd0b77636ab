"""Find reasons that repeat the wish: "filter orders so that I can filter orders"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from spacy.tokens import Span

    from ticketlint.annotation.document import TicketDoc

_JOINT = re.compile(r"(?i)\b(so that|in order to|because)\b")
# The share of the words of the reason that the wish holds already.
_MOST_SHARED = 0.75
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_EMPTY = frozenset({"want", "need", "can", "be", "able", "do", "have", "get"})


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each reason that adds no word of content to its wish."""
    for sentence in ticket.sentences:
        joint = _JOINT.search(sentence.span.text)
        if joint is None:
            continue
        start = sentence.start + joint.start()
        wish = sentence.span.doc.char_span(sentence.start, start, alignment_mode="contract")
        reason = sentence.span.doc.char_span(
            start + len(joint[0]), sentence.end, alignment_mode="contract"
        )
        if wish is not None and reason is not None and _repeats(wish, reason):
            end = sentence.start + len(sentence.span.text.rstrip(" .;\n"))
            yield Match(sentence.passage, start, end)


def _repeats(wish: "Span", reason: "Span") -> bool:
    said, again = _content(wish), _content(reason)
    if not again:
        return bool(said) and any(token.lower_ in {"it", "this", "so"} for token in reason)
    return len(said & again) / len(again) > _MOST_SHARED


def _content(span: "Span") -> frozenset[str]:
    lemmas = (t.lemma_.lower() for t in span if t.pos_ in _CONTENT)
    return frozenset(lemma for lemma in lemmas if lemma not in _EMPTY)
