"""The report for a person at a terminal: score, the questions, findings with the words."""

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.cells import cell_len
from rich.text import Text

from ticketlint.harmless.terminal import printable
from ticketlint.judging.findings import quoted
from ticketlint.model import (
    Finding,
    Location,
    Loss,
    Maturity,
    Report,
    Score,
    Severity,
    Standing,
    State,
    Suppression,
    Tells,
    TicketResult,
)
from ticketlint.reporters.layout import (
    USUAL,
    as_shown,
    columns_of,
    plain_console,
    window,
    wrapped,
)
from ticketlint.reporters.summary import Summary, summarise

BAR_WIDTH = 10
_EDGE = "    │ "
_INDENT = 6
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_GRADE_STYLES = {"A": "green", "B": "green", "C": "yellow", "D": "red", "F": "red"}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LEVEL_STYLES = {Maturity.DRAFT: "red", Maturity.REFINED: "yellow", Maturity.READY: "green"}
# So many ways to more points are shown; the JSON report has them all.
_MOST_LOSSES = 3
_NAMES = {"error": "errors", "warning": "warnings", "note": "notes"}


def write(report: Report, stream: TextIO) -> None:
    """Write all tickets and a summary; colours and the width are those of a terminal.

    FORCE_COLOR and COLUMNS stand for one on standard output, never in a file.
    """
    terminal = None if stream is sys.stdout else False
    console = plain_console(stream, force_terminal=terminal)
    columns = columns_of(stream)
    for result in report.results:
        for line in _ticket_lines(result, report.listed(result), stream):
            for part in wrapped(line, columns, _INDENT, console):
                console.print(part, soft_wrap=True)
    for failure in report.failures:
        console.print(Text(printable(str(failure)), style="red"), soft_wrap=True)
    for notice in report.notices:
        told = printable(f"{notice.source}: {notice.message}")
        console.print(Text(told, style="dim"), soft_wrap=True)
    for line in _summary_lines(report, summarise(report)):
        for part in wrapped(line, columns, _INDENT, console):
            console.print(part, soft_wrap=True)


def _ticket_lines(
    result: TicketResult, findings: Iterable[Finding], stream: TextIO
) -> Iterator[Text]:
    head = Text.assemble((printable(result.key), "bold"), "  ", printable(quoted(result.title)))
    yield head
    for question in result.questions:
        yield Text.assemble(("  ? ", "bold cyan"), printable(question.text))
    yield Text.assemble(
        "  ", *_score(result.score), *_level(result.standing), (f"  {result.kind.value}", "dim")
    )
    if result.tells is not None:
        yield Text(f"  {_told(result.tells)}", style="dim")
    yield from _ways_up(result)
    for finding in findings:
        yield from _finding_lines(finding, stream)
    for failure in result.failures:
        rule = f" [{failure.rule}]" if failure.rule else ""
        yield Text(printable(f"  failed{rule} {failure.message}"), style="red")
    yield Text("")


def _told(tells: Tells) -> str:
    """Return one line on what a ticket tells: of how also in how many sentences."""
    how: str = tells.how.state
    if tells.how.count:
        count = tells.how.count
        number = _NUMBERS[count - 1] if count <= len(_NUMBERS) else f"{count:,}"
        how = f"{number} sentence{'s' if count != 1 else ''}"
    return f"why: {tells.why.state} · what: {tells.what.state} · how: {how}"


def _score(score: Score) -> list[tuple[str, str]]:
    if score.value is None:
        return [("unscored", "yellow"), (f": {printable(score.reason)}", "")]
    filled = round(score.value / 100 * BAR_WIDTH)
    style = _GRADE_STYLES[score.grade]
    bar = "█" * filled + "░" * (BAR_WIDTH - filled)
    return [(bar, style), (f" {score.value:g}/100 {score.grade}", f"bold {style}")]


def _level(standing: Standing | None) -> list[tuple[str, str]]:
    return [(f"  {standing.level.value}", _LEVEL_STYLES[standing.level])] if standing else []


def _ways_up(result: TicketResult) -> Iterator[Text]:
    """Yield what the next level needs, and what brings the most points back."""
    standing = result.standing
    if standing is None:
        return
    following = standing.level.following
    if following and standing.needs:
        yield Text.assemble(
            (f"  {following.value} if ", "bold"), printable(", and ".join(standing.needs))
        )
    yield from (_loss_line(loss) for loss in result.score.lost[:_MOST_LOSSES])


def _loss_line(loss: Loss) -> Text:
    return Text.assemble((f"  +{loss.points:g} if ", "dim"), (printable(loss.wanted), "dim"))


def _finding_lines(finding: Finding, stream: TextIO) -> Iterator[Text]:
    head = Text.assemble(
        "  ",
        (finding.severity.value, _STYLES[finding.severity]),
        (f"[{finding.rule}] ", "dim"),
        printable(finding.message),
    )
    yield head
    if finding.suppression:
        yield Text(printable(f"      {suppressed_by(finding.suppression)}"), style="dim")
    place = finding.location
    if place.excerpt:
        yield Text(f"      {_where(place)}, line {(place.file or place).line}", style="dim")
        yield from _excerpt_lines(place, stream)


def _excerpt_lines(place: Location, stream: TextIO) -> Iterator[Text]:
    """Yield the words of a finding and the carets below them."""
    shown = as_shown(printable(place.excerpt), stream)
    room = (columns_of(stream) or USUAL) - len(_EDGE)
    excerpt, start, end = window(shown, place.excerpt_start, place.excerpt_end, room)
    before = cell_len(excerpt[:start])
    width = cell_len(excerpt[start:end])
    yield Text.assemble((_EDGE, "dim"), excerpt)
    yield Text.assemble((_EDGE, "dim"), " " * before, ("^" * max(width, 1), "bold"))


def suppressed_by(suppression: Suppression) -> str:
    """Return why a finding does not count, and who said so where."""
    until = f", until {suppression.until}" if suppression.until else ""
    by = f", by {suppression.by}" if suppression.by else ""
    return f"suppressed: {suppression.reason} ({suppression.origin}{by}{until})"


def _where(place: Location) -> str:
    """Return the section as a reader knows it; a part without a telling heading is its field."""
    name = place.field if place.section == "other" else place.section
    return name.replace("_", " ")


def _summary_lines(report: Report, summary: Summary) -> Iterator[Text]:
    counts = ", ".join(
        f"{count} {_NAMES[name] if count != 1 else name}"
        for name, count in summary.findings.items()
    )
    line = f"{summary.tickets} ticket{'s' if summary.tickets != 1 else ''}: {counts}"
    if summary.left_out:
        line += f" ({summary.left_out} less severe not shown, --level note)"
    if summary.median_score is not None:
        line += f"; median score {summary.median_score:g}"
    levels = ", ".join(f"{count} {name}" for name, count in summary.levels.items() if count)
    line += f"; {levels}" if levels else ""
    if summary.unscored:
        line += f"; {summary.unscored} unscored"
    if summary.closed_left_out:
        count = summary.closed_left_out
        line += f"; {count} closed ticket{'s' if count != 1 else ''} left out"
    if summary.template_lines:
        line += f"; {summary.template_lines} template lines set aside"
    yield Text(line, style="bold")
    yield from _filter_lines(report, summary)


def _filter_lines(report: Report, summary: Summary) -> Iterator[Text]:
    """Yield what is suppressed, what changed, and at the very end why the gate has failed."""
    if summary.suppressed and State.SUPPRESSED in report.hidden:
        yield Text(f"{summary.suppressed} suppressed (--show-suppressed lists them)", style="dim")
    if report.changes:
        yield Text(printable(f"{report.changes} ({report.changes.against})"), style="bold")
    if not report.gate.passed:
        reasons = "; ".join(report.gate.reasons)
        yield Text(printable(f"Gate failed: {reasons}"), style="bold red")
