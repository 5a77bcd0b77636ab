"""Read what the author says: sentences that hold something, with the words that carry it.

Template text, filler, a sentence that was said before and one that only points elsewhere hold
nothing, whatever heading they stand under.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from spacy.tokens import Span, Token

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.networks.words import load_words
from ticketlint.annotation.pipeline.entities import ENTITIES
from ticketlint.annotation.roles import SECTION_ROLES
from ticketlint.annotation.sentences import Sentence
from ticketlint.matching.signals.carrying import carrying
from ticketlint.model import Role, SectionName

# Marks by which people name a thing exactly.
_NAMING = frozenset({"VERSION", "PATH", "URL", "IDENTIFIER", "ERROR_CODE"})
# Of the words of a sentence at least this share stands in other people's tickets too, or it is
# no sentence: of those that readers gave a role, one in two hundred falls below.
_LEAST_KNOWN = 0.4
_POINTER = re.compile(
    r"(?i)^\W*(?:please |kindly |pls )?(?:see|refer to|check|read|look at|as (?:in|per)|same as"
    r"|cf\.?|described in|details? in)\b[^.;:]{0,40}?\b(?:comments?|attach\w+|screen ?shots?"
    r"|images?|videos?|above|below|links?|title|description|summary|slack|e-?mails?|thread"
    r"|pictures?|parent|epic|ticket|issue|discussion)\b\W*"
    r"(?:for (?:more )?(?:details?|info\w*))?\W*$"
)
_QUOTED = re.compile(r"[\"“'‘`]([^\"“”'‘’`\n]{2,60})[\"”'’`]")
_WORDS_KEPT = 1 << 14
# Below the first chance a sentence does nothing of a kind, from the second on it surely does.
_HARDLY, _SURELY = 0.2, 0.8
_PLACES = {role: place for place, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that says something: its words in small letters, and what it does.

    `sure` is how far it does that, 0 to 1; a telling heading makes it sure. `names` are the
    things that it names exactly: by their shape, in quotes, by a proper name.
    """

    sentence: Sentence
    words: frozenset[str]
    names: frozenset[str]
    roles: frozenset[Role]
    sure: float

    @property
    def text(self) -> str:
        """Return the sentence as it is written."""
        return self.sentence.text

    @property
    def is_title(self) -> bool:
        """Tell whether it stands in the title, whatever a label there makes of it."""
        return _in_title(self.sentence)

    def likely(self, roles: frozenset[Role]) -> float:
        """Return how surely it does one of these, 0 to 1; a telling heading makes it sure."""
        if self.sure == 1 and self.roles & roles:
            return 1.0
        chances = self.sentence.chances
        chance = sum(chances[_PLACES[role]] for role in roles) if chances else 0.0
        return min(1.0, max(0.0, chance - _HARDLY) / (_SURELY - _HARDLY))

    @property
    def has_verb(self) -> bool:
        """Tell whether it says what is done or what happens."""
        return any(token.pos_ == "VERB" for token in self.sentence.span)

    @property
    def numbers(self) -> int:
        """Return how many numbers it holds."""
        return sum(token.like_num for token in self.sentence.span)


@dataclass(frozen=True, slots=True)
class Language:
    """Which sentences below the title people write, by their ids, and the words of these."""

    sentences: frozenset[int]
    words: frozenset[str]


def language_in(ticket: TicketDoc) -> Language:
    """Return what of a ticket is language."""
    below = (s for s in ticket.sentences if not _in_title(s) and not s.passage.is_unwritten)
    told = [one for one in below if _is_language(one)]
    words = frozenset(token.lower_ for one in told for token in one.span if token.is_alpha)
    return Language(frozenset(map(id, told)), words)


def spoken(ticket: TicketDoc, language: Language) -> tuple[Spoken, ...]:
    """Return the sentences of a ticket that say something, in reading order, each once."""
    return tuple(_spoken(ticket.sentences, language))


def _spoken(sentences: Iterable[Sentence], language: Language) -> Iterator[Spoken]:
    seen: set[frozenset[str]] = set()
    title: set[str] = set()
    for sentence in sentences:
        if sentence.passage.is_unwritten or _POINTER.match(sentence.text):
            continue
        in_title = _in_title(sentence)
        if not in_title and id(sentence) not in language.sentences:
            continue
        words = carrying(sentence.span)
        if words in seen or words <= title:
            continue
        if not in_title or _is_title(sentence, language):
            seen.add(words)
            title |= words if in_title else set()
            yield Spoken(sentence, words, _names(sentence.span), *_does(sentence))


def _does(sentence: Sentence) -> tuple[frozenset[Role], float]:
    """Return the role that the words tell and that of the heading, and how sure they are."""
    by_heading = SECTION_ROLES.get(sentence.passage.section)
    if by_heading is None:
        return frozenset({sentence.role}), sentence.confidence
    return frozenset({sentence.role, by_heading}), 1.0


def _is_language(sentence: Sentence) -> bool:
    """Tell whether people write such words, or it names something by its shape."""
    if any(_marks(sentence.span)):
        return True
    words = [token for token in sentence.span if token.is_alpha]
    return sum(map(_is_known, words)) >= _LEAST_KNOWN * len(words)


def _is_title(sentence: Sentence, language: Language) -> bool:
    """Tell whether a title is language, for which one word is enough.

    It is short, and no heading lends it a meaning. A word is one too where sentences below use it.
    """
    if any(_marks(sentence.span)):
        return True
    words = (token for token in sentence.span if token.is_alpha)
    return any(token.lower_ in language.words or _is_known(token) for token in words)


def _in_title(sentence: Sentence) -> bool:
    return sentence.passage.field == SectionName.TITLE.value


def known_words(ticket: TicketDoc, language: Language) -> int:
    """Return how many words of the title people write, or are names by their shape."""
    titles = [s for s in ticket.sentences if _in_title(s)]
    known = {
        token.lower_
        for s in titles
        for token in s.span
        if token.is_alpha and (_is_known(token) or token.lower_ in language.words)
    }
    return len(known) + sum(1 for s in titles for _ in _marks(s.span))


def _is_known(token: Token) -> bool:
    return _is_written(token.lower_) or _is_written(token.lemma_.lower())


@lru_cache(_WORDS_KEPT)
def _is_written(word: str) -> bool:
    """Tell whether tickets of many projects write this word."""
    return crc32(word.encode("utf-8", "surrogatepass")) in load_words()[0]


def _names(span: Span) -> frozenset[str]:
    proper = {token.lower_ for token in span if token.pos_ == "PROPN" and token.i > span.start}
    shaped = {mark.text for mark in _marks(span)}
    return frozenset(proper | shaped | set(_QUOTED.findall(span.text)))


def _marks(span: Span) -> Iterator[Span]:
    """Yield what a sentence names by its shape: versions, paths, identifiers."""
    start, end = span.start, span.end
    for mark in span.doc.spans.get(ENTITIES, ()):
        if start <= mark.start < end and mark.label_ in _NAMING:
            yield mark
