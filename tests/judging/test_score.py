"""The score adds up from its parts and moves the right way."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ticketlint.judging.score import WEIGHTS, RuleOutcome, grade_of, score_ticket
from ticketlint.model import Confidence, Kind, Severity
from ticketlint.rules.schema import CATEGORIES


@st.composite
def outcomes(draw: st.DrawFn) -> list[RuleOutcome]:
    count = draw(st.integers(0, 12))
    return [
        RuleOutcome(
            rule=f"rule-{index}",
            category=draw(st.sampled_from(CATEGORIES)),
            severity=draw(st.sampled_from(Severity)),
            confidence=draw(st.sampled_from(Confidence)),
            presence=draw(st.booleans()),
            cap=draw(st.sampled_from([None, None, None, 20, 59])),
            hits=draw(st.integers(0, 9)),
            units=draw(st.integers(0, 200)),
            share=draw(st.sampled_from([1.0, 1.0, 0.5, 0.9])),
        )
        for index in range(count)
    ]


@pytest.mark.parametrize("kind", Kind)
def test_the_dimensions_of_every_kind_share_100_points(kind: Kind) -> None:
    assert sum(WEIGHTS[kind]) == 100


@settings(max_examples=500)
@given(st.sampled_from(Kind), outcomes())
def test_the_parts_and_the_score_sum_to_100_exactly(kind: Kind, found: list[RuleOutcome]) -> None:
    score = score_ticket(kind, found)

    assert score.value is not None
    assert round(10 * score.value) + sum(round(10 * loss.points) for loss in score.lost) == 1000
    assert 0 <= score.value <= 100


@settings(max_examples=500)
@given(st.sampled_from(Kind), outcomes(), st.integers(0, 11))
def test_mending_a_finding_never_lowers_the_score(
    kind: Kind, found: list[RuleOutcome], at: int
) -> None:
    mended = [
        replace(o, hits=max(0, o.hits - 1)) if index == at else o for index, o in enumerate(found)
    ]

    before, after = score_ticket(kind, found).value, score_ticket(kind, mended).value
    assert before is not None
    assert after is not None
    assert after >= before


@given(st.sampled_from(Kind), outcomes())
def test_notes_take_no_points(kind: Kind, found: list[RuleOutcome]) -> None:
    noted = [replace(outcome, severity=Severity.NOTE) for outcome in found]

    assert score_ticket(kind, noted).value == 100


def test_a_ticket_without_findings_has_100_points() -> None:
    score = score_ticket(Kind.STORY, [])

    assert (score.value, score.grade, score.lost) == (100, "A", ())


def test_a_cap_holds_the_score_down_and_is_told_as_a_loss() -> None:
    capped = RuleOutcome("no-ac", "testability", Severity.ERROR, Confidence.HIGH, True, 59, 1, 3)
    others = [
        replace(capped, rule=f"other-{i}", category=category, cap=None, hits=0)
        for i, category in enumerate(("purpose", "completeness", "testability", "scope"))
    ]

    score = score_ticket(Kind.STORY, [capped, *others])

    assert score.value == 59
    assert [(loss.rule, loss.points) for loss in score.lost] == [("no-ac", 41)]


@pytest.mark.parametrize(
    ("value", "grade"),
    [(100, "A"), (90, "A"), (89.9, "B"), (75, "B"), (60, "C"), (40, "D"), (39.9, "F"), (0, "F")],
)
def test_the_grade_follows_the_score(value: float, grade: str) -> None:
    assert grade_of(value) == grade


def test_one_hit_in_five_sentences_costs_more_than_one_in_25() -> None:
    hit = RuleOutcome("a", "ambiguity", Severity.WARNING, Confidence.HIGH, False, None, 1, 5)

    assert hit.passed == pytest.approx(0.449, abs=0.001)
    assert replace(hit, units=25).passed == pytest.approx(0.852, abs=0.001)
    assert replace(hit, units=500).passed == replace(hit, units=25).passed


@pytest.mark.parametrize(
    ("share", "value"),
    [
        pytest.param(1.0, 20, id="a question for certain leaves 20 %"),
        pytest.param(0.5, 60, id="half of its points leave 60 %"),
    ],
)
def test_a_rule_on_the_whole_takes_its_share_of_what_the_others_leave(
    share: float, value: float
) -> None:
    whole = RuleOutcome(
        "questions-left", "readiness", Severity.WARNING, Confidence.MEDIUM, True, None, 1, 3, share
    )
    capped = RuleOutcome("no-ac", "testability", Severity.ERROR, Confidence.HIGH, True, 50, 1, 3)

    alone = score_ticket(Kind.STORY, [whole])
    both = score_ticket(Kind.STORY, [whole, replace(capped, hits=0)])
    under_a_cap = score_ticket(Kind.STORY, [whole, capped])

    assert alone.value == both.value == value
    assert under_a_cap.value is not None
    assert under_a_cap.value <= 50 * value / 100
    assert dict(alone.dimensions)["readiness"] == round(100 * (1 - share), 1)


def test_two_rules_that_cap_hold_the_score_lower_than_one() -> None:
    def capping(rule: str, hits: int) -> RuleOutcome:
        return RuleOutcome(
            rule, "completeness", Severity.ERROR, Confidence.HIGH, True, 59, hits, 9, 0.01
        )

    one, two = (
        score_ticket(Kind.STORY, [capping("a", 1), capping("b", hits)]).value for hits in (0, 1)
    )

    assert (one, two) == (59, 39)
