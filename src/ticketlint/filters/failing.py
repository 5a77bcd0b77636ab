"""Mark in results what the gate fails on, so that every report can tell it from the rest."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ticketlint.filters.gate import GateCount
from ticketlint.filters.held import told_of
from ticketlint.model import TicketResult, TicketResults


@dataclass(frozen=True, slots=True)
class Failing:
    """Results in which each finding says whether it fails, and each ticket what it misses.

    `gate` has judged all of them: only so is it known which warnings are too many.
    """

    results: TicketResults
    gate: GateCount

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[TicketResult]:
        return (self._marked(result) for result in self.results)

    def _marked(self, result: TicketResult) -> TicketResult:
        told = self.gate.held(result)
        failing = {
            *map(id, told.severe),
            *map(id, told.warnings if self.gate.is_over(told) else ()),
        }
        misses = tuple(told_of(told.missed, result))
        if not failing:
            return replace(result, misses=misses) if misses else result
        findings = tuple(
            replace(one, fails=True) if id(one) in failing else one for one in result.findings
        )
        judgement = replace(result.judgement, findings=findings)
        return replace(result, judgement=judgement, misses=misses)
