"""The report for a person at a terminal: score, findings with the words, the questions."""

from collections.abc import Iterator
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ticketlint.judging.findings import quoted
from ticketlint.model import Finding, Location, Report, Score, Severity, TicketResult
from ticketlint.reporters.summary import Summary, summarise
from ticketlint.terminal import printable

BAR_WIDTH = 10
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_GRADE_STYLES = {"A": "green", "B": "green", "C": "yellow", "D": "red", "F": "red"}
_NAMES = {"error": "errors", "warning": "warnings", "note": "notes"}


def write(report: Report, stream: TextIO) -> None:
    """Write all tickets and a summary; colours only where the stream is a terminal."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for result in report.results:
        for line in _ticket_lines(result):
            console.print(line, soft_wrap=True)
    for failure in report.failures:
        console.print(Text(printable(str(failure)), style="red"), soft_wrap=True)
    for line in _summary_lines(report, summarise(report)):
        console.print(line, soft_wrap=True)


def _ticket_lines(result: TicketResult) -> Iterator[Text]:
    head = Text.assemble((printable(result.key), "bold"), "  ", printable(quoted(result.title)))
    yield head
    yield Text.assemble("  ", *_score(result.score), (f"  {result.kind.value}", "dim"))
    points = {loss.rule: loss.points for loss in result.score.lost}
    for finding in result.findings:
        yield from _finding_lines(finding, points.pop(finding.rule, 0.0))
    for failure in result.failures:
        rule = f" [{failure.rule}]" if failure.rule else ""
        yield Text(printable(f"  failed{rule} {failure.message}"), style="red")
    yield Text("")


def _score(score: Score) -> list[tuple[str, str]]:
    if score.value is None:
        return [("unscored", "yellow"), (f": {printable(score.reason)}", "")]
    filled = round(score.value / 100 * BAR_WIDTH)
    style = _GRADE_STYLES[score.grade]
    bar = "█" * filled + "░" * (BAR_WIDTH - filled)
    return [(bar, style), (f" {score.value:g}/100 {score.grade}", f"bold {style}")]


def _finding_lines(finding: Finding, points: float) -> Iterator[Text]:
    head = Text.assemble(
        "  ",
        (finding.severity.value, _STYLES[finding.severity]),
        (f"[{finding.rule}] ", "dim"),
        printable(finding.message),
    )
    if points:
        head.append(f"  −{points:g}", style="dim")
    yield head
    place = finding.location
    if place.excerpt:
        yield Text(f"      {_where(place)}, line {place.line}", style="dim")
        excerpt = printable(place.excerpt)
        yield Text.assemble(("    │ ", "dim"), excerpt)
        before = cell_len(excerpt[: place.excerpt_start])
        width = cell_len(excerpt[place.excerpt_start : place.excerpt_end])
        yield Text.assemble(("    │ ", "dim"), " " * before, ("^" * max(width, 1), "bold"))
    if finding.question:
        yield Text.assemble(("    ? ", "bold cyan"), printable(finding.question))


def _where(place: Location) -> str:
    """Return the section as a reader knows it; a part without a telling heading is its field."""
    name = place.field if place.section == "other" else place.section
    return name.replace("_", " ")


def _summary_lines(report: Report, summary: Summary) -> Iterator[Text]:
    for notice in report.notices:
        yield Text(printable(f"{notice.source}: {notice.message}"), style="dim")
    counts = ", ".join(
        f"{count} {_NAMES[name] if count != 1 else name}"
        for name, count in summary.findings.items()
    )
    line = f"{summary.tickets} ticket{'s' if summary.tickets != 1 else ''}: {counts}"
    if summary.median_score is not None:
        line += f"; median score {summary.median_score:g}"
    if summary.unscored:
        line += f"; {summary.unscored} unscored"
    if summary.closed_left_out:
        count = summary.closed_left_out
        line += f"; {count} closed ticket{'s' if count != 1 else ''} left out"
    if summary.template_lines:
        line += f"; {summary.template_lines} template lines set aside"
    yield Text(line, style="bold")
    for reason in report.gate.reasons:
        yield Text(printable(f"Gate failed: {reason}"), style="bold red")
