"""The matchers of all rules: what they find in a document or a text, before a rule is judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import regex
from spacy.language import Language
from spacy.matcher import DependencyMatcher, Matcher, PhraseMatcher
from spacy.tokens import Doc

from ticketlint.annotation.lexicon.caseless import STRANGE
from ticketlint.matching.sparing import Sparing, held
from ticketlint.rules.literals import needed
from ticketlint.rules.patterns import Patterns, Unless

# Seconds for one regular expression on one passage: a last resort only, for `expressions.ways`
# bounds the work of every expression before it runs, and on hostile text none took one second.
LAST_RESORT = 60.0

Range = tuple[int, int]


class Text:
    """A text and its lower case, made once for all expressions."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = text.lower()
        self.is_strange = not text.isascii() and STRANGE.search(text) is not None


class Texts:
    """The texts of the passages of a ticket, each and all of them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.each = [Text(text) for text in texts]
        self.whole = Text("\n".join(texts))


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression and the words, in lower case, without which it finds nothing."""

    pattern: Any
    words: frozenset[str] | None

    def may_find(self, text: Text) -> bool:
        """Tell whether one of the words stands in a text; so too where that cannot be told."""
        if self.words is None or text.is_strange:
            return True
        # Asked thousands of times of a ticket.
        lower = text.lower
        for word in self.words:  # noqa: SIM110 - `any` takes twice as long
            if word in lower:
                return True
        return False


@dataclass(slots=True)
class Matchers:
    """One spaCy matcher of each kind for the whole pack, keyed `rule id:group`."""

    nlp: Language
    phrase: PhraseMatcher = field(init=False)
    lemma: PhraseMatcher = field(init=False)
    tokens: Sparing = field(init=False)
    dependency: Sparing = field(init=False)
    regexes: dict[str, list[Expression]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.phrase = PhraseMatcher(self.nlp.vocab, attr="LOWER")
        self.lemma = PhraseMatcher(self.nlp.vocab, attr="LEMMA")
        vocab = self.nlp.vocab
        self.tokens = Sparing(lambda: Matcher(vocab, validate=True), vocab.strings)
        self.dependency = Sparing(lambda: DependencyMatcher(vocab, validate=True), vocab.strings)

    def add(self, key: str, patterns: Patterns | Unless) -> None:
        """Compile the patterns of one group of one rule."""
        if patterns.phrase:
            self.phrase.add(key, [self.nlp.make_doc(words) for words in patterns.phrase])
        if patterns.lemma:
            self.lemma.add(key, [self._lemma_doc(words) for words in patterns.lemma])
        for sequence in patterns.tokens:
            self.tokens.add(key, [dict(token) for token in sequence])
        for nodes in patterns.dependency:
            self.dependency.add(key, [dict(node) for node in nodes])
        if patterns.regex:
            self.regexes[key] = [
                Expression(regex.compile(p, regex.V0), needed(p)) for p in patterns.regex
            ]

    def _lemma_doc(self, words: str) -> Doc:
        lemmas = words.split()
        return Doc(self.nlp.vocab, words=lemmas, lemmas=lemmas)

    def find(self, doc: Doc) -> Iterator[tuple[str, Range]]:
        """Yield key and characters of each hit in one document."""
        strings = self.nlp.vocab.strings
        words = held(doc)
        yield from self._phrases(self.phrase, doc)
        yield from self._phrases(self.lemma, doc)
        for key, start, end in self.tokens.find(doc, words):
            span = doc[start:end]
            yield strings[key], (span.start_char, span.end_char)
        for key, nodes in self.dependency.find(doc, words):
            first, last = doc[min(nodes)], doc[max(nodes)]
            yield strings[key], (first.idx, last.idx + len(last))

    def find_words(self, text: str) -> Iterator[tuple[str, Range]]:
        """Yield key and characters of each phrase in a text that nothing parses."""
        if len(self.phrase):
            yield from self._phrases(self.phrase, self.nlp.make_doc(text))

    def _phrases(self, matcher: PhraseMatcher, doc: Doc) -> Iterator[tuple[str, Range]]:
        for key, start, end in matcher(doc) if len(matcher) else ():
            span = doc[start:end]
            yield self.nlp.vocab.strings[key], (span.start_char, span.end_char)

    def may_find(self, key: str, whole: Text) -> bool:
        """Tell whether a regular expression of one group of one rule could hit in a text."""
        return any(one.may_find(whole) for one in self.regexes.get(key, ()))

    def find_by_regex(self, key: str, texts: Texts) -> list[list[Range]]:
        """Return the hits of the regular expressions of one group of one rule, for each text.

        Raises: TimeoutError for an expression that goes beyond the last resort.
        """
        found: list[list[Range]] = [[] for _ in texts.each]
        for expression in self.regexes.get(key, ()):
            if not expression.may_find(texts.whole):
                continue
            for own, text in zip(found, texts.each, strict=True):
                if expression.may_find(text):
                    hits = expression.pattern.finditer(text.text, timeout=LAST_RESORT)
                    own.extend(hit.span() for hit in hits)
        return found
