"""Results made by hand, for the filters: they look at values alone."""

from collections.abc import Iterable

from ticketlint.config.settings import Config
from ticketlint.filters.gate import GateCount
from ticketlint.model import (
    Address,
    Confidence,
    Earlier,
    Extent,
    Failure,
    Finding,
    Gate,
    Judgement,
    Kind,
    Location,
    Maturity,
    Score,
    Severity,
    Standing,
    State,
    Suppression,
    Telling,
    Tells,
    TicketResult,
)

NOT_TOLD = Telling(Extent.NO, 0.0, 0)
TELLS = Tells(NOT_TOLD, NOT_TOLD, NOT_TOLD)


def finding(
    severity: str = "error",
    rule: str = "vague-quality",
    words: str = "fast",
    state: State = State.NEW,
) -> Finding:
    place = Location("description", "other", 0, len(words), 1, 1, words)
    return Finding(
        rule,
        "ambiguity",
        Severity(severity),
        Confidence.HIGH,
        "m",
        "q?",
        "",
        place,
        words,
        state=state,
    )


def result(
    *findings: Finding,
    key: str = "PAY-1",
    score: float | None = None,
    level: str | None = None,
    kind: Kind = Kind.TASK,
    failures: tuple[Failure, ...] = (),
    earlier: Earlier | None = None,
    suppression: Suppression | None = None,
    **facts: object,
) -> TicketResult:
    judgement = Judgement(
        kind,
        "",
        Score(score, "unscored" if score is None else "C"),
        standing=Standing(Maturity(level)) if level else None,
        findings=findings,
        failures=failures,
        tells=TELLS,
    )
    address = Address(key, "T", identity=key, **facts)
    return TicketResult(address, judgement, suppression, earlier)


def judged(
    results: Iterable[TicketResult],
    failures: Iterable[Failure] = (),
    *,
    is_ratchet: bool = False,
    **settings: object,
) -> Gate:
    """Return the gate over results under these settings."""
    count = GateCount(Config.model_validate(settings), tuple(failures), is_ratchet=is_ratchet)
    for one in results:
        count.add(one)
    return count.gate()
