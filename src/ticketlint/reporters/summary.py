"""The figures over a whole report."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ticketlint.model import Report
from ticketlint.model.figures import Count


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
    """Return the figures of a report; where nobody has counted yet all results are read."""
    figures = report.figures or Count.of(report.results).figures()
    tickets = len(report.results)
    return Summary(
        tickets=tickets,
        scored=figures.scored,
        unscored=tickets - figures.scored,
        median_score=figures.median_score,
        findings=figures.findings,
        grades=figures.grades,
        levels=figures.levels,
        kinds=figures.kinds,
        rules=figures.rules,
        clean=figures.clean,
        left_out=figures.left_out,
        failures=len(report.failures) + figures.failures,
        template_lines=figures.template_lines,
        closed_left_out=report.closed,
        suppressed=figures.suppressed,
        new=figures.new,
    )
