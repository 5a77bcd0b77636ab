"""How well a value tells two groups apart, with 95 % intervals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ticketlint.rules.measurements import Interval, Share

Floats: TypeAlias = "NDArray[np.float64]"

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

    `found` of the `n` tickets have one. The interval is that of Katz and others (1978) for a
    relative risk; where a cell is empty, each is taken half a ticket larger.
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
    placed = placements(values, happened)
    return Area(placed.value, _interval(placed), len(placed.inside), len(values))


def gain(one: Sequence[float], other: Sequence[float], happened: Sequence[bool]) -> Gain:
    """Return by how much the AUC of `one` is above that of `other` on the same tickets.

    The interval knows that both are measured on the same tickets (DeLong).
    """
    first, second = placements(one, happened), placements(other, happened)
    value = first.value - second.value
    half = _Z * _deviation(first.inside - second.inside, first.outside - second.outside)
    return Gain(value, (value - half, value + half))


def lift(found: Sequence[bool], happened: Sequence[bool]) -> Lift:
    """Return the lift of a finding; some tickets have one, and some have none."""
    cells = [[0.0, 0.0], [0.0, 0.0]]
    for has, did in zip(found, happened, strict=True):
        cells[has][did] += 1
    if any(0 in row for row in cells):
        cells = [[count + 0.5 for count in row] for row in cells]
    (rest, rest_hits), (misses, hits) = cells
    value = hits / (hits + misses) / (rest_hits / (rest + rest_hits))
    spread = sqrt(1 / hits - 1 / (hits + misses) + 1 / rest_hits - 1 / (rest + rest_hits))
    interval = exp(log(value) - _Z * spread), exp(log(value) + _Z * spread)
    return Lift(value, interval, sum(found), len(found))


def _midranks(values: Floats) -> Floats:
    """Return the rank of each value from 1, of equal ones the mean."""
    found: Any = np.unique(values, return_inverse=True, return_counts=True)
    _, index, counts = found
    middle = np.cumsum(counts) - (counts - 1) / 2
    ranks: Floats = middle[index]
    return ranks


def _deviation(inside: Floats, outside: Floats) -> float:
    return sqrt(inside.var(ddof=1) / len(inside) + outside.var(ddof=1) / len(outside))


def _interval(placed: Placements) -> Interval:
    """Return the interval of an AUC.

    Where no pair is out of order nothing varies, and the bound is that of Wilson for so many out
    of so many as the smaller group has: wide, but no promise of certainty.
    """
    half = _Z * _deviation(placed.inside, placed.outside)
    if half:
        return max(0.0, placed.value - half), min(1.0, placed.value + half)
    fewest = min(len(placed.inside), len(placed.outside))
    if placed.value in {0.0, 1.0}:
        told = Share(round(placed.value * fewest), fewest).interval
        return told or (0.0, 1.0)
    return placed.value, placed.value
