"""Words without which a regular expression finds nothing, told from its text.

To look for a few words is far faster than to run an expression; where none of them stands in a
text, the expression need not be run.
"""

import re
from collections.abc import Sequence
from re import _constants as op  # type: ignore[attr-defined]  # no public parser
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# More words to look for cost as much as the expression.
_MOST = 40
_SHORTEST = 2
# What `regex` takes for an inexact match, `(?:word){e<=1}`, the parser of `re` takes for letters.
_INEXACT = re.compile(r"\{[^{}]*[<a-z]")

_Words = frozenset[str]
_REPEATS = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})


def needed(pattern: str) -> _Words | None:
    """Return words in lower case, one of which stands in the lower case of all that is found.

    None where there are none of two letters or more, or for what the `re` module cannot read.
    """
    try:
        tree = parser.parse(pattern)
    except (re.error, OverflowError, RecursionError):
        return None
    if tree.state.flags & re.VERBOSE or _INEXACT.search(pattern):
        return None
    return _of_sequence(tree)


def _of_sequence(nodes: Sequence[Any]) -> _Words | None:
    """Return the words of that part of a sequence whose shortest word is the longest."""
    found: list[_Words] = []
    run = ""
    for kind, value in [*nodes, (op.ANY, None)]:
        if kind is op.LITERAL and value < 128:
            run += chr(value).lower()
            continue
        if len(run) >= _SHORTEST:
            found.append(frozenset({run}))
        run = ""
        words = _of_node(kind, value)
        if words is not None:
            found.append(words)
    return max(found, key=_worth, default=None)


def _worth(words: _Words) -> tuple[int, int]:
    return min(map(len, words)), -len(words)


def _of_node(kind: Any, value: Any) -> _Words | None:
    if kind in _REPEATS:
        least, _, body = value
        return _of_sequence(body) if least > 0 else None
    if kind is op.SUBPATTERN:
        return _of_sequence(value[3])
    if kind is op.ATOMIC_GROUP:
        return _of_sequence(value)
    if kind is op.BRANCH:
        return _of_choice(value[1])
    return None


def _of_choice(parts: Sequence[Any]) -> _Words | None:
    """Return the words of all parts, None where one of them has none."""
    words: set[str] = set()
    for part in parts:
        own = _of_sequence(part)
        if own is None:
            return None
        words |= own
    return frozenset(words) if len(words) <= _MOST else None
