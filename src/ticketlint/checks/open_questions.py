"""Find questions of the author that nothing in the ticket answers."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ticketlint.model import Kind, SectionName

if TYPE_CHECKING:
    from ticketlint.document import Match, Sentence, TicketDoc

_ANSWER = re.compile(r"(?i)^\W*(a|answer|answered|decision|decided|resolved|yes|no|agreed)\b\W")
_RHETORICAL = re.compile(r"(?i)^\W*(why not|how about that|right|ok|okay|really|who knows)\W*$")
# A title that asks is the question of a spike or the way a user reports; it is not open.
_SHORTEST_WORDS = 3


def check(ticket: "TicketDoc", _options: Mapping[str, Any]) -> Iterator["Match"]:
    """Yield each sentence that asks and is not followed by an answer."""
    from ticketlint.document import Match

    if ticket.kind is Kind.SPIKE:
        return
    sentences = ticket.sentences
    for index, sentence in enumerate(sentences):
        if not _asks(sentence):
            continue
        following = sentences[index + 1].span.text if index + 1 < len(sentences) else ""
        if not _ANSWER.match(following):
            text = sentence.span.text
            start = sentence.start + len(text) - len(text.lstrip())
            yield Match(sentence.passage, start, sentence.start + len(text.rstrip()))


def _asks(sentence: "Sentence") -> bool:
    text = sentence.span.text.strip()
    if not text.rstrip(")\"'*_ ").endswith("?") or "://" in text.split()[-1]:
        return False
    if sentence.passage.section is SectionName.TITLE or _RHETORICAL.match(text):
        return False
    return len(text.split()) >= _SHORTEST_WORDS
