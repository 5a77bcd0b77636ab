"""A row for each finding and each failure, for spreadsheets: no cell is taken for a formula."""

import csv
from collections.abc import Iterator, Mapping
from typing import TextIO

from ticketlint.harmless.cells import cell
from ticketlint.judging.findings import fingerprint
from ticketlint.model import Finding, Location, Report, Severity, TicketResult

COLUMNS = (
    *("key", "title", "url", "source", "source_line", "kind", "status", "parent", "score"),
    *("grade", "level", "severity", "rule", "category", "message", "question", "suggestion"),
    *("field", "section", "line", "column", "words", "state", "fingerprint"),
)


def write(report: Report, stream: TextIO) -> None:
    """Write a header and the rows, UTF-8 with commas and line feeds.

    The severity of what could not be done is `failed`; a limit of the gate that a ticket misses is
    an error of the rule `gate`. A cell that a spreadsheet would take for
    a formula begins with an apostrophe.
    """
    rows = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    rows.writeheader()
    rows.writerows({name: cell(text) for name, text in row.items()} for row in _rows(report))


def _rows(report: Report) -> Iterator[Mapping[str, str]]:
    for failure in report.failures:
        line = str(failure.line or "")
        at = {"source": failure.source, "source_line": line}
        yield {**at, "severity": "failed", "message": failure.message}
    for result in report.results:
        ticket = _of_ticket(result)
        for failure in result.failures:
            told = {"severity": "failed", "rule": failure.rule, "message": failure.message}
            yield {**ticket, **told}
        for missed in result.misses:
            yield {**ticket, "severity": Severity.ERROR.value, "rule": "gate", "message": missed}
        for finding in result.findings:
            yield {**ticket, **_of_finding(finding), **_in_file(finding.location)} | {
                "fingerprint": fingerprint(finding, result.address)
            }


def _of_ticket(result: TicketResult) -> dict[str, str]:
    address, score = result.address, result.score
    return {
        "key": address.key,
        "title": address.title,
        "url": address.url,
        "source": address.source,
        "source_line": str(address.line or ""),
        "kind": result.kind.value,
        "status": address.status,
        "parent": address.parent,
        "score": "" if score.value is None else f"{score.value:g}",
        "grade": score.grade,
        "level": result.standing.level.value if result.standing else "",
    }


def _of_finding(finding: Finding) -> dict[str, str]:
    place = finding.location
    return {
        "severity": finding.severity.value,
        "rule": finding.rule,
        "category": finding.category,
        "message": finding.message,
        "question": finding.question,
        "suggestion": finding.suggestion,
        "field": place.field,
        "section": place.section,
        "line": str(place.line),
        "column": str(place.column),
        "words": place.text,
        "state": finding.state.value,
    }


def _in_file(place: Location) -> dict[str, str]:
    """Return the file and line of the words, as all reports tell them; without one the ticket's."""
    if not place.file:
        return {}
    line = {"source_line": str(place.file.line)}
    return {**line, "source": place.file.path} if place.file.path else line
