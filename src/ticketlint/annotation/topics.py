"""Name what a ticket is about, so that a question can ask about that thing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ticketlint.annotation.lexicon.persons import is_person
from ticketlint.annotation.pipeline.entities import ENTITIES
from ticketlint.annotation.pipeline.lexicon import verbs
from ticketlint.cleaning.sections import Passage
from ticketlint.model import SectionName

_NOUNS = frozenset({"NOUN", "PROPN"})
# Words before a noun that belong to its name.
_NAMING = frozenset({"compound", "amod", "flat"})
# Nouns that stand in for the one that follows them: "add support for X", "a way to X".
_STANDING_IN = frozenset(
    {"support", "ability", "option", "possibility", "way", "functionality", "list", "number", "set"}
)
# How the noun hangs that such a word stands in for.
_MEANT = frozenset({"nmod", "obl", "obj"})
# Plurals that measure rather than name.
_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "time", "way"})
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Topic:
    """What is to be made or changed, in the words of the title; empty where it names nothing.

    `object` is the thing that the title acts on; `things` are several things that it calls by
    one plural, and does not say which.
    """

    object: str = ""
    things: str = ""


def topic_of(passages: Sequence[Passage], docs: Sequence[Doc]) -> Topic:
    """Return the topic of a ticket; `docs[i]` belongs to `passages[i]`."""
    for passage, doc in zip(passages, docs, strict=True):
        if passage.section is SectionName.TITLE:
            tokens = _after_prefixes(doc)
            plurals = sorted(_plurals(tokens), key=lambda token: token.dep_ != "obj")
            return Topic(_object(tokens), _name(plurals[0]) if plurals else "")
    return Topic()


def _after_prefixes(doc: Doc) -> list[Token]:
    marks = (span.end for span in doc.spans.get(ENTITIES, ()) if span.label_ in {"TAG", "PREFIX"})
    return list(doc[max(marks, default=0) :])


def _object(tokens: Sequence[Token]) -> str:
    """Return the name of what the first verb acts on, else of the noun that the title is."""
    nouns = [token for token in tokens if token.pos_ in _NOUNS and not _goes_on(token)]
    acted_on = [token for token in nouns if token.dep_ == "obj"]
    named = [token for token in nouns if token.dep_ in {"ROOT", "nsubj", "nsubj:pass"}]
    for head in (*acted_on, *named):
        meant = head
        if head.lemma_.lower() in _STANDING_IN:
            meant = next((t for t in nouns if t.i > head.i and t.dep_ in _MEANT), head)
        if meant.lemma_.lower() not in _STANDING_IN and not is_person(meant.lower_):
            return _name(meant)
    return ""


def _goes_on(token: Token) -> bool:
    """Tell whether a hyphen joins the word to the next one."""
    end = token.i + 1 == len(token.doc)
    return not end and not token.whitespace_ and token.nbor().text == "-"


def _plurals(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the nouns that name several things and do not say which, in reading order."""
    for token in tokens:
        if token.pos_ != "NOUN" or "Plur" not in token.morph.get("Number", []):
            continue
        unclear = not is_person(token.lower_) and token.lemma_.lower() not in _UNITS
        if unclear and token.dep_ not in _NAMING and not _is_told(token):
            yield token


def _is_told(token: Token) -> bool:
    """Tell whether a number, a list or a quotation says which ones are meant."""
    after = token.doc[token.i + 1].text if token.i + 1 < len(token.doc) else ""
    return after in {"(", ":", "'", '"', "`"} or any(
        child.dep_ in {"nummod", "det:predet"} for child in token.children
    )


def _name(head: Token) -> str:
    """Return a noun with the words right before it that belong to its name."""
    words = [head]
    while len(words) < _MOST_WORDS and (before := _before(words[0], head)):
        words = before + words
    if words[0].i == words[0].sent.start and words[0].lower_ in verbs():
        words = words[1:]
    return " ".join(words[0].doc[words[0].i : head.i + 1].text.split()) if words else ""


def _before(word: Token, head: Token) -> list[Token]:
    """Return the next word to the left that belongs to the name, with a hyphen between."""
    if word.i == 0:
        return []
    near = word.nbor(-1)
    if near.text == "-" and near.i and not near.whitespace_ and not near.nbor(-1).whitespace_:
        return [near.nbor(-1), near]
    belongs = near.dep_ in _NAMING and near.i < near.head.i <= head.i
    return [near] if belongs else []
