"""Findings are told worst first: by severity, by rule, then as they stand in the text."""

import pytest

from ticketlint.judging.findings import ordered
from ticketlint.model import AnswerType, Confidence, Finding, Location, Severity


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


@pytest.mark.parametrize(
    "right",
    [
        pytest.param(
            (finding("b", Severity.ERROR), finding("a", Severity.NOTE)), id="severity before rule"
        ),
        pytest.param((finding("a"), finding("b")), id="by rule where they weigh the same"),
        pytest.param(
            (finding("a", field="title", start=9), finding("a", field="description", start=1)),
            id="the title before the fields",
        ),
        pytest.param((finding("a", start=9), finding("a", start=10)), id="the earlier place first"),
    ],
)
def test_findings_come_worst_first(right: tuple[Finding, Finding]) -> None:
    assert ordered(right) == ordered(reversed(right)) == right
