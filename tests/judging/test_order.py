"""Findings are told worst first: by severity, by what they cost, then as they stand in the text."""

import pytest

from ticketlint.judging.findings import ordered
from ticketlint.model import AnswerType, Confidence, Finding, Location, Loss, Severity


def finding(
    rule: str,
    severity: Severity = Severity.WARNING,
    field: str = "description",
    start: int = 0,
) -> Finding:
    return Finding(
        rule=rule,
        category="ambiguity",
        severity=severity,
        confidence=Confidence.HIGH,
        message="m",
        question="q",
        suggestion="",
        location=Location(field, "other", start, start + 1, 1, 1, "x"),
        identity="",
        answer=AnswerType.VALUE,
    )


CHEAP, COSTLY = Loss("cheap", 1.5), Loss("costly", 20.0)


@pytest.mark.parametrize(
    "right",
    [
        pytest.param((finding("costly"), finding("cheap")), id="the costliest first"),
        pytest.param((finding("cheap"), finding("a rule that costs nothing")), id="what costs"),
        pytest.param(
            (finding("cheap", Severity.ERROR), finding("costly", Severity.NOTE)),
            id="severity before cost",
        ),
        pytest.param((finding("a"), finding("b")), id="by rule where they cost the same"),
        pytest.param(
            (finding("a", field="title", start=9), finding("a", field="description", start=1)),
            id="the title before the fields",
        ),
        pytest.param((finding("a", start=9), finding("a", start=10)), id="the earlier place first"),
    ],
)
def test_findings_come_in_the_order_of_what_they_cost(right: tuple[Finding, Finding]) -> None:
    lost = (COSTLY, CHEAP)

    assert ordered(right, lost) == ordered(reversed(right), lost) == right
