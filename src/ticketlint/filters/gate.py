"""Say whether a run passes, and each reason why not."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ticketlint.model import Failure, Gate, Severity, TicketResults

_RANK = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def judge(
    results: TicketResults,
    fail_from: Severity | None,
    failures: Sequence[Failure] = (),
) -> Gate:
    """Return whether all could be done, and no finding is as severe as `fail_from` or worse.

    None stands for no severity; what could not be read or judged has not passed even then.
    """
    reasons = (*_severe(results, fail_from), *_undone(results, failures))
    return Gate(passed=not reasons, reasons=reasons)


def _severe(results: TicketResults, fail_from: Severity | None) -> Iterator[str]:
    if fail_from is None:
        return
    counts = Counter(finding.severity for result in results for finding in result.findings)
    for severity in reversed(_RANK):
        if counts[severity] and _RANK[severity] >= _RANK[fail_from]:
            yield f"{counts[severity]} {severity.value} finding{_s(counts[severity])}"


def _undone(results: TicketResults, failures: Sequence[Failure]) -> Iterator[str]:
    if failures and not len(results):
        yield "nothing could be read"
    elif failures:
        yield f"{len(failures)} input{_s(len(failures))} could not be read in full"
    halved = sum(bool(result.failures) for result in results)
    if halved:
        yield f"{halved} ticket{_s(halved)} could not be judged in full"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
