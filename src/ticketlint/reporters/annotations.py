"""What of a report becomes an annotation on hosts that show ten of a kind and drop the rest."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from ticketlint.model import Address, Finding, Report, Severity, State
from ticketlint.reporters.failures import Undone, missed, undone
from ticketlint.reporters.worst import open_findings

# GitHub and Azure Pipelines show so many of a kind for each step, the first that are written.
MOST_OF_A_KIND = 10

Found = tuple[Address, Finding]


@dataclass(frozen=True, slots=True)
class Annotated:
    """What is shown, the worst first, and a line on what is not; "" where all is."""

    undone: Sequence[Undone]
    findings: Sequence[Found]
    rest: str


def annotated(report: Report, kinds: Mapping[Severity, str], host: str) -> Annotated:
    """Return what could not be done, what fails as a whole, and the new findings, as far as shown.

    `kinds` are the host's words for severities; the first two are errors. The line on
    the rest takes the last place of the kind of notes.
    """
    failed, failures = _first(chain(undone(report), missed(report)))
    first, found = _first_of_each(report)
    errors, last = kinds[Severity.ERROR], kinds[Severity.NOTE]
    whole = _shown(first, kinds, {errors: len(failed)})
    left = failures + found.total() - len(failed) - len(whole)
    if not left:
        return Annotated(failed, whole, "")
    taken = {errors: len(failed)}
    taken[last] = taken.get(last, 0) + 1
    shown = _shown(first, kinds, taken)
    found.subtract(finding.severity for _, finding in shown)
    return Annotated(failed, shown, _rest(failures - len(failed), found, host))


def _first(failed: Iterator[Undone]) -> tuple[list[Undone], int]:
    """Return the failures that are shown, and how many there are."""
    kept: list[Undone] = []
    count = 0
    for count, one in enumerate(failed, start=1):
        if count <= MOST_OF_A_KIND:
            kept.append(one)
    return kept, count


def _first_of_each(report: Report) -> tuple[dict[Severity, list[Found]], Counter[Severity]]:
    """Return the first new findings of each severity, and how many of each there are."""
    first: dict[Severity, list[Found]] = {severity: [] for severity in Severity}
    counts: Counter[Severity] = Counter()
    for address, finding in open_findings(report):
        if finding.state is State.NEW:
            counts[finding.severity] += 1
            if counts[finding.severity] <= MOST_OF_A_KIND:
                first[finding.severity].append((address, finding))
    return first, counts


def _shown(
    first: Mapping[Severity, Sequence[Found]],
    kinds: Mapping[Severity, str],
    taken: Mapping[str, int],
) -> list[Found]:
    """Return the findings that find a place beside those that are taken, the worst first."""
    used = Counter(taken)
    shown: list[Found] = []
    for severity in Severity:
        kind = kinds[severity]
        more = first[severity][: max(MOST_OF_A_KIND - used[kind], 0)]
        used[kind] += len(more)
        shown += more
    return shown


def _rest(failures: int, findings: Mapping[Severity, int], host: str) -> str:
    counts = {"failure": failures, **{each.value: findings[each] for each in Severity}}
    told = [f"{n:,} {name}{'s' if n != 1 else ''}" for name, n in counts.items() if n]
    return f"{', '.join(told)} more: {host}; `-o text` and `-o markdown` tell all."
