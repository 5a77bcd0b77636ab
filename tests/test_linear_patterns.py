"""No regular expression of the project takes more than linear time on any text."""

import re

import pytest

from tests.pumping import Expression, TooSlowError, of_modules, of_rules, pumped, seconds
from ticketlint.rules.expressions import MOST_WAYS, ways

# What the code around these never hands them more of, in characters.
LONGEST = {
    "sources.repository.openspec.PATHS": 1_000,
    "sources.repository.bmad.PATHS": 1_000,
    "cleaning.markup.artefacts.": 500,
    "annotation.pipeline.prefixes._LEADS": 200,
    "annotation.pipeline.shapes.SHAPES": 300,
    "cleaning.sections._INSTRUCTION": 400,
    "annotation.lexicon.prescriptions._MARKS": 250,
    "matching.signals.orders.": 250,
    "matching.signals.requests._HELP": 250,
    "rules.patterns._PIECE": 2_000,
}
SMALL, LARGE = 2_000, 8_000
# Processor seconds. Linear patterns read LARGE characters in a few milliseconds.
QUICK_SMALL, QUICK_LARGE, GIVEN_UP = 0.0015, 0.03, 1.0
# A ticket of 100,000 characters has some 300 texts of such a length.
QUICK_SHORT = 0.03
# Four times the text: 4 for linear growth, 16 for quadratic growth.
STEEP = 10
TRIES = 4
RULES, MODULES = of_rules(), of_modules()


def least(expression: Expression, compiled, text: str, tries: int = 3) -> float:
    return min(seconds(compiled, expression.anchored, text, GIVEN_UP) for _ in range(tries))


def longest(expression: Expression) -> int | None:
    return next((n for name, n in LONGEST.items() if expression.where.startswith(name)), None)


def grows_steeply(expression: Expression, compiled, small: str, large: str) -> bool:
    if seconds(compiled, expression.anchored, small, GIVEN_UP) < QUICK_SMALL:
        return False
    took = least(expression, compiled, large)
    return took > QUICK_LARGE and took > STEEP * least(expression, compiled, small)


def is_quick(compiled, text: str) -> bool:
    """Tell whether an expression is quick on a text of the longest that it is handed."""
    return any(seconds(compiled, True, text, GIVEN_UP) < QUICK_SHORT for _ in range(3))


def is_slow(expression: Expression, compiled, small: str, large: str) -> bool:
    """Tell whether an expression is slow on a text, or grows steeply with it."""
    try:
        if longest(expression):
            return not is_quick(compiled, small)
        return grows_steeply(expression, compiled, small, large)
    except TooSlowError:
        return True


def tired(expression: Expression) -> str:
    """Return a text that an expression is slow on each time, empty where there is none.

    A machine that changes its pace between two texts makes a linear expression look steep;
    it does not do so every time.
    """
    compiled = expression.compiled()
    most = longest(expression)
    sizes = (most, most) if most else (SMALL, LARGE)
    for small, large in zip(*(pumped(expression, size) for size in sizes), strict=True):
        if all(is_slow(expression, compiled, small, large) for _ in range(TRIES)):
            return small[:60]
    return ""


@pytest.mark.parametrize("expression", RULES, ids=lambda e: e.where)
def test_a_rule_reads_repetitions_of_its_own_pieces_in_linear_time(expression):
    assert tired(expression) == ""


@pytest.mark.parametrize("expression", MODULES, ids=lambda e: e.where)
def test_a_module_reads_repetitions_of_its_own_pieces_in_linear_time(expression):
    assert tired(expression) == ""


@pytest.mark.parametrize("expression", RULES, ids=lambda e: e.where)
def test_a_rule_has_few_ways_to_read_a_text(expression):
    assert ways(expression.pattern) <= MOST_WAYS


def test_every_kind_of_place_is_searched_for_expressions():
    found = {expression.where.partition("-")[0] for expression in MODULES}
    assert {
        "cleaning.heading_lines._LABEL",
        "annotation.pipeline.shapes.SHAPES",
        "annotation.networks.facts._DIGITS",
    } <= found
    assert any(":" in where for where in found), "expressions inside functions"
    assert len(MODULES) > 150


@pytest.mark.parametrize(
    ("pattern", "anchored"),
    [
        pytest.param(r"\s*:\s*$", False, id="blanks before an end"),
        pytest.param(
            r"^\W*(?:\[[^\]]*\]\s*|\([^)]*\)\W*|[\w ./-]{2,25}:\s+)*fix", False, id="row of marks"
        ),
        pytest.param(r"[\W\d_]+x|[\W_]+$", False, id="both edges"),
        pytest.param(r"\w+_\w+", False, id="word before a mark"),
        pytest.param(r"^[\W_]*(tbd)?[\W_]*$", True, id="edges around a word"),
        pytest.param(r"(a+)+$", True, id="nested"),
        pytest.param(r"(?:\w+\s?)*!", True, id="words"),
    ],
)
def test_the_pump_finds_expressions_that_are_known_to_be_slow(pattern, anchored):
    assert tired(Expression("known", pattern, re.IGNORECASE, anchored)) != ""
