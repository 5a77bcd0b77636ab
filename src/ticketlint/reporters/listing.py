"""The list of tickets as a view asks for it: one after the other, in groups, or as a table."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TextIO

from rich.text import Text

from ticketlint.harmless.terminal import printable
from ticketlint.model import Severity, TicketResult, TicketResults
from ticketlint.reporters.grouping import group_table, groups_of, heading, rule_table
from ticketlint.reporters.layout import SEVERITY_STYLES, columns_of, counted
from ticketlint.reporters.ordering import Picked, kept
from ticketlint.reporters.tally import RuleCount, Tally
from ticketlint.reporters.ticketlines import failure_lines, finding_lines, head_line, ticket_lines
from ticketlint.reporters.view import Grouping, View


@dataclass(frozen=True, slots=True)
class WithNews:
    """Those of the results that a reader who knows the baseline has to look at."""

    results: TicketResults

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[TicketResult]:
        return (result for result in self.results if result.has_news)


def listed(results: TicketResults, view: View, stream: TextIO) -> Iterator[Text]:
    """Yield the lines of all tickets, or of the table that stands for them."""
    if view.statistics:
        yield from _tables(results, view.group_by, columns_of(stream))
    elif view.group_by is None:
        for result in results:
            yield from ticket_lines(result, view.detail, stream)
    elif view.group_by == "rule":
        yield from _by_rule(results, view, stream)
    else:
        stored = kept(results)
        for group in groups_of(stored, view.group_by):
            yield heading(group, view.group_by)
            yield Text("")
            for result in Picked(stored, group.numbers):
                yield from ticket_lines(result, view.detail, stream)


def _tables(results: TicketResults, by: Grouping | None, columns: int | None) -> Iterator[Text]:
    if by is None or by == "rule":
        tally = Tally()
        for result in results:
            tally.add(result)
        yield from rule_table(tally, columns)
    else:
        yield from group_table(groups_of(results, by), by, columns)
    yield Text("")


def _by_rule(results: TicketResults, view: View, stream: TextIO) -> Iterator[Text]:
    """Yield the findings of each rule, those of the rule with most of them first."""
    tally, stored = Tally(), kept(results)
    numbers: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
    undone = array("L")
    for number, result in enumerate(tally.counted(stored)):
        for rule in {finding.rule for finding in result.findings}:
            numbers[rule].append(number)
        undone.extend([number] if result.failures else [])
    for one in tally.rules():
        yield _rule_heading(one)
        yield Text("")
        for result in Picked(stored, numbers[one.rule]):
            yield head_line(result)
            own = (finding for finding in result.findings if finding.rule == one.rule)
            yield from chain.from_iterable(finding_lines(each, view.detail, stream) for each in own)
            yield Text("")
    for result in Picked(stored, undone):
        yield head_line(result)
        yield from failure_lines(result)
        yield Text("")


def _rule_heading(one: RuleCount) -> Text:
    return Text.assemble(
        ("── ", "dim"),
        (printable(one.rule), "bold"),
        *_severities(one),
        f" · {counted('ticket', one.tickets)}",
    )


def _severities(one: RuleCount) -> Iterator[tuple[str, str]]:
    between = "  "
    for severity in Severity:
        if count := one.by_severity.get(severity, 0):
            yield between + counted(severity.value, count), SEVERITY_STYLES[severity]
            between = " · "
