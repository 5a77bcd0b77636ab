"""The report for a person at a terminal: score, the questions, findings with the words."""

from collections.abc import Iterator
from typing import TextIO

from rich.text import Text

from ticketlint.harmless.terminal import printable
from ticketlint.model import Report, State
from ticketlint.reporters.glance import COLUMNS, MANY, glance_at, page
from ticketlint.reporters.layout import USUAL, columns_of, counted, plain_console, wrapped
from ticketlint.reporters.listing import listed
from ticketlint.reporters.summary import Summary, summarise
from ticketlint.reporters.view import Detail, View

_INDENT = 6


def write(report: Report, stream: TextIO, view: View | None = None) -> None:
    """Write what a view shows of a report; colours and the width are those of a terminal.

    FORCE_COLOR and COLUMNS stand for one on standard output, never in a file. Of more than
    `MANY` tickets the first page tells how they stand as a whole.
    """
    view = view or View()
    console = plain_console(stream, view.color)
    columns = columns_of(stream)
    summary = summarise(report) if view.detail > Detail.QUIET else None
    for line in _lines(report.listing(), summary, view, stream):
        for part in wrapped(line, columns, _INDENT, console):
            console.print(part, soft_wrap=True)


def _lines(report: Report, summary: Summary | None, view: View, stream: TextIO) -> Iterator[Text]:
    if summary and summary.tickets > MANY:
        columns = min(columns_of(stream) or COLUMNS, USUAL)
        yield from page(glance_at(report, view.is_closed), summary, columns)
        yield Text("")
    if view.detail > Detail.SILENT:
        yield from listed(report.results, view, stream)
        for failure in report.failures:
            yield Text(printable(str(failure)), style="red")
    if summary:
        yield from _notes(report, view.detail)
        yield Text(_told(summary), style="bold")
        yield from _suppressed(report, summary)
    if report.changes and view.detail > Detail.SILENT:
        yield Text(printable(f"{report.changes} ({report.changes.against})"), style="bold")
    if not report.gate.passed:
        reasons = "; ".join(report.gate.reasons)
        yield Text(printable(f"Gate failed: {reasons}"), style="bold red")


def _suppressed(report: Report, summary: Summary) -> Iterator[Text]:
    if summary.suppressed and State.SUPPRESSED in report.hidden:
        yield Text(f"{summary.suppressed:,} suppressed (--show-suppressed lists them)", style="dim")


def _notes(report: Report, detail: Detail) -> Iterator[Text]:
    """Yield what the sources told beside the tickets, and what made the report."""
    told = [f"{notice.source}: {notice.message}" for notice in report.notices]
    if detail is Detail.VERBOSE:
        by = report.versions
        told.append(
            f"ticketlint {by.tool}, {counted('rule', by.rules)} (ruleset {by.ruleset}), "
            f"pipeline {by.pipeline_name} {by.pipeline_version}"
        )
    yield from (Text(printable(line), style="dim") for line in told)


def _told(summary: Summary) -> str:
    """Return the figures of a run in one line."""
    findings = ", ".join(counted(name, count) for name, count in summary.findings.items())
    line = f"{counted('ticket', summary.tickets)}: {findings}"
    if summary.left_out:
        line += f" ({summary.left_out:,} less severe not shown, --level note)"
    if summary.median_score is not None:
        line += f"; median score {summary.median_score:g}"
    levels = ", ".join(f"{count:,} {name}" for name, count in summary.levels.items() if count)
    line += f"; {levels}" if levels else ""
    if summary.unscored:
        line += f"; {summary.unscored:,} unscored"
    if summary.closed_left_out:
        line += f"; {counted('closed ticket', summary.closed_left_out)} left out"
    if summary.template_lines:
        line += f"; {summary.template_lines:,} template lines set aside"
    return line
