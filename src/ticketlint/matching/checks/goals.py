"""Find a second piece of work in a ticket: "also", two instructions in a title."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import Role, SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from ticketlint.annotation.document import TicketDoc
    from ticketlint.annotation.sentences import Sentence

_ASKED = frozenset({Role.WHAT, Role.HOW, Role.EXPECTED})
_ADDED = re.compile(
    r"(?i)^\W*(also|additionally|furthermore|moreover|in addition|besides|secondly|as a bonus"
    r"|another (thing|point|issue|option|improvement)|on top of (that|this)"
    r"|while (we|you)('re| are) at it)\b|"
    r"\b((we|they|you|this|there) also (needs?|want|have to|has to)|(should|must|would|need to"
    r"|needs to) also"
    r"|also (need|want|should|would|be (nice|good|great|useful)))\b"
)
# A sentence that adds a fact adds no work; one of these asks.
_ASKS = re.compile(
    r"(?i)\b(should|must|needs?|want|would|please|has to|have to|let'?s)\b|"
    r"^\W*\w+,? (also )?(add|provide|make|allow|support|fix|include|remove|update|change|show"
    r"|create)\b"
)
_SEPARATE = re.compile(r"(?i)\b(two|three|2x?|3x?) (separate|different|independent) \w+")
# One act in two words, or a second verb that only ends the first.
_ONE_ACT = frozenset({"test", "verify", "document", "check", "use", "see", "view", "select", "try"})


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield where the second piece of work is asked for."""
    asked = [s for s in ticket.sentences if s.role in _ASKED]
    for index, sentence in enumerate(asked):
        found = _found(sentence, first=index == 0)
        if found is not None:
            yield Match(sentence.passage, *found)


def _found(sentence: "Sentence", *, first: bool) -> tuple[int, int] | None:
    text = sentence.span.text
    told = text.strip()
    start = sentence.start + text.index(told)
    separate = _SEPARATE.search(text) is not None
    added = not first and bool(_ADDED.search(text) and _ASKS.search(text))
    title = sentence.passage.section is SectionName.TITLE and _two_instructions(sentence.span)
    return (start, start + len(told)) if separate or added or title else None


def _two_instructions(span: "Span") -> bool:
    """Tell whether a title opens with a verb and joins another, each with its own object."""
    from ticketlint.annotation.pipeline.imperative import IMPERATIVES

    opening = {verb.start for verb in span.doc.spans.get(IMPERATIVES, ())}
    return any(
        token.i in opening and _has_object(token) and _joins_another(token) for token in span
    )


def _joins_another(verb: "Token") -> bool:
    joined = (child for child in verb.children if child.dep_ == "conj" and child.pos_ == "VERB")
    return any(_has_object(other) and other.lemma_ not in _ONE_ACT for other in joined)


def _has_object(verb: "Token") -> bool:
    return any(child.dep_ == "obj" for child in verb.children)
