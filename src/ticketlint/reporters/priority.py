"""How urgent a ticket is, by the name that its tracker gives to its priority."""

import re
from collections.abc import Mapping

# The words in which trackers name priorities, the most urgent first.
_NAMES: tuple[frozenset[str], ...] = (
    frozenset({"blocker", "showstopper", "critical", "highest", "urgent", "immediate", "expedite"}),
    frozenset({"high", "major", "important"}),
    frozenset({"medium", "normal", "moderate", "default"}),
    frozenset({"low", "minor"}),
    frozenset({"lowest", "trivial"}),
)
_RANKS: Mapping[str, int] = {name: rank for rank, names in enumerate(_NAMES) for name in names}
_LEAST = len(_NAMES) - 1
# "Very high" is one above high, "very low" one below low.
_FURTHER: Mapping[str, int] = {"high": -1, "low": 1}
_VERY = frozenset({"very", "extremely"})
_NOT = frozenset({"no", "not", "non", "none", "un"})
_CODE = re.compile(r"(?:[ps](?=\d{2}$)|[ps]?(?=\d$))(\d{1,2})")
_WORD = re.compile(r"[^\W_]+")
# A ticket that says no priority stands between medium and low.
NO_PRIORITY = 2.5


def priority_rank(name: str) -> float:
    """Return 0 for the most urgent priority to 4 for the least; 2.5 where none is known.

    The first word that names one decides ("Major - P3"), and only without any the first code of
    it (P1, 2): the same number stands for another priority in another tracker.
    """
    words = _WORD.findall(name.casefold())
    if not _NOT.isdisjoint(words):
        return NO_PRIORITY
    ranks = (_named(words, at) for at, word in enumerate(words) if word in _RANKS)
    codes = (min(int(code[1]), _LEAST) for code in map(_CODE.fullmatch, words) if code)
    return next(ranks, next(codes, NO_PRIORITY))


def _named(words: list[str], at: int) -> int:
    """Return the rank of a word that names a priority, with "very" before it."""
    is_very = at > 0 and words[at - 1] in _VERY
    further = _FURTHER.get(words[at], 0) if is_very else 0
    return min(max(_RANKS[words[at]] + further, 0), _LEAST)
