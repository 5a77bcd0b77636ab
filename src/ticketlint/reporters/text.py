"""The report for a person at a terminal: score, the questions, findings with the words."""

from collections.abc import Iterator
from typing import TextIO

from rich.text import Text

from ticketlint.harmless.terminal import printable
from ticketlint.model import Report, State
from ticketlint.model.figures import Figures
from ticketlint.reporters.glance import COLUMNS, MANY, glance_at, page
from ticketlint.reporters.layout import USUAL, columns_of, counted, plain_console, wrapped
from ticketlint.reporters.listing import WithNews, listed
from ticketlint.reporters.summary import summarise
from ticketlint.reporters.view import Detail, View

_INDENT = 6


def write(report: Report, stream: TextIO, view: View | None = None) -> None:
    """Write what a view shows of a report; colours and the width are those of a terminal.

    FORCE_COLOR and COLUMNS stand for one on standard output, never in a file. Of more than
    `MANY` tickets the first page tells how they stand as a whole. Where a report hides what is
    known, tickets with nothing new are a number.
    """
    view = view or View()
    console = plain_console(stream, view.color)
    columns = columns_of(stream)
    for line in _lines(report, view, stream):
        for part in wrapped(line, columns, _INDENT, console):
            console.print(part, soft_wrap=True)


def _lines(report: Report, view: View, stream: TextIO) -> Iterator[Text]:
    if view.detail > Detail.SILENT:
        summary, shown = summarise(report), report.listing()
        if view.detail > Detail.QUIET and summary.tickets > MANY:
            columns = min(columns_of(stream) or COLUMNS, USUAL)
            yield from page(glance_at(shown, view.is_closed), summary, columns)
            yield Text("")
        yield from _tickets(shown, view, stream)
        yield from (Text(printable(str(failure)), style="red") for failure in report.failures)
        yield from _notes(report, view.detail)
        if view.detail > Detail.QUIET or not view.statistics:
            yield from _figures(report, summary, view.detail)
    if not report.gate.passed:
        reasons = "; ".join(report.gate.reasons)
        yield Text(printable(f"Gate failed: {reasons}"), style="bold red")


def _tickets(report: Report, view: View, stream: TextIO) -> Iterator[Text]:
    """Yield the lines of the tickets, and how many are left out since nothing in them is new."""
    if view.statistics or not report.only_new:
        yield from listed(report.results, view, stream)
        return
    news = WithNews(report.results)
    yield from listed(news, view, stream)
    rest = len(report.results) - len(news)
    if rest and view.detail > Detail.QUIET:
        told = f"{counted('ticket', rest)} with nothing new not listed (--show-known lists them)"
        yield Text(told, style="dim")


def _figures(report: Report, summary: Figures, detail: Detail) -> Iterator[Text]:
    """Yield the figures of the run; quietly one line, whatever else there is to tell."""
    counts = _counts(summary, only_new=report.only_new)
    if detail > Detail.QUIET:
        yield Text(f"{counts}{_beside(summary)}", style="bold")
        yield from _suppressed(report, summary)
    if report.changes or detail is Detail.QUIET:
        line = report.changes.told if report.changes else counts
        count = summary.suppressed if detail is Detail.QUIET else 0
        beside = f"; {count:,} suppressed" if count else ""
        yield Text(printable(f"{line}{beside}"), style="bold")


def _suppressed(report: Report, summary: Figures) -> Iterator[Text]:
    if summary.suppressed and State.SUPPRESSED in report.hidden:
        yield Text(f"{summary.suppressed:,} suppressed (--show-suppressed lists them)", style="dim")


def _notes(report: Report, detail: Detail) -> Iterator[Text]:
    """Yield what the sources told beside the tickets, and what made the report.

    Quietly only what may explain why the gate failed.
    """
    is_quiet = detail is Detail.QUIET
    wanted = report.notices if not (is_quiet and report.gate.passed) else ()
    told = [str(notice) for notice in wanted if notice.explains or not is_quiet]
    if detail is Detail.VERBOSE:
        by = report.versions
        told.append(
            f"ticketlint {by.tool}, {counted('rule', by.rules)} (ruleset {by.ruleset}), "
            f"pipeline {by.pipeline_name} {by.pipeline_version}"
        )
    yield from (Text(printable(line), style="dim") for line in told)


def _counts(summary: Figures, *, only_new: bool) -> str:
    """Return how many tickets there are, and how many findings of each severity."""
    findings = ", ".join(summary.told_findings(only_new=only_new))
    return f"{counted('ticket', summary.tickets)}: {findings}"


def _beside(summary: Figures) -> str:
    """Return the other figures of a run, to stand behind the counts."""
    line = ""
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
