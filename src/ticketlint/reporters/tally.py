"""How often each rule found something, and in how many tickets."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ticketlint.model import Finding, Severity, State, TicketResult


@dataclass(frozen=True, slots=True)
class RuleCount:
    """The findings of a rule over a run by severity, and the tickets that have any."""

    rule: str
    by_severity: Mapping[Severity, int]
    tickets: int

    @property
    def findings(self) -> int:
        """Return how many there are."""
        return sum(self.by_severity.values())

    @property
    def worst(self) -> Severity:
        """Return the worst severity among them."""
        return next(severity for severity in Severity if self.by_severity.get(severity))


def counting(result: TicketResult) -> list[Finding]:
    """Return the findings that count: what is suppressed may be listed, but no figure holds it."""
    return [finding for finding in result.findings if finding.state is not State.SUPPRESSED]


class Tally:
    """Counts the findings of the rules; holds no result.

    `hit` of all `tickets` have a finding.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._findings: defaultdict[str, Counter[Severity]] = defaultdict(Counter)
        self._tickets = Counter[str]()
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
        self._tickets.update({finding.rule for finding in findings})
        for finding in findings:
            self._findings[finding.rule][finding.severity] += 1

    def rules(self) -> list[RuleCount]:
        """Return the counts, the rule with most findings first."""
        counts = (
            RuleCount(rule, dict(found), self._tickets[rule])
            for rule, found in self._findings.items()
        )
        return sorted(counts, key=lambda one: (-one.findings, -one.tickets, one.rule))


def severities_of(rules: Sequence[RuleCount]) -> list[Severity]:
    """Return the columns of a table of rules: errors and warnings, notes where there are any."""
    has_notes = any(one.by_severity.get(Severity.NOTE) for one in rules)
    return [each for each in Severity if each is not Severity.NOTE or has_notes]


def totals(rules: Sequence[RuleCount], severities: Sequence[Severity]) -> list[int]:
    """Return the findings of rules in each column, which add up to those of the run."""
    return [sum(one.by_severity.get(each, 0) for one in rules) for each in severities]
