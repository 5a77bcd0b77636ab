"""Tickets put together by what they share, with totals that add up, and the tables of them."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from rich.cells import cell_len
from rich.text import Text

from ticketlint.harmless.terminal import printable
from ticketlint.model import Kind, Maturity, Severity, TicketResult, TicketResults
from ticketlint.reporters.layout import counted, fitted
from ticketlint.reporters.ordering import natural
from ticketlint.reporters.tally import RuleCount, Tally, counting, severities_of, totals
from ticketlint.reporters.view import Grouping

_NONE = {"epic": "no epic or parent", "project": "no project", "kind": "no kind"}
_LEAST_NAME = 16


@dataclass(slots=True)
class Group:
    """The tickets that share an epic, a project or a kind; `numbers` are their places."""

    name: str
    title: str = ""
    numbers: "array[int]" = field(default_factory=lambda: array("L"))
    findings: Counter[Severity] = field(default_factory=Counter)
    levels: Counter[Maturity] = field(default_factory=Counter)
    scores: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, number: int, result: TicketResult) -> None:
        """Put one more ticket into the group."""
        self.numbers.append(number)
        self.findings.update(finding.severity for finding in counting(result))
        self.levels.update([result.standing.level] if result.standing else [])
        self.scores.extend([] if result.score.value is None else [result.score.value])

    @property
    def median_score(self) -> float | None:
        """Return the median of the scores, in tenths; None where no ticket has one."""
        return round(median(self.scores), 1) if self.scores else None


def groups_of(results: TicketResults, by: Grouping) -> list[Group]:
    """Return the groups of all tickets in the order of their names, those that share none last.

    Each ticket is in one group, so the totals add up.
    """
    groups: dict[str, Group] = {}
    titles: dict[str, str] = {}
    for number, result in enumerate(results):
        name = _shared(result, by)
        groups.setdefault(name, Group(name)).add(number, result)
        if result.kind is Kind.EPIC:
            titles[result.key] = result.title
    for group in groups.values():
        group.title = titles.get(group.name, "") if by == "epic" else ""
    return sorted(groups.values(), key=lambda group: (not group.name, natural(group.name)))


def _shared(result: TicketResult, by: Grouping) -> str:
    shared = {"epic": result.address.parent, "project": result.address.project}
    return shared.get(by, result.kind.value)


def heading(group: Group, by: Grouping) -> Text:
    """Return the line above the tickets of a group, with its totals."""
    count = len(group.numbers)
    told = [counted("ticket", count)]
    told += [counted(each.value, group.findings[each]) for each in Severity if group.findings[each]]
    if group.median_score is not None:
        told.append(f"median score {group.median_score:g}")
    told += [f"{group.levels[each]:,} {each.value}" for each in Maturity if group.levels[each]]
    return Text.assemble(
        ("── ", "dim"), (_name(group, by), "bold"), ("  ", "dim"), " · ".join(told)
    )


def _name(group: Group, by: Grouping) -> str:
    return printable(f"{group.name}  {group.title}".strip()) or _NONE[by]


def group_table(groups: Sequence[Group], by: Grouping, columns: int | None) -> Iterator[Text]:
    """Yield a table of groups and their totals."""
    every = Group("")
    for group in groups:
        every.numbers.extend(group.numbers)
        every.findings.update(group.findings)
        every.levels.update(group.levels)
        every.scores.extend(group.scores)
    severities = [each for each in Severity if each is not Severity.NOTE or every.findings[each]]
    names = [f"{severity.value}s" for severity in severities]
    head = (by, "tickets", *names, *(level.value for level in Maturity), "median")
    rows = [(_name(group, by), *_figures(group, severities)) for group in groups]
    yield from table(head, rows, ("total", *_figures(every, severities)), columns)


def _figures(group: Group, severities: Sequence[Severity]) -> tuple[str, ...]:
    middle = group.median_score
    return (
        f"{len(group.numbers):,}",
        *(f"{group.findings[severity]:,}" for severity in severities),
        *(f"{group.levels[level]:,}" for level in Maturity),
        "-" if middle is None else f"{middle:g}",
    )


def rule_table(tally: Tally, columns: int | None) -> Iterator[Text]:
    """Yield a table of the rules that found something; the share is that of all tickets."""
    rules = tally.rules()
    severities = severities_of(rules)

    def row(name: str, counted: Sequence[RuleCount], tickets: int) -> tuple[str, ...]:
        figures = (f"{count:,}" for count in totals(counted, severities))
        return name, *figures, f"{tickets:,}", _share(tickets, tally.tickets)

    rows = [row(one.rule, (one,), one.tickets) for one in rules]
    head = ("rule", *(f"{each.value}s" for each in severities), "tickets", "share")
    yield from table(head, rows, row("any rule", rules, tally.hit), columns)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    total: Sequence[str],
    columns: int | None = None,
) -> Iterator[Text]:
    """Yield rows of which the first cell is a name and the others are figures.

    In few columns the last figures are left out and long names are cut.
    """
    cells = [head, *rows, total]
    widths = [max(len(row[at]) for row in cells) + 2 for at in range(1, len(head))]
    while columns and len(widths) > 1 and columns - sum(widths) < _LEAST_NAME:
        widths.pop()
    longest = max(cell_len(printable(row[0])) for row in cells)
    width = min(longest, columns - sum(widths)) if columns else longest
    for row in cells:
        figures = (f"{figure:>{room}}" for figure, room in zip(row[1:], widths, strict=False))
        style = "bold" if row in (head, total) else ""
        yield Text(fitted(printable(row[0]), width) + "".join(figures), style=style)
