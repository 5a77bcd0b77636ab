"""Find what the author leaves open: questions without an answer, points nobody has decided."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import Kind, Role, SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.annotation.sentences import Sentence

_ANSWER = re.compile(r"(?i)^\W*(a|answer|answered|decision|decided|resolved|yes|no|agreed)\b\W")
# Asks somebody to do something, or asks the reader of a template.
_REQUEST = re.compile(
    r"(?i)\b(would you mind|(can|could|would|will) (you|we|someone|somebody|anyone|it) (please"
    r"|be possible)|"
    r"is it possible (for|to)|possible to|please)\b"
)
_RHETORICAL = re.compile(r"(?i)^\W*(why not|how about that|right|ok|okay|really|who knows)\W*$")
_UNDECIDED = re.compile(
    r"(?i)\b(we|i|you|they|team|somebody|someone|to) (still |also |first |may |might )?(need"
    r"|needs|have|has|want|wanted)? ?"
    r"(to )?(decide|discuss|determine|clarify|agree (on|upon)|align on|figure out|find out"
    r"|think about|start a discussion)\b|"
    r"\b(i wonder|i'?m wondering|wondering (if|whether)|not (quite |really |entirely )?sure (if"
    r"|whether|how|what|which|why|about|that)|"
    r"unclear (if|whether|how|what|which|to)|un(decided|clear yet)|not (yet )?(decided|clear)"
    r"|open (question|point)s?:|"
    r"(don'?t|do not) know (if|whether|how|what|which)|"
    r"could either|either .{3,80} or .{0,60}\?|maybe (we|it|this|the|a|as|just|use|consider)|"
    r"perhaps (we|it|this|the|a)|might (need|want|make sense|be better)|may make sense|"
    r"(need|needs|have|has) to check (if|whether|how)|"
    r"to be (decided|determined|discussed|clarified|defined)|tb[dc])\b"
)
_SHORTEST_WORDS = 3


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each sentence that leaves something open and is not followed by an answer."""
    if ticket.kind is Kind.SPIKE:
        return
    sentences = ticket.sentences
    for index, sentence in enumerate(sentences):
        following = sentences[index + 1].span.text if index + 1 < len(sentences) else ""
        if _is_open(sentence) and not _ANSWER.match(following):
            text = sentence.span.text
            start = sentence.start + len(text) - len(text.lstrip())
            yield Match(sentence.passage, start, sentence.start + len(text.rstrip()))


def _is_open(sentence: "Sentence") -> bool:
    passage = sentence.passage
    if passage.section is SectionName.TITLE or passage.is_unwritten:
        return False
    text = sentence.span.text.strip()
    if _REQUEST.search(text) or _RHETORICAL.match(text) or len(text.split()) < _SHORTEST_WORDS:
        return False
    return _asks(text) or _is_undecided(sentence, text)


def _asks(text: str) -> bool:
    return text.rstrip(")\"'*_ ").endswith("?") and "://" not in text.rsplit(maxsplit=1)[-1]


def _is_undecided(sentence: "Sentence", text: str) -> bool:
    if sentence.role is Role.QUESTION:
        return True
    return sentence.role not in {Role.OBSERVED, Role.STEP} and bool(_UNDECIDED.search(text))
