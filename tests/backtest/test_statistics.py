"""Figures whose value is known."""

import random
from math import isclose

import pytest

from ticketlint.backtest.statistics import area, area_within, gain_within, lift_within


def pairs(values: list[float], happened: list[bool]) -> float:
    hits = [v for v, h in zip(values, happened, strict=True) if h]
    rest = [v for v, h in zip(values, happened, strict=True) if not h]
    return sum((a > b) + (a == b) / 2 for a in hits for b in rest) / (len(hits) * len(rest))


KNOWN = {
    "apart": ([3.0, 4.0, 1.0, 2.0], 1.0),
    "apart the other way": ([1.0, 2.0, 3.0, 4.0], 0.0),
    "all alike": ([1.0, 1.0, 1.0, 1.0], 0.5),
    "ties count half": ([2.0, 3.0, 1.0, 2.0], 0.875),
}


@pytest.mark.parametrize(("values", "expected"), KNOWN.values(), ids=KNOWN.keys())
def test_the_area_is_the_share_of_pairs_in_order(values: list[float], expected: float) -> None:
    assert area(values, [True, True, False, False]).value == expected


def test_the_area_is_that_of_all_pairs_and_its_interval_that_of_delong() -> None:
    draw = random.Random(3)
    happened = [draw.random() < 0.3 for _ in range(80)]
    values = [float(draw.randrange(9) + 2 * h) for h in happened]
    told = area(values, happened)
    assert isclose(told.value, pairs(values, happened))
    low, high = told.interval
    # What samples with replacement give, each group for itself.
    drawn = sorted(pairs(*_again(values, happened, draw)) for _ in range(500))
    assert abs(low - drawn[12]) < 0.03
    assert abs(high - drawn[487]) < 0.03
    assert (told.hits, told.n) == (sum(happened), 80)


def _again(
    values: list[float], happened: list[bool], draw: random.Random
) -> tuple[list[float], list[bool]]:
    hits = [v for v, h in zip(values, happened, strict=True) if h]
    rest = [v for v, h in zip(values, happened, strict=True) if not h]
    drawn = [*draw.choices(hits, k=len(hits)), *draw.choices(rest, k=len(rest))]
    return drawn, [True] * len(hits) + [False] * len(rest)


def test_few_tickets_fully_apart_promise_no_certainty() -> None:
    few = area([3.0, 4.0, 1.0, 2.0], [True, True, False, False])
    many = area([*map(float, range(200))], [number >= 100 for number in range(200)])
    assert few.interval[0] < 0.4
    assert 0.95 < many.interval[0] < many.interval[1] == 1
    assert not few.tells
    assert many.tells


def test_a_value_gains_nothing_over_itself_and_something_over_noise() -> None:
    draw = random.Random(5)
    happened = [number % 2 == 0 for number in range(200)]
    good = [h + draw.random() for h in happened]
    noise = [draw.random() for _ in happened]
    one = [""] * 200
    same = gain_within(good, good, happened, one)
    more = gain_within(good, noise, happened, one)
    assert same
    assert more
    assert (same.value, same.interval, same.tells) == (0, (0, 0), False)
    assert more.tells
    assert isclose(more.value, area(good, happened).value - area(noise, happened).value)


def test_the_lift_is_a_ratio_of_shares_with_the_interval_of_a_relative_risk() -> None:
    found = [True] * 40 + [False] * 60
    happened = [True] * 20 + [False] * 20 + [True] * 15 + [False] * 45
    told = lift_within(found, happened, [""] * 100)
    assert told
    assert (told.value, told.found, told.n) == (2, 40, 100)
    # exp(ln 2 -+ 1.96 * sqrt(1/20 - 1/40 + 1/15 - 1/60))
    assert told.interval == pytest.approx((1.1693, 3.4210), abs=2e-4)
    assert told.tells


def test_a_lift_of_what_never_happened_without_a_finding_is_finite() -> None:
    halves = [number < 12 for number in range(24)]
    told = lift_within(halves, halves, [""] * 24)
    assert told
    assert 1 < told.value < 100
    assert told.tells


def test_a_rare_finding_with_which_nothing_happened_tells_nothing() -> None:
    """Of 1,000 tickets 10 were reopened; 14 others, in three parts, have the finding."""
    found = [number < 14 for number in range(1000)]
    happened = [number % 100 == 99 for number in range(1000)]
    told = lift_within(found, happened, [f"part {number % 3}" for number in range(1000)])
    assert told
    assert told.value < 1
    assert not told.tells


def test_a_lift_is_not_told_where_no_part_holds_both_sorts() -> None:
    parts = ["a"] * 20 + ["b"] * 20
    happened = [number % 2 == 0 for number in range(20)] + [False] * 20
    assert lift_within([False] * 20 + [True] * 20, happened, parts) is None


def test_parts_that_differ_do_not_make_a_value_look_telling() -> None:
    """In either part the value is noise; one part has greater values and more cases."""
    draw = random.Random(7)
    parts = ["busy"] * 200 + ["calm"] * 200
    happened = [draw.random() < (0.6 if part == "busy" else 0.1) for part in parts]
    values = [draw.random() + (part == "busy") for part in parts]
    found = [value > 1.2 or draw.random() < 0.1 for value in values]
    within, by_lift = area_within(values, happened, parts), lift_within(found, happened, parts)
    together = lift_within(found, happened, [""] * 400)
    assert within
    assert area(values, happened).tells
    assert by_lift
    assert together
    assert not within.tells
    assert together.tells
    assert not by_lift.tells


def test_one_part_is_the_whole_and_a_part_without_two_of_each_sort_is_left_out() -> None:
    values, happened = [3.0, 4.0, 1.0, 3.5, 9.0], [True, True, False, False, True]
    told = area_within(values, happened, ["a"] * 4 + ["b"])
    assert told == area(values[:4], happened[:4])
    assert area_within(values[:2], happened[:2], ["a", "a"]) is None
