"""The gate tells each reason why a run does not pass, in the same order."""

import pytest

from tests.filters.made import finding, judged, result
from ticketlint.config.given import of_flags
from ticketlint.config.settings import Config
from ticketlint.filters.gate import GateCount
from ticketlint.model import Earlier, Failure, Kind, Maturity, State, Suppression, TicketResult

ERROR, WARNING, NOTE = finding("error"), finding("warning"), finding("note")
CLEAN = result()
HALVED = result(failures=(Failure("broken"),))
LOST = Failure("cannot be read", "a.json")
KNOWN = finding("error", state=State.KNOWN)
SUPPRESSED = finding("error", state=State.SUPPRESSED)
WORSE = "1 ticket got worse (not_worse: a level, or more than 2 points)"
OLD, FRESH = Earlier(is_fresh=False, score=70.0), Earlier(is_fresh=True)


@pytest.mark.parametrize(
    ("results", "fail_on", "failures", "reasons"),
    [
        pytest.param([], "error", [], [], id="nothing to judge"),
        pytest.param([CLEAN], "note", [], [], id="nothing found"),
        pytest.param([result(WARNING, NOTE)], "error", [], [], id="nothing as severe"),
        pytest.param([result(ERROR)], "never", [], [], id="no severity fails"),
        pytest.param([result(ERROR)], "error", [], ["1 error (fail_on: error)"], id="as severe"),
        pytest.param(
            [result(NOTE, ERROR), result(WARNING), result(ERROR)],
            "warning",
            [],
            ["2 errors and 1 warning (fail_on: warning)"],
            id="worse too, the worst first",
        ),
        pytest.param([], "never", [LOST], ["nothing could be read"], id="nothing read"),
        pytest.param(
            [CLEAN], "never", [LOST], ["1 input could not be read in full"], id="an input lost"
        ),
        pytest.param(
            [CLEAN, HALVED, HALVED],
            "never",
            [LOST, LOST],
            ["2 inputs could not be read in full", "2 tickets could not be judged in full"],
            id="inputs and tickets",
        ),
        pytest.param(
            [result(ERROR), HALVED],
            "error",
            [],
            ["1 error (fail_on: error)", "1 ticket could not be judged in full"],
            id="findings before what was not done",
        ),
        pytest.param([result(SUPPRESSED)], "note", [], [], id="what is suppressed fails nothing"),
    ],
)
def test_the_gate_tells_each_reason(
    results: list[TicketResult], fail_on: str, failures: list[Failure], reasons: list[str]
) -> None:
    gate = judged(results, failures, fail_on=fail_on)

    assert list(gate.reasons) == reasons
    assert gate.passed is not bool(reasons)


LOW = [result(key=f"PAY-{number}", score=60.0 - number) for number in range(7)]
LEVELS = [
    result(key="A-1", score=50.0, level="draft"),
    result(key="A-2", score=50.0, level="refined"),
    result(key="A-3", score=50.0, level="ready"),
]


@pytest.mark.parametrize(
    ("results", "gate", "reasons"),
    [
        pytest.param(
            [result(key="PAY-1", score=42.0), result(key="PAY-2", score=70.0)],
            {"min_score": 70},
            ["1 ticket scores below 70: PAY-1 (42)"],
            id="a score below the least",
        ),
        pytest.param(
            LOW,
            {"min_score": 70.5},
            [
                "7 tickets score below 70.5: PAY-6 (54), PAY-5 (55), PAY-4 (56), PAY-3 (57), PAY-2 (58) and 2 more"
            ],
            id="the lowest are named",
        ),
        pytest.param(
            LEVELS,
            {"min_level": "ready"},
            ["2 tickets below ready (min_level): A-1 (draft), A-2 (refined)"],
            id="levels below ready",
        ),
        pytest.param(
            LEVELS,
            {"min_level": "refined"},
            ["1 ticket below refined (min_level): A-1 (draft)"],
            id="a level below refined",
        ),
        pytest.param(
            [result(WARNING, WARNING), result(WARNING)],
            {"max_warnings": 2},
            ["3 warnings (max_warnings: 2)"],
            id="more warnings than may be",
        ),
        pytest.param([result(WARNING, NOTE)], {"max_warnings": 1}, [], id="as many as may be"),
        pytest.param(
            [result(WARNING)],
            {"max_warnings": 0},
            ["1 warning (max_warnings: 0)"],
            id="none may be",
        ),
        pytest.param(
            [result(ERROR)], {"fail_on": "never"}, [], id="the table wins over the short form"
        ),
        pytest.param(
            [
                result(WARNING, project="PAY", key="PAY-1", score=75.0),
                result(WARNING, project="SHOP", key="SHOP-1", score=75.0),
            ],
            {
                "min_score": 70,
                "overrides": [{"match": {"project": "PAY"}, "fail_on": "warning", "min_score": 80}],
            },
            ["1 warning (fail_on: warning)", "1 ticket scores below 80: PAY-1 (75)"],
            id="other limits for a project",
        ),
        pytest.param(
            [result(key="A-1", score=10.0, kind=Kind.SPIKE), result(key="A-2", score=10.0)],
            {"min_score": 70, "overrides": [{"match": {"kind": "spike"}, "min_score": None}]},
            ["1 ticket scores below 70: A-2 (10)"],
            id="no limit for a kind",
        ),
        pytest.param(
            [result(WARNING, WARNING, project="A"), result(WARNING, project="B")],
            {
                "max_warnings": 1,
                "overrides": [{"match": {"project": "A"}, "max_warnings": 1}],
            },
            ["2 warnings (max_warnings: 1)"],
            id="each project has its own warnings",
        ),
    ],
)
def test_the_table_of_the_gate_has_limits_for_all_and_for_some(
    results: list[TicketResult], gate: dict[str, object], reasons: list[str]
) -> None:
    assert list(judged(results, gate=gate).reasons) == reasons


@pytest.mark.parametrize(
    ("one", "gate", "reasons"),
    [
        pytest.param(result(KNOWN, earlier=OLD), {}, [], id="what is known fails nothing"),
        pytest.param(
            result(KNOWN, ERROR, earlier=OLD),
            {},
            ["1 new error (fail_on: error)"],
            id="what is new",
        ),
        pytest.param(
            result(KNOWN, ERROR, earlier=OLD),
            {"new_only": False},
            ["2 errors (fail_on: error)"],
            id="all of it, where that is asked for",
        ),
        pytest.param(
            result(score=65.0, earlier=Earlier(is_fresh=False, score=66.0)),
            {"min_score": 70},
            [],
            id="an old ticket that was as low",
        ),
        pytest.param(
            result(score=65.0, earlier=Earlier(is_fresh=False, score=67.1)),
            {"min_score": 70},
            ["1 ticket scores below 70: PAY-1 (65)"],
            id="an old ticket that has fallen",
        ),
        pytest.param(
            result(score=65.0, earlier=FRESH),
            {"min_score": 70},
            ["1 ticket scores below 70: PAY-1 (65)"],
            id="a new ticket",
        ),
    ],
)
def test_with_a_baseline_only_what_is_new_fails(
    one: TicketResult, gate: dict[str, object], reasons: list[str]
) -> None:
    assert list(judged([one], gate=gate).reasons) == reasons


@pytest.mark.parametrize(
    ("before", "now", "fails"),
    [
        pytest.param(70.0, 68.0, False, id="two points are tolerated"),
        pytest.param(70.0, 67.9, True, id="more are not"),
        pytest.param(70.0, 99.0, False, id="better"),
        pytest.param(None, 1.0, False, id="nobody knows what it was"),
    ],
)
def test_a_ratchet_lets_no_old_ticket_get_worse(
    before: float | None, now: float, fails: bool
) -> None:
    one = result(score=now, earlier=Earlier(is_fresh=False, score=before))
    told = f"{WORSE}: PAY-1 (70 → {now:g})"

    assert judged([one], is_ratchet=True).reasons == ((told,) if fails else ())
    assert judged([one]).passed


@pytest.mark.parametrize(
    ("gate", "is_ratchet", "fails"),
    [
        pytest.param({}, False, False, id="with a baseline alone"),
        pytest.param({"not_worse": True}, False, True, id="where the gate asks for it"),
        pytest.param({}, True, True, id="since a day or a report"),
        pytest.param({"not_worse": False}, True, False, id="where the gate lifts it"),
        pytest.param(
            {"overrides": [{"match": {"project": "PAY"}, "not_worse": True}]},
            False,
            True,
            id="for a project",
        ),
    ],
)
def test_a_lower_level_is_told_and_fails_where_no_ticket_may_get_worse(
    gate: dict[str, object], is_ratchet: bool, fails: bool
) -> None:
    before = Earlier(is_fresh=False, score=70.0, level=Maturity.READY)
    one = result(score=69.0, level="draft", earlier=before, project="PAY")
    count = GateCount(Config.model_validate({"gate": gate}), is_ratchet=is_ratchet)
    count.add(one)

    assert count.gate().reasons == ((f"{WORSE}: PAY-1 (70 → 69, ready → draft)",) if fails else ())
    assert [each.message.split(";")[0] for each in count.notices()] == (
        [] if fails else ["1 ticket is clearly worse than before: PAY-1 (70 → 69, ready → draft)"]
    )


@pytest.mark.parametrize(
    ("before", "now", "is_told"),
    [
        pytest.param((70.0, "refined"), (60.0, "refined"), False, id="ten points are not much"),
        pytest.param((70.0, "refined"), (59.9, "refined"), True, id="more are clearly worse"),
        pytest.param((70.0, "refined"), (99.0, "draft"), True, id="a lower level at any score"),
        pytest.param((70.0, "refined"), (60.5, "ready"), False, id="a higher level"),
        pytest.param((70.0, None), (60.5, "draft"), False, id="a level that nobody wrote down"),
        pytest.param((70.0, "ready"), (None, None), False, id="no score any more"),
    ],
)
def test_what_is_clearly_worse_is_a_level_or_more_than_ten_points(
    before: tuple[float, str | None],
    now: tuple[float | None, str | None],
    is_told: bool,
) -> None:
    level = Maturity(before[1]) if before[1] else None
    one = result(score=now[0], level=now[1], earlier=Earlier(False, before[0], level))
    count = GateCount(Config())
    count.add(one)

    assert [one.is_worse, bool(list(count.notices())), one.has_news] == [is_told] * 3


def test_a_ticket_that_is_left_out_as_a_whole_is_held_to_no_score_or_level() -> None:
    whole = Suppression("label ticketlint-ignore", "labelled so")
    gate = {"min_score": 70, "min_level": "ready"}

    low = result(score=10.0, level="draft", suppression=whole)

    assert judged([low], gate=gate).passed


def test_a_ticket_without_a_score_is_told_where_a_score_is_asked_for() -> None:
    count = GateCount(Config.model_validate({"gate": {"min_score": 70}}))
    count.add(result(key="PAY-7"))

    [notice] = count.notices()
    assert notice.message == "1 ticket without a score, held to no min_score or min_level: PAY-7"
    assert count.gate().passed
    assert not list(GateCount(Config()).notices())


def test_a_limit_of_a_flag_holds_whatever_an_override_says() -> None:
    config = Config.model_validate(
        {"gate": {"overrides": [{"match": {"project": "PAY"}, "min_score": 90, "fail_on": "note"}]}}
    )
    [flag] = of_flags(min_score=50.0)

    limits = flag.over(config).gate.of(result(project="PAY").address, Kind.TASK)

    assert (limits.min_score, limits.fail_on) == (50.0, "note")
