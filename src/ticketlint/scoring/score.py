"""From the facts of a ticket to a score of 0 (unclear) to 100 (clear): the sum of its points."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ticketlint.model import Grade, Kind, Loss, Score
from ticketlint.rules.scorecard import Scorecard, Worth

# Keeps 3.5 points from becoming 3.4 by the last bit of a float.
_SLACK = 1e-6
_FULL = 1000


# Of the words that take points so many are named, and so much of each.
_NAMED, _NAMED_CHARS = 3, 30


def score_of(
    card: Scorecard,
    kind: Kind,
    facts: Mapping[str, float],
    words: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Score:
    """Return the score of a ticket; `facts` are 0 to 1, `words` those of it that take points.

    The points in `lost` and the value sum to 100 exactly (in tenths). Points are rounded down,
    so no rounding takes more than a fact is worth; below 0 all losses shrink in proportion.
    """
    scale = _FULL / (card.most(kind) or _FULL)
    lost = {
        name: scale * worth.points.get(kind, 0.0) * _missed(worth, facts[name])
        for name, worth in card.facts.items()
        if name in facts
    }
    total = sum(lost.values())
    shrunk = min(1.0, _FULL / total) if total else 1.0
    tenths = {name: int(points * shrunk + _SLACK) for name, points in lost.items()}
    if total >= _FULL - _SLACK:
        _fill_up(tenths)
    ordered = sorted(tenths.items(), key=lambda item: (-item[1], item[0]))
    value = (_FULL - sum(tenths.values())) / 10
    told = tuple(
        Loss(name, t / 10, card.facts[name].wanted + _named(words.get(name, ())))
        for name, t in ordered
        if t
    )
    return Score(value, grade_of(value), told)


def unscored(reason: str) -> Score:
    """Return the score of a ticket that cannot be judged; `reason` says why."""
    return Score(None, "unscored", reason=reason)


def grade_of(value: float) -> str:
    """Return the grade of a score of 0 to 100."""
    return next(grade.value for grade in Grade if value >= grade.least)


def _missed(worth: Worth, fact: float) -> float:
    return fact if worth.takes else 1 - fact


def _named(words: Sequence[str]) -> str:
    """Return the first of some words, as they stand behind what is wanted of them."""
    quoted = ", ".join(f'"{word[:_NAMED_CHARS]}"' for word in words[:_NAMED])
    return f": {quoted}" if quoted else ""


def _fill_up(tenths: dict[str, int]) -> None:
    """Let losses that were rounded down make up the whole: a ticket at 0 has lost 100."""
    largest = max(tenths, key=lambda name: (tenths[name], name))
    tenths[largest] += _FULL - sum(tenths.values())
