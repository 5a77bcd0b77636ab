"""Say whether a run passes, and each reason why not."""

from collections.abc import Sequence

from ticketlint.model import Gate, Severity, TicketResult

_RANK = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def judge(results: Sequence[TicketResult], fail_from: Severity | None) -> Gate:
    """Return whether no finding is as severe as `fail_from` or worse; None always passes."""
    if fail_from is None:
        return Gate(passed=True)
    failing = [
        finding.severity
        for result in results
        for finding in result.findings
        if _RANK[finding.severity] >= _RANK[fail_from]
    ]
    reasons = tuple(
        f"{failing.count(severity)} {severity.value} finding{_s(failing.count(severity))}"
        for severity in reversed(_RANK)
        if severity in failing
    )
    return Gate(passed=not failing, reasons=reasons)


def _s(count: int) -> str:
    return "" if count == 1 else "s"
