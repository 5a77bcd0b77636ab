"""A score is the sum of its points and moves the right way, whatever the card says."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ticketlint.config.scoretable import Needs
from ticketlint.config.settings import Config
from ticketlint.model import Finding, Kind, Maturity, Score, Severity, Standing
from ticketlint.rules.scorecard import Scorecard, Worth
from ticketlint.run.selection import card_of
from ticketlint.scoring.facts import FACTS
from ticketlint.scoring.levels import held_back, standing_of
from ticketlint.scoring.score import grade_of, score_of

SHIPPED = card_of(Config())
POINTS = st.floats(0, 100, allow_nan=False)
VALUES = st.floats(0, 1, allow_nan=False)


def facts_for(kind: Kind, value: float) -> dict[str, float]:
    """Return facts of which those that give points have `value`, the others nothing."""
    return {
        name: 0.0 if fact.takes else value for name, fact in FACTS.items() if kind in fact.kinds
    }


@st.composite
def cards(draw: st.DrawFn) -> Scorecard:
    facts = {
        name: Worth.model_validate(
            {"takes" if fact.takes else "gives": draw(POINTS), "wanted": f"it has {name}"}
        )
        for name, fact in FACTS.items()
    }
    facts["outcome"] = Worth.model_validate({"gives": 10, "wanted": "it says what"})
    return Scorecard.model_validate({"version": 1, "facts": facts}, context={"facts": FACTS})


@st.composite
def readings(draw: st.DrawFn) -> tuple[Kind, dict[str, float]]:
    kind = draw(st.sampled_from(Kind))
    return kind, {name: draw(VALUES) for name, fact in FACTS.items() if kind in fact.kinds}


@settings(max_examples=300, deadline=None)
@given(cards(), readings())
def test_points_lost_and_score_sum_to_100_exactly(
    card: Scorecard, reading: tuple[Kind, dict[str, float]]
) -> None:
    score = score_of(card, *reading)

    assert score.value is not None
    assert 0 <= score.value <= 100
    assert round(10 * score.value) + sum(round(10 * loss.points) for loss in score.lost) == 1000


@settings(max_examples=300, deadline=None)
@given(cards(), readings(), st.sampled_from(sorted(FACTS)), VALUES)
def test_more_of_a_part_never_lowers_a_score_and_more_of_a_doubt_never_raises_it(
    card: Scorecard, reading: tuple[Kind, dict[str, float]], name: str, other: float
) -> None:
    kind, facts = reading
    low, high = ({**facts, name: value} for value in sorted((facts.get(name, 0.0), other)))

    scores = [score_of(card, kind, both).value or 0 for both in (low, high)]

    assert scores == sorted(scores, reverse=FACTS[name].takes)


@pytest.mark.parametrize("kind", Kind)
def test_the_best_ticket_of_a_kind_has_100_and_one_without_anything_0(kind: Kind) -> None:
    best, worst = (score_of(SHIPPED, kind, facts_for(kind, value)) for value in (1.0, 0.0))

    assert (best.value, best.grade, best.lost) == (100, "A", ())
    assert (worst.value, worst.grade) == (0, "F")


@pytest.mark.parametrize("kind", Kind)
def test_no_fact_of_the_shipped_card_counts_more_than_15_points(kind: Kind) -> None:
    scale = 100 / SHIPPED.most(kind)
    points = {name: scale * worth.points.get(kind, 0.0) for name, worth in SHIPPED.facts.items()}

    assert all(each < 15.1 for each in points.values()), points
    assert SHIPPED.most(kind) == pytest.approx(100, abs=0.6)


def test_the_shipped_card_has_a_row_for_each_fact_in_the_right_direction() -> None:
    assert {name: bool(worth.takes) for name, worth in SHIPPED.facts.items()} == {
        name: fact.takes for name, fact in FACTS.items()
    }


@pytest.mark.parametrize(
    ("value", "grade"),
    [(100, "A"), (90, "A"), (89.9, "B"), (75, "B"), (60, "C"), (59.9, "D"), (40, "D"), (0, "F")],
)
def test_the_grade_follows_the_score(value: float, grade: str) -> None:
    assert grade_of(value) == grade


# What takes so many points that none is left for grade B.
LOW = {"clear": 0.0, "exact": 0.0, "title-words": 0.0}
CARD = SHIPPED.changed({}, {Kind.STORY: Needs(refined=("outcome",), ready=("criterion", "reason"))})


@pytest.mark.parametrize(
    ("less", "level", "needs"),
    [
        pytest.param({}, "ready", 0, id="everything"),
        pytest.param({"criterion": 0.4}, "refined", 1, id="one part of the last level"),
        pytest.param({"criterion": 0.5}, "ready", 0, id="as likely as not"),
        pytest.param({"outcome": 0.0} | LOW, "draft", 1, id="a part of the first level"),
        pytest.param(
            {"outcome": 0.1, "criterion": 0.0} | LOW, "draft", 1, id="the first level first"
        ),
        pytest.param({"outcome": 0.1, "criterion": 0.0}, "refined", 2, id="both with many points"),
    ],
)
def test_a_level_asks_for_its_parts(less: dict[str, float], level: str, needs: int) -> None:
    facts = facts_for(Kind.STORY, 1.0) | less

    standing = standing_of(CARD, Kind.STORY, facts, score_of(CARD, Kind.STORY, facts))

    assert (standing.level, len(standing.needs)) == (level, needs)


@pytest.mark.parametrize("kind", Kind)
def test_a_title_alone_is_not_ready_and_is_asked_for_a_description_alone(kind: Kind) -> None:
    told, bare = ({**facts_for(kind, 1.0), "described": value} for value in (1.0, 0.0))

    assert standing_of(SHIPPED, kind, told, score_of(SHIPPED, kind, told)) == Standing(
        Maturity.READY
    )
    assert standing_of(SHIPPED, kind, bare, score_of(SHIPPED, kind, bare)) == Standing(
        Maturity.REFINED, ("a description says more than the title",)
    )


@pytest.mark.parametrize(
    ("least", "level"),
    [pytest.param(75.0, "refined", id="B"), pytest.param(74.9, "draft", id="C")],
)
def test_nobody_writes_a_ticket_of_grade_b_anew_for_one_part(least: float, level: str) -> None:
    facts = facts_for(Kind.STORY, 1.0) | {"outcome": 0.0}

    standing = standing_of(CARD, Kind.STORY, facts, Score(least, grade_of(least)))

    assert standing == Standing(Maturity(level), (CARD.facts["outcome"].wanted,))


def test_a_ticket_of_the_worst_grade_is_a_draft_and_is_told_what_would_help_most() -> None:
    facts = {name: 0.5 * value for name, value in facts_for(Kind.STORY, 0.7).items()}
    facts["described"] = 1.0
    card = SHIPPED.changed({}, {Kind.STORY: Needs(refined=(), ready=())})
    score = score_of(card, Kind.STORY, facts)

    standing = standing_of(card, Kind.STORY, facts, score)

    assert (score.grade, standing.level) == ("F", Maturity.DRAFT)
    assert standing.needs == tuple(loss.wanted for loss in score.lost[:3])


@settings(max_examples=300, deadline=None)
@given(readings())
def test_a_ready_ticket_has_a_c_or_better(reading: tuple[Kind, dict[str, float]]) -> None:
    score = score_of(SHIPPED, *reading)

    standing = standing_of(SHIPPED, *reading, score)

    assert standing.level is not Maturity.READY or score.grade in {"A", "B", "C"}
    assert bool(standing.needs) == (standing.level is not Maturity.READY)


@pytest.mark.parametrize("severity", Severity)
def test_a_ticket_with_an_error_is_not_ready(finding: Finding, severity: Severity) -> None:
    facts = facts_for(Kind.STORY, 1.0)
    ready = standing_of(SHIPPED, Kind.STORY, facts, score_of(SHIPPED, Kind.STORY, facts))

    held = held_back(ready, [replace(finding, severity=severity)])

    assert held is not None
    assert (held.level is Maturity.READY) == (severity is not Severity.ERROR)
