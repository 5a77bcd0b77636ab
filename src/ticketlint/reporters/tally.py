"""How often each rule found something, and in how many tickets."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ticketlint.model import Finding, Severity, State, TicketResult

_WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class RuleCount:
    """The findings of a rule over a run, and the worst severity among them."""

    rule: str
    severity: Severity
    findings: int
    tickets: int


def counting(result: TicketResult) -> list[Finding]:
    """Return the findings that count: what is suppressed may be listed, but no figure holds it."""
    return [finding for finding in result.findings if finding.state is not State.SUPPRESSED]


class Tally:
    """Counts the findings of the rules; holds no result.

    `hit` of all `tickets` have a finding.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._findings = Counter[str]()
        self._tickets = Counter[str]()
        self._worst: dict[str, Severity] = {}
        self.tickets = self.hit = 0

    def counted(self, results: Iterable[TicketResult]) -> Iterator[TicketResult]:
        """Pass results through and count their findings."""
        for result in results:
            self.add(result)
            yield result

    def add(self, result: TicketResult) -> None:
        """Count the findings of one ticket."""
        self.tickets += 1
        findings = counting(result)
        self.hit += bool(findings)
        self._findings.update(finding.rule for finding in findings)
        self._tickets.update({finding.rule for finding in findings})
        for finding in findings:
            worst = self._worst.setdefault(finding.rule, finding.severity)
            self._worst[finding.rule] = min(worst, finding.severity, key=_WORST_FIRST.index)

    def rules(self) -> list[RuleCount]:
        """Return the counts, the rule with most findings first."""
        counts = (
            RuleCount(rule, self._worst[rule], findings, self._tickets[rule])
            for rule, findings in self._findings.items()
        )
        return sorted(counts, key=lambda one: (-one.findings, -one.tickets, one.rule))
