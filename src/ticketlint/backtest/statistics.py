"""How well a value tells two groups apart, with 95 % intervals."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import exp, sqrt
from statistics import NormalDist
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from ticketlint.rules.measurements import Interval, Share

Floats: TypeAlias = "NDArray[np.float64]"

# Of one part: found and happened, happened, found, all.
_Cells: TypeAlias = tuple[float, float, float, float]
T = TypeVar("T")

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Area:
    """The chance that a ticket of one group has a greater value than one of the other, 0 to 1.

    That is the AUC: the statistic of Mann and Whitney over all pairs, a tie counts half.
    `hits` tickets of `n` are in the first group.
    """

    value: float
    interval: Interval
    hits: int
    n: int

    @property
    def tells(self) -> bool:
        """Tell whether the interval leaves out .5, what a coin would give."""
        return not self.interval[0] <= 0.5 <= self.interval[1]


@dataclass(frozen=True, slots=True)
class Placements:
    """For each ticket of a group the share of the other group that lies below (above) it.

    After DeLong, DeLong and Clarke-Pearson (1988), whose variance of an AUC is that of these.
    """

    value: float
    inside: Floats = field(repr=False)
    outside: Floats = field(repr=False)


@dataclass(frozen=True, slots=True)
class Gain:
    """By how much one AUC is above another, -1 to 1."""

    value: float
    interval: Interval

    @property
    def tells(self) -> bool:
        """Tell whether the interval leaves out 0."""
        return not self.interval[0] <= 0 <= self.interval[1]


@dataclass(frozen=True, slots=True)
class Lift:
    """How many times as often something happened with a finding as without it, 0 upwards.

    `found` of the `n` tickets have one.
    """

    value: float
    interval: Interval
    found: int
    n: int

    @property
    def tells(self) -> bool:
        """Tell whether the interval leaves out 1."""
        return not self.interval[0] <= 1 <= self.interval[1]


def placements(values: Sequence[float], happened: Sequence[bool]) -> Placements:
    """Return the placements of two groups, neither of which is empty."""
    told, inside = np.asarray(values, dtype=np.float64), np.asarray(happened, dtype=bool)
    hits, rest = int(inside.sum()), int((~inside).sum())
    ranks = _midranks(told)
    below = (ranks[inside] - _midranks(told[inside])) / rest
    above = 1 - (ranks[~inside] - _midranks(told[~inside])) / hits
    return Placements(float(below.mean()), below, above)


def area(values: Sequence[float], happened: Sequence[bool]) -> Area:
    """Return the AUC of values with its interval; each group has two tickets at least."""
    return _area([placements(values, happened)], len(values))


def area_within(
    values: Sequence[float], happened: Sequence[bool], parts: Sequence[str]
) -> Area | None:
    """Return the AUC where only tickets of the same part are compared.

    It is the mean of the parts, each weighted by its size as van Elteren (1960) does. A part with
    fewer than two tickets in a group is left out; None where that leaves none.
    """
    told = _by_part(happened, parts)
    placed = [placements(_at(values, part), _at(happened, part)) for part in told]
    return _area(placed, sum(map(len, told))) if placed else None


def gain_within(
    one: Sequence[float], other: Sequence[float], happened: Sequence[bool], parts: Sequence[str]
) -> Gain | None:
    """Return by how much the AUC of `one` is above that of `other`, as in `area_within`.

    The interval knows that both are measured on the same tickets (DeLong).
    """
    placed = []
    for part in _by_part(happened, parts):
        did = _at(happened, part)
        first, second = placements(_at(one, part), did), placements(_at(other, part), did)
        inside, outside = first.inside - second.inside, first.outside - second.outside
        placed.append(Placements(first.value - second.value, inside, outside))
    if not placed:
        return None
    value, half = _mean(placed)
    return Gain(value, (value - half, value + half))


def lift_within(
    found: Sequence[bool], happened: Sequence[bool], parts: Sequence[str]
) -> Lift | None:
    """Return the lift of a finding where only tickets of the same part are compared.

    The relative risk of Mantel and Haenszel, with the variance of Greenland and Robins (1985).
    Where it never happened with a finding, or never without one, each part is taken larger by two
    tickets of a lift of 1 (as in Sweeting and others, 2004): half a ticket in each cell would make
    what is rare look telling. None where no part holds something to compare.
    """
    counts = list(_counts(found, happened, parts))
    above, below, spread = _sums(counts)
    if not above or not below:
        above, below, spread = _sums(map(_larger, filter(_compares, counts)))
    if not above or not below:
        return None
    half = _Z * sqrt(spread / (above * below))
    value = above / below
    return Lift(value, (value * exp(-half), value * exp(half)), sum(found), len(found))


def _compares(cells: _Cells) -> bool:
    _, hits, with_it, n = cells
    return 0 < hits < n and 0 < with_it < n


def _larger(cells: _Cells) -> _Cells:
    both, hits, with_it, n = cells
    share = with_it / n
    return both + share, hits + 1, with_it + 2 * share, n + 2


def _counts(
    found: Sequence[bool], happened: Sequence[bool], parts: Sequence[str]
) -> Iterator[_Cells]:
    for part in sorted(set(parts)):
        at = [number for number, own in enumerate(parts) if own == part]
        has, did = _at(found, at), _at(happened, at)
        both = sum(one and two for one, two in zip(has, did, strict=True))
        yield both, sum(did), sum(has), len(at)


def _sums(counts: Iterable[_Cells]) -> tuple[float, float, float]:
    """Return the parts of the ratio of Mantel and Haenszel, and of its variance."""
    above = below = spread = 0.0
    for both, hits, with_it, n in counts:
        above += both * (n - with_it) / n
        below += (hits - both) * with_it / n
        spread += (hits * with_it * (n - with_it) - both * (hits - both) * n) / n**2
    return above, below, spread


def _at(values: Sequence[T], places: Sequence[int]) -> list[T]:
    return [values[place] for place in places]


def _by_part(happened: Sequence[bool], parts: Sequence[str]) -> list[list[int]]:
    """Return the places of each part that has two tickets at least of either sort."""
    places: dict[str, list[int]] = {}
    for place, part in enumerate(parts):
        places.setdefault(part, []).append(place)
    return [
        inside for inside in places.values() if 2 <= sum(_at(happened, inside)) <= len(inside) - 2
    ]


def _area(placed: Sequence[Placements], n: int) -> Area:
    """Return the AUC of the parts taken together.

    Where no pair is out of order nothing varies, and the bound is that of Wilson for so many out
    of so many as the smaller group has: wide, but no promise of certainty.
    """
    value, half = _mean(placed)
    hits = sum(len(one.inside) for one in placed)
    interval: Interval | None = max(0.0, value - half), min(1.0, value + half)
    if not half and value in {0.0, 1.0}:
        fewest = min(hits, n - hits)
        interval = Share(round(value * fewest), fewest).interval
    return Area(value, interval or (0.0, 1.0), hits, n)


def _mean(placed: Sequence[Placements]) -> tuple[float, float]:
    """Return the weighted mean of parts and half of its interval."""
    sizes = [(len(one.inside), len(one.outside)) for one in placed]
    weights = [hits * rest / (hits + rest) for hits, rest in sizes]
    pairs = list(zip(weights, placed, strict=True))
    value = sum(weight * one.value for weight, one in pairs) / sum(weights)
    squares = sum((weight * _deviation(one.inside, one.outside)) ** 2 for weight, one in pairs)
    return value, _Z * sqrt(squares) / sum(weights)


def _midranks(values: Floats) -> Floats:
    """Return the rank of each value from 1, of equal ones the mean."""
    found: Any = np.unique(values, return_inverse=True, return_counts=True)
    _, index, counts = found
    middle = np.cumsum(counts) - (counts - 1) / 2
    ranks: Floats = middle[index]
    return ranks


def _deviation(inside: Floats, outside: Floats) -> float:
    return sqrt(inside.var(ddof=1) / len(inside) + outside.var(ddof=1) / len(outside))
