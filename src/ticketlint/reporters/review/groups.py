"""Tickets in groups: by rule, by epic, by component."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from ticketlint.model import Maturity, Report, TicketResult

NONE_TOLD = "none"


@dataclass(slots=True)
class Group:
    """The tickets of a group; `scores` are 0 to 100, of those that have one.

    `title` says in words what a rule finds; without one the name is all there is.
    """

    name: str
    title: str = ""
    tickets: int = 0
    findings: int = 0
    drafts: int = 0
    refined: int = 0
    ready: int = 0
    scores: list[float] = field(default_factory=list)

    @property
    def median_score(self) -> float | None:
        """Return the score in the middle, None where no ticket has one."""
        return round(median(self.scores), 1) if self.scores else None

    def count(self, result: TicketResult, findings: int) -> None:
        """Count a ticket into the group."""
        self.tickets += 1
        self.findings += findings
        level = result.standing.level if result.standing else None
        self.drafts += level is Maturity.DRAFT
        self.refined += level is Maturity.REFINED
        self.ready += level is Maturity.READY
        if result.score.value is not None:
            self.scores.append(result.score.value)


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a report, the fullest first."""

    rules: tuple[Group, ...]
    epics: tuple[Group, ...]
    components: tuple[Group, ...]


def groups_of(report: Report) -> Groups:
    """Return the groups of a report; epics and components are empty where no ticket names one."""
    rules, epics, components = dict[str, Group](), dict[str, Group](), dict[str, Group]()
    for result in report.results:
        _count(rules, result, sorted({f.rule for f in result.findings}), _of_rule)
        _count(epics, result, [result.address.parent or NONE_TOLD], _all)
        _count(components, result, result.address.components or [NONE_TOLD], _all)
    titles = {rule.id: rule.summary.rstrip(".") for rule in report.rules}
    for group in rules.values():
        group.title = titles.get(group.name, "")
    return Groups(_ordered(rules), _named(epics), _named(components))


def _count(
    groups: dict[str, Group],
    result: TicketResult,
    names: Iterable[str],
    findings: Callable[[TicketResult, str], int],
) -> None:
    for name in names:
        groups.setdefault(name, Group(name)).count(result, findings(result, name))


def _of_rule(result: TicketResult, rule: str) -> int:
    return sum(finding.rule == rule for finding in result.findings)


def _all(result: TicketResult, _: str) -> int:
    return len(result.findings)


def _named(groups: dict[str, Group]) -> tuple[Group, ...]:
    return _ordered(groups) if set(groups) - {NONE_TOLD} else ()


def _ordered(groups: dict[str, Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups.values(), key=lambda group: (-group.tickets, group.name)))


def deciles(report: Report) -> list[int]:
    """Return how many tickets score 0 to 9, 10 to 19, ... and 90 to 100."""
    counts = [0] * 10
    for value in _scores(report):
        counts[min(int(value // 10), 9)] += 1
    return counts


def _scores(report: Report) -> Iterator[float]:
    for result in report.results:
        if result.score.value is not None:
            yield result.score.value
