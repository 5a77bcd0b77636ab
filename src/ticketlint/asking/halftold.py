"""Find what an author tells in part: what happens at times only, and what examples stand for."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from ticketlint.annotation.sentences import Sentence
from ticketlint.model import Role, SectionName
from ticketlint.rules.questions import Opening

_AT_TIMES = frozenset(
    {"sometimes", "occasionally", "intermittently", "randomly", "sporadically", "often"}
)
_DENIALS = frozenset({"not", "n't", "n’t"})
_OF_FAULTS = frozenset({Role.OBSERVED, Role.WHAT})
_OF_WISHES = frozenset({Role.WHAT, Role.CRITERION, Role.EXPECTED, Role.HOW})
# What ends the part of a clause that tells what happens.
_NEW_CLAUSES = frozenset({"SCONJ", "CCONJ", "PUNCT", "SPACE"})
_ASKING = frozenset({"when", "where", "while", "because", "which", "that"})
_EXAMPLES = frozenset({"e.g.", "eg", "e.g"})
_OF_EXAMPLES = frozenset({("for", "example"), ("for", "instance"), ("such", "as")})
_NAMING = frozenset({"amod", "compound", "nummod", "flat"})
_THINGS = frozenset({"NOUN", "PROPN"})
_OPENING = frozenset({"(", ",", ":", "-", "–", "—"})
_ANY = frozenset({"a", "an", "some"})
_MOST, _FEWEST = 8, 2


def half_told(sentence: Sentence) -> Iterator[tuple[Opening, Span]]:
    """Yield what a sentence tells in part, each with the words that tell it."""
    for token in sentence.span:
        if sentence.role in _OF_FAULTS and _is_at_times(token):
            yield from _happening(token, sentence.span)
        elif sentence.role in _OF_WISHES and _begins_examples(token):
            yield from _exemplified(token, sentence)


def _is_at_times(token: Token) -> bool:
    if token.lower_ == "always":
        return any(one.lower_ in _DENIALS for one in _before(token, 2))
    return token.lower_ in _AT_TIMES and not _before(token, 1, {"how", "more", "as", "very", "too"})


def _before(token: Token, number: int, words: set[str] | None = None) -> list[Token]:
    """Return the words right before a token: all, or those of some."""
    near = token.doc[max(token.i - number, token.sent.start) : token.i]
    return [one for one in near if words is None or one.lower_ in words]


def _happening(token: Token, span: Span) -> Iterator[tuple[Opening, Span]]:
    """Yield the verb of a word such as "sometimes" with what follows it at once."""
    first, last = token.i, token.i + 1
    while first > span.start and span.doc[first - 1].pos_ in {"AUX", "PART"}:
        first -= 1
    while last < span.end and not _ends_clause(span.doc[last]):
        last += 1
    verb = token.head.i
    if last - first > _MOST and first < verb < first + _MOST:
        last = verb + 1
    if _FEWEST <= last - first <= _MOST and first <= verb < last:
        yield Opening.AT_TIMES, span.doc[first:last]


def _ends_clause(token: Token) -> bool:
    return token.pos_ in _NEW_CLAUSES or token.lower_ in _ASKING


def _begins_examples(token: Token) -> bool:
    following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return token.lower_ in _EXAMPLES or (token.lower_, following) in _OF_EXAMPLES


def _exemplified(token: Token, sentence: Sentence) -> Iterator[tuple[Opening, Span]]:
    """Yield the noun right before examples, with the words that name it."""
    doc, last = token.doc, token.i
    while last > sentence.span.start and doc[last - 1].text in _OPENING:
        last -= 1
    if last == sentence.span.start or doc[last - 1].pos_ not in _THINGS:
        return
    head = doc[last - 1]
    first = head.i
    while first > sentence.span.start and doc[first - 1].dep_ in _NAMING:
        first -= 1
    is_title = sentence.passage.section is SectionName.TITLE
    if (last - first >= _FEWEST or is_title) and last - first <= _MOST:
        if "Plur" in head.morph.get("Number", []):
            yield Opening.EXAMPLES, doc[first:last]
        elif first > sentence.span.start and doc[first - 1].lower_ in _ANY:
            yield Opening.EXAMPLE, doc[first:last]
