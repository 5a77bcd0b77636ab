"""The figures over all results of a run, counted while these are read for something else."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from statistics import median
from typing import Any, Self

from ticketlint.model.result import TicketResult
from ticketlint.model.score import Maturity
from ticketlint.model.terms import Severity, State


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over all tickets; `median_score` is 0 to 100 in tenths, None without a score.

    `new` are the findings by severity that no baseline knows: all, where there is none. The
    results alone tell no failure to read an input and no closed ticket: `in_a_run` adds these.
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

    def in_a_run(self, failures: int, closed: int) -> Self:
        """Return the figures with what a run could not read, and the closed tickets left out."""
        return replace(self, failures=self.failures + failures, closed_left_out=closed)

    def told_findings(self, *, only_new: bool) -> Iterator[str]:
        """Yield the number of findings of each severity, `only_new` of those that are new."""
        counts, new = (self.new, "new ") if only_new else (self.findings, "")
        for name, count in counts.items():
            yield f"{count:,} {new}{name}{'' if count == 1 else 's'}"

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        return asdict(self)


@dataclass(slots=True)
class Count:
    """Counts results as they come."""

    _tickets: int = 0
    _scores: "array[float]" = field(default_factory=lambda: array("d"))
    _severities: Counter[Severity] = field(default_factory=Counter)
    _new: Counter[Severity] = field(default_factory=Counter)
    _grades: Counter[str] = field(default_factory=Counter)
    _levels: Counter[Maturity] = field(default_factory=Counter)
    _kinds: Counter[str] = field(default_factory=Counter)
    _rules: Counter[str] = field(default_factory=Counter)
    _clean: int = 0
    _left_out: int = 0
    _failures: int = 0
    _template_lines: int = 0
    _suppressed: int = 0

    @classmethod
    def of(cls, results: Iterable[TicketResult]) -> Self:
        """Return the count of these results."""
        count = cls()
        for result in results:
            count.add(result)
        return count

    def add(self, result: TicketResult) -> None:
        """Count one more result."""
        self._tickets += 1
        judgement = result.judgement
        score = judgement.score
        if score.value is not None:
            self._scores.append(score.value)
        self._grades[score.grade] += 1
        if judgement.standing:
            self._levels[judgement.standing.level] += 1
        self._kinds[judgement.kind.value] += 1
        self._left_out += judgement.left_out
        self._failures += len(judgement.failures)
        self._template_lines += judgement.template_lines
        counting = [one for one in judgement.findings if one.state is not State.SUPPRESSED]
        self._suppressed += len(judgement.findings) - len(counting)
        self._clean += not counting and not judgement.failures
        for finding in counting:
            self._severities[finding.severity] += 1
            self._new[finding.severity] += finding.state is State.NEW
            self._rules[finding.rule] += 1

    def figures(self) -> Figures:
        """Return what was counted."""
        return Figures(
            tickets=self._tickets,
            scored=len(self._scores),
            unscored=self._tickets - len(self._scores),
            median_score=round(median(self._scores), 1) if self._scores else None,
            findings={severity.value: self._severities[severity] for severity in Severity},
            grades=_sorted(self._grades),
            levels={level.value: self._levels[level] for level in Maturity},
            kinds=_sorted(self._kinds),
            rules=_sorted(self._rules),
            clean=self._clean,
            left_out=self._left_out,
            failures=self._failures,
            template_lines=self._template_lines,
            closed_left_out=0,
            suppressed=self._suppressed,
            new={severity.value: self._new[severity] for severity in Severity},
        )


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))
