"""Results and reports made by hand: what a reporter is given, without a pipeline."""

import io
from collections.abc import Sequence

from ticketlint.model import (
    Address,
    AnswerType,
    Confidence,
    Finding,
    Gate,
    Judgement,
    Kind,
    Location,
    Maturity,
    Question,
    Report,
    Score,
    Severity,
    Standing,
    State,
    TicketResult,
    Versions,
)
from ticketlint.reporters.text import write
from ticketlint.reporters.view import View
from ticketlint.scoring.score import grade_of

NOWHERE = Location("description", "other", 0, 0, 1, 1, "")


def finding(
    rule: str = "vague-quality",
    severity: Severity = Severity.WARNING,
    state: State = State.NEW,
    location: Location = NOWHERE,
    message: str = "It is vague.",
) -> Finding:
    return Finding(
        rule=rule,
        category="ambiguity",
        severity=severity,
        confidence=Confidence.HIGH,
        message=message,
        question=f"What does {rule} ask?",
        suggestion="Say it.",
        location=location,
        identity="1",
        state=state,
    )


def result(
    key: str,
    *findings: Finding,
    score: float | None = 50.0,
    level: Maturity | None = Maturity.DRAFT,
    kind: Kind = Kind.STORY,
    asks: Sequence[str] = (),
    **address: str,
) -> TicketResult:
    questions = tuple(Question(text, AnswerType.WHICH, "", "title", 0, 0, "") for text in asks)
    given = Score(score, "unscored" if score is None else grade_of(score))
    return TicketResult(
        Address(key, **{"title": f"Title of {key}", **address}),
        Judgement(
            kind=kind,
            kind_reason="type is Story",
            score=given,
            standing=Standing(level) if level else None,
            findings=findings,
            questions=questions,
        ),
    )


def report(results: Sequence[TicketResult], *reasons: str) -> Report:
    return Report(Versions("1", "r", 1, "p", "1"), Gate(not reasons, reasons), tuple(results))


def text_of(made: Report, view: View | None = None) -> str:
    stream = io.StringIO()
    write(made, stream, view)
    return stream.getvalue()
