"""The figures over a whole report."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from ticketlint.model import Report, Severity


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over all tickets; `median_score` is 0 to 100 in tenths, None without a score."""

    tickets: int
    scored: int
    unscored: int
    median_score: float | None
    findings: Mapping[str, int]
    grades: Mapping[str, int]
    kinds: Mapping[str, int]
    rules: Mapping[str, int]
    clean: int
    failures: int
    template_lines: int
    closed_left_out: int

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        return asdict(self)


def summarise(report: Report) -> Summary:
    """Return the figures of a report."""
    results = report.results
    scores = [r.score.value for r in results if r.score.value is not None]
    findings = [finding for result in results for finding in result.findings]
    severities = Counter(finding.severity.value for finding in findings)
    return Summary(
        tickets=len(results),
        scored=len(scores),
        unscored=len(results) - len(scores),
        median_score=round(median(scores), 1) if scores else None,
        findings={severity.value: severities[severity.value] for severity in Severity},
        grades=_sorted(Counter(result.score.grade for result in results)),
        kinds=_sorted(Counter(result.kind.value for result in results)),
        rules=_sorted(Counter(finding.rule for finding in findings)),
        clean=sum(not result.findings and not result.failures for result in results),
        failures=len(report.failures) + sum(len(result.failures) for result in results),
        template_lines=sum(result.judgement.template_lines for result in results),
        closed_left_out=report.closed,
    )


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))
