"""Matchers of spaCy that are run on a document only where it holds the words of a pattern.

To look a few words up takes a hundredth of the time in which a matcher tries all its patterns.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.attrs import LEMMA, LOWER  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.matcher import DependencyMatcher, Matcher
from spacy.strings import StringStore
from spacy.tokens import Doc

Token = Mapping[str, Any]
Pattern = Sequence[Token]
# For words as written in small letters and for lemmas: the numbers of those that stand somewhere.
Held = Mapping[str, frozenset[int]]

_WORDS = ("LOWER", "LEMMA")
# How often a token must stand in what a pattern finds, where that is at least once.
_ONCE = frozenset({"1", "+"})


def held(doc: Doc) -> Held:
    """Return the words and lemmas of a document."""
    columns = doc.to_array([LOWER, LEMMA]).T.tolist()
    return {name: frozenset(column) for name, column in zip(_WORDS, columns, strict=True)}


@dataclass(slots=True)
class Sparing:
    """Patterns, each with the words that it needs; those that need none share one matcher."""

    make: Callable[[], Matcher | DependencyMatcher]
    strings: StringStore
    _choosy: list[tuple[list[tuple[str, frozenset[int]]], Any]] = field(default_factory=list)
    _any: Any = None

    def add(self, key: str, pattern: Pattern) -> None:
        """Compile a pattern; raises ValueError where spaCy refuses it."""
        needs = [*self._needs(pattern)]
        if needs:
            self._choosy.append((needs, self.make()))
            self._choosy[-1][1].add(key, [pattern])
            return
        self._any = self._any or self.make()
        self._any.add(key, [pattern])

    def find(self, doc: Doc, words: Held) -> Iterator[tuple[Any, ...]]:
        """Yield what the matchers find in a document whose words are `held`."""
        if self._any is not None:
            yield from self._any(doc)
        for needs, matcher in self._choosy:
            if not any(wanted.isdisjoint(words[name]) for name, wanted in needs):
                yield from matcher(doc)

    def _needs(self, pattern: Pattern) -> Iterator[tuple[str, frozenset[int]]]:
        """Yield names of `_WORDS` with the numbers of words, one of which must stand there."""
        for node in pattern:
            token = node.get("RIGHT_ATTRS", node)
            if token.get("OP", "1") not in _ONCE:
                continue
            for name in _WORDS:
                words = _choices(token.get(name))
                if words:
                    yield name, frozenset(self.strings[word] for word in words)


def _choices(wanted: object) -> Sequence[str]:
    """Return the words of which a token must be one; none where it may be any."""
    if isinstance(wanted, Mapping):
        return [*wanted.get("IN", ())]
    return [wanted] if isinstance(wanted, str) else []
