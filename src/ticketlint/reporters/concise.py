"""One line per finding, for grep and editors."""

from typing import TextIO

from ticketlint.model import Report
from ticketlint.terminal import printable


def write(report: Report, stream: TextIO) -> None:
    """Write `source:line:column: key: severity[rule] message` for every finding."""
    for result in report.results:
        for finding in result.findings:
            place = finding.location
            where = f"{result.source}:{place.field}:{place.line}:{place.column}"
            told = f"{finding.severity.value}[{finding.rule}] {finding.message}"
            stream.write(printable(f"{where}: {result.key}: {told}") + "\n")
        for failure in result.failures:
            told = f"failed[{failure.rule}] {failure.message}"
            stream.write(printable(f"{result.source}: {result.key}: {told}") + "\n")
    for failure in report.failures:
        stream.write(printable(str(failure)) + "\n")
