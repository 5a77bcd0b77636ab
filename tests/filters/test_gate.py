"""The gate tells each reason why a run does not pass, in the same order."""

from dataclasses import replace

import pytest

from ticketlint.filters.gate import judge
from ticketlint.model import (
    Address,
    Confidence,
    Failure,
    Finding,
    Judgement,
    Kind,
    Location,
    Score,
    Severity,
    TicketResult,
)

PLACE = Location("title", "title", 0, 0, 1, 1, "")
NOTE = Finding("r", "ambiguity", Severity.NOTE, Confidence.HIGH, "m", "q", "", PLACE, "f")
WARNING, ERROR = (replace(NOTE, severity=level) for level in (Severity.WARNING, Severity.ERROR))
JUDGED = Judgement(Kind.TASK, "", Score(None, "unscored"))
CLEAN = TicketResult(Address("A-1", "T"), JUDGED)
HALVED = replace(CLEAN, judgement=replace(JUDGED, failures=(Failure("broken"),)))
LOST = Failure("cannot be read", "a.json")


def found(*findings: Finding) -> TicketResult:
    return replace(CLEAN, judgement=replace(JUDGED, findings=findings))


@pytest.mark.parametrize(
    ("results", "fail_from", "failures", "reasons"),
    [
        pytest.param([], Severity.ERROR, [], [], id="nothing to judge"),
        pytest.param([CLEAN], Severity.NOTE, [], [], id="nothing found"),
        pytest.param([found(WARNING, NOTE)], Severity.ERROR, [], [], id="nothing as severe"),
        pytest.param([found(ERROR)], None, [], [], id="no severity fails"),
        pytest.param([found(ERROR)], Severity.ERROR, [], ["1 error finding"], id="as severe"),
        pytest.param(
            [found(NOTE, ERROR), found(WARNING), found(ERROR)],
            Severity.WARNING,
            [],
            ["2 error findings", "1 warning finding"],
            id="worse too, the worst first",
        ),
        pytest.param([], None, [LOST], ["nothing could be read"], id="nothing read"),
        pytest.param(
            [CLEAN], None, [LOST], ["1 input could not be read in full"], id="an input lost"
        ),
        pytest.param(
            [CLEAN, HALVED, HALVED],
            None,
            [LOST, LOST],
            ["2 inputs could not be read in full", "2 tickets could not be judged in full"],
            id="inputs and tickets",
        ),
        pytest.param(
            [found(ERROR), HALVED],
            Severity.ERROR,
            [],
            ["1 error finding", "1 ticket could not be judged in full"],
            id="findings before what was not done",
        ),
    ],
)
def test_the_gate_tells_each_reason(
    results: list[TicketResult],
    fail_from: Severity | None,
    failures: list[Failure],
    reasons: list[str],
) -> None:
    gate = judge(results, fail_from, failures)

    assert list(gate.reasons) == reasons
    assert gate.passed is not bool(reasons)
