"""One line per finding, for grep and editors."""

from typing import TextIO

from ticketlint.model import Location, Report
from ticketlint.terminal import printable


def write(report: Report, stream: TextIO) -> None:
    """Write `source:line:column: key: field: severity[rule] message` for every finding.

    Line and column are those of the file. Where the text of a record does not stand in it as
    it is, such as in JSON, they are those of the record, and `field:line:column` tells the rest.
    """
    for result in report.results:
        for finding in result.findings:
            told = f"{finding.severity.value}[{finding.rule}] {finding.message}"
            where = _where(result.source, result.key, finding.location)
            stream.write(printable(f"{where}: {told}") + "\n")
        for failure in result.failures:
            told = f"failed[{failure.rule}] {failure.message}"
            where = f"{result.source}:{result.line}:1" if result.line else result.source
            stream.write(printable(f"{where}: {result.key}: {told}") + "\n")
    for failure in report.failures:
        stream.write(printable(str(failure)) + "\n")


def _where(source: str, key: str, place: Location) -> str:
    """Return the place of a finding and the key of its ticket."""
    if place.is_verbatim:
        return f"{source}:{place.line}:{place.column}: {key}: {place.field}"
    file = f"{source}:{place.file_line}:1" if place.file_line else source
    return f"{file}: {key}: {place.field}:{place.line}:{place.column}"
