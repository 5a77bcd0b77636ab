"""The figures over a whole report."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from ticketlint.model import Maturity, Report, Severity, State


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over all tickets; `median_score` is 0 to 100 in tenths, None without a score.

    `new` are the findings by severity that no baseline knows: all, where there is none.
    """

    tickets: int
    scored: int
    unscored: int
    median_score: float | None
    findings: Mapping[str, int]
    grades: Mapping[str, int]
    levels: Mapping[str, int]
    kinds: Mapping[str, int]
    rules: Mapping[str, int]
    clean: int
    left_out: int
    failures: int
    template_lines: int
    closed_left_out: int
    suppressed: int
    new: Mapping[str, int]

    def told_findings(self, *, only_new: bool) -> Iterator[str]:
        """Yield the number of findings of each severity, `only_new` of those that are new."""
        counts, new = (self.new, "new ") if only_new else (self.findings, "")
        for name, count in counts.items():
            yield f"{count:,} {new}{name}{'' if count == 1 else 's'}"

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        return asdict(self)


def summarise(report: Report) -> Summary:
    """Return the figures of a report."""
    scores = array("d")
    severities, new, grades, levels, kinds, rules = (
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Counter[str](),
    )
    clean = failures = template_lines = left_out = suppressed = 0
    for result in report.results:
        if result.score.value is not None:
            scores.append(result.score.value)
        counting = [one for one in result.findings if one.state is not State.SUPPRESSED]
        suppressed += len(result.findings) - len(counting)
        severities.update(finding.severity.value for finding in counting)
        new.update(one.severity.value for one in counting if one.state is State.NEW)
        rules.update(finding.rule for finding in counting)
        grades[result.score.grade] += 1
        levels.update([result.standing.level.value] if result.standing else [])
        kinds[result.kind.value] += 1
        left_out += result.judgement.left_out
        clean += not counting and not result.failures
        failures += len(result.failures)
        template_lines += result.judgement.template_lines
    return Summary(
        tickets=len(report.results),
        scored=len(scores),
        unscored=len(report.results) - len(scores),
        median_score=round(median(scores), 1) if scores else None,
        findings={severity.value: severities[severity.value] for severity in Severity},
        grades=_sorted(grades),
        levels={level.value: levels[level.value] for level in Maturity},
        kinds=_sorted(kinds),
        rules=_sorted(rules),
        clean=clean,
        left_out=left_out,
        failures=len(report.failures) + failures,
        template_lines=template_lines,
        closed_left_out=report.closed,
        suppressed=suppressed,
        new={severity.value: new[severity.value] for severity in Severity},
    )


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))
