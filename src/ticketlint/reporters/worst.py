"""The worst findings first, for hosts that show so many and no more."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ticketlint.model import Address, Finding, Report, Severity, State


def open_findings(report: Report) -> Iterator[tuple[Address, Finding]]:
    """Yield each finding that is not suppressed with its ticket, in the order of the report."""
    for result in report.results:
        for finding in result.findings:
            if finding.state is not State.SUPPRESSED:
                yield result.address, finding


@dataclass(frozen=True, slots=True)
class Worst:
    """How many findings of each severity are shown, and how many there are."""

    shown: Mapping[Severity, int]
    found: Mapping[Severity, int]

    @property
    def left_out(self) -> int:
        """Return how many findings are not shown."""
        return sum(self.found.values()) - sum(self.shown.values())

    def pick(self, report: Report) -> Iterator[tuple[Address, Finding]]:
        """Yield the findings that are shown, in the order of the report."""
        left = dict(self.shown)
        for address, finding in open_findings(report):
            if left[finding.severity]:
                left[finding.severity] -= 1
                yield address, finding


def worst_of(report: Report, most: int) -> Worst:
    """Return the share of each severity in at most so many findings: errors before warnings."""
    found = Counter(finding.severity for _, finding in open_findings(report))
    shown, room = {}, most
    for severity in Severity:
        shown[severity] = min(found[severity], room)
        room -= shown[severity]
    return Worst(shown, {severity: found[severity] for severity in Severity})
