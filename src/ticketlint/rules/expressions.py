"""How much work a regular expression can make, told from its text and never from a clock.

An engine that goes back over its steps tries every way to share characters out between
repetitions that read the same ones. Their number is bounded here from above: for each place
of a text, the product of what each part of the expression can choose between.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from re import _constants as op  # type: ignore[attr-defined]  # no public parser
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# A repetition reads no further than the longest passage that rules are shown.
LONGEST = 10_000
# A repetition without a bound goes beyond where what follows can begin with a character that it
# reads as well. Of the 169 expressions of the rules that ship none has more than 1,700 ways.
MOST_WAYS = 2_000
# No count needs to be larger to be too large.
_CEILING = 10**30
_DEEPEST = 6
# More rounds with a choice in each are too many, whatever the choice.
_MANY = 64
_TYPICAL = frozenset(map(chr, range(128))) | frozenset("éÉßž中“”‘’…–—\u00a0")

Letters = frozenset[str]
# How many ways a part has, the letters it can begin with, whether it can be empty.
Reading = tuple[int, Letters, bool]
_NONE: Letters = frozenset()
_NOTHING: Reading = (1, _NONE, True)


def ways(pattern: str) -> int:
    """Return a bound on the ways in which an expression can read a text from one place.

    Raises: ValueError for syntax that the `re` module of Python does not know.
    """
    try:
        tree = parser.parse(pattern)
    except (re.error, OverflowError) as error:
        raise ValueError(f"{error}") from None
    letters = _TYPICAL | {letter for char in pattern for letter in (char.lower(), char.upper())}
    reader = _Reader(frozenset(one for one in letters if len(one) == 1), tree.state.flags)
    found, _, _ = reader.sequence(tree, _NONE)
    return min(_CEILING, max(found, reader.inside))


class _Reader:
    """Walks the parsed tree from its end, so that each part knows what may follow it."""

    def __init__(self, letters: Letters, flags: int) -> None:
        self._letters = letters
        self._folds = bool(flags & re.IGNORECASE)
        # The most ways of any part that gives nothing back once it has matched.
        self.inside = 1
        self._depth = 0
        self._known: dict[tuple[bool, str], Letters] = {}

    def sequence(self, nodes: Sequence[Any], follow: Letters) -> Reading:
        """Read nodes one after the other."""
        total, first, empty = 1, follow, True
        for kind, value in reversed(list(nodes)):
            own, begins, can_be_empty = self._node(kind, value, first)
            total = min(_CEILING, total * own)
            first = begins | first if can_be_empty else begins
            empty = empty and can_be_empty
        return total, first, empty

    def _node(self, kind: Any, value: Any, follow: Letters) -> Reading:
        if kind is op.LITERAL:
            return 1, self._forms(chr(value)), False
        if kind in _CLASSES:
            return 1, self._class(kind, value), False
        if kind in _REPEATS:
            return self._repeat(kind, value, follow)
        read = _READERS.get(kind)
        return read(self, value, follow) if read else _NOTHING

    def alternatives(self, value: Any, follow: Letters) -> Reading:
        """Read a choice between parts."""
        return self._branch(value[1], follow)

    def either(self, value: Any, follow: Letters) -> Reading:
        """Read a choice that depends on a group."""
        return self._branch([part or () for part in value[1:]], follow)

    def look(self, value: Any, _follow: Letters) -> Reading:
        """Read a look-around: again each time that what stands before it chose another way."""
        return self.sequence(value[1], self._letters)[0], _NONE, True

    def repeated_group(self, _value: Any, _follow: Letters) -> Reading:
        """Read what a group matched once more."""
        return 1, self._letters, True

    def group(self, value: Any, follow: Letters) -> Reading:
        """Read a group, which may turn the folding of case on or off."""
        before = self._folds
        self._folds = bool((before or value[1] & re.IGNORECASE) and not value[2] & re.IGNORECASE)
        found = self.sequence(value[3], follow)
        self._folds = before
        return found

    def closed(self, nodes: Sequence[Any], follow: Letters) -> Reading:
        """Read a group that gives nothing back."""
        inner, first, empty = self.sequence(nodes, follow)
        self.inside = max(self.inside, inner)
        return 1, first, empty

    def _repeat(self, kind: Any, value: Any, follow: Letters) -> Reading:
        least, most, body = value
        most = min(int(most), LONGEST)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("repetitions stand in one another too deep")
        last, first, empty = self.sequence(body, follow)
        inner = last
        if most > 1 and (len(body) > 1 or body[0][0] not in _CLASSES):
            inner, _, _ = self.sequence(body, first | follow if empty else first)
        self._depth -= 1
        choices = 1 if not first & follow else most - least + 1
        if kind is op.POSSESSIVE_REPEAT:
            self.inside = max(self.inside, _rounds(inner, last, max(least, 1), 1))
            return 1, first, least == 0 or empty
        return _rounds(inner, last, most, choices), first, least == 0 or empty

    def _branch(self, parts: Iterable[Sequence[Any]], follow: Letters) -> Reading:
        """Add up the alternatives that can begin with the same letter."""
        words: list[tuple[str, Sequence[Any]]] = []
        others: list[tuple[str, Sequence[Any]]] = []
        for part in parts:
            word = "".join(chr(value) for kind, value in part if kind is op.LITERAL)
            (words if len(word) == len(part) else others).append((word, part))
        read = [self.sequence(part, follow) for _, part in others]
        if words:
            texts = [word for word, _ in words]
            starts = {word[0] for word in texts if word}
            read.append((_nested(texts), _NONE.union(*map(self._forms, starts)), "" in texts))
        first = _NONE.union(*(begins for _, begins, _ in read))
        counts = [sum(own for own, begins, _ in read if one in begins) for one in first]
        return max(counts, default=1), first, any(empty for _, _, empty in read)

    def _forms(self, letter: str) -> Letters:
        if not self._folds:
            return frozenset((letter,))
        return frozenset((letter, letter.lower(), letter.upper())) & self._letters

    def _class(self, kind: Any, value: Any) -> Letters:
        key = (self._folds, f"{kind}{value}")
        if key not in self._known:
            self._known[key] = self._members(kind, value)
        return self._known[key]

    def _members(self, kind: Any, value: Any) -> Letters:
        if kind is op.ANY:
            return self._letters
        items = value if kind is op.IN else [(op.LITERAL, value)]
        negated = kind is op.NOT_LITERAL or items[0][0] is op.NEGATE
        found = {one for one in self._letters if any(self._holds(item, one) for item in items)}
        return self._letters - found if negated else frozenset(found)

    def _holds(self, item: tuple[Any, Any], letter: str) -> bool:
        kind, value = item
        forms = {letter, letter.lower(), letter.upper()} if self._folds else {letter}
        codes = [ord(form) for form in forms if len(form) == 1]
        if kind is op.LITERAL:
            return value in codes
        if kind is op.RANGE:
            return any(value[0] <= code <= value[1] for code in codes)
        return kind is op.CATEGORY and _CATEGORIES[value].match(letter) is not None


_CLASSES = (op.NOT_LITERAL, op.ANY, op.IN)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_CATEGORIES = {
    op.CATEGORY_DIGIT: re.compile(r"\d"),
    op.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    op.CATEGORY_SPACE: re.compile(r"\s"),
    op.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    op.CATEGORY_WORD: re.compile(r"\w"),
    op.CATEGORY_NOT_WORD: re.compile(r"\W"),
}


_READERS: Mapping[Any, Callable[[_Reader, Any, Letters], Reading]] = {
    op.BRANCH: _Reader.alternatives,
    op.SUBPATTERN: _Reader.group,
    op.ATOMIC_GROUP: _Reader.closed,
    op.ASSERT: _Reader.look,
    op.ASSERT_NOT: _Reader.look,
    op.GROUPREF_EXISTS: _Reader.either,
    op.GROUPREF: _Reader.repeated_group,
}


def _rounds(inner: int, last: int, most: int, choices: int) -> int:
    """Return the ways of a repetition whose body has `inner` in each round, `last` in the last."""
    if most <= 1:
        return last + choices - 1
    if inner == 1:
        return min(_CEILING, choices * last)
    return _CEILING if most > _MANY else min(_CEILING, inner ** (most - 1) * last * 2)


def _nested(words: Sequence[str]) -> int:
    """Return how many of the words can match at one place: those that begin one another."""
    return max(sum(word.startswith(other) for other in words) for word in words)
