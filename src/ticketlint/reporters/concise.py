"""One line per finding, for grep and editors."""

from typing import TextIO

from ticketlint.harmless.terminal import printable
from ticketlint.model import Location, Report, TicketResult


def write(report: Report, stream: TextIO) -> None:
    """Write `source:line:column: key: field: severity[rule] message` for every finding.

    Line and column are those of the file. Where the text of a record does not stand in it as
    it is, such as in JSON, they are those of the record, and `field:line:column` tells the rest.
    """
    for result in report.results:
        record = _record(result)
        for finding in result.findings:
            told = f"{finding.severity.value}[{finding.rule}] {finding.message}"
            where = _where(result, finding.location)
            stream.write(printable(f"{where}: {told}") + "\n")
        for failure in result.failures:
            told = f"failed[{failure.rule}] {failure.message}"
            stream.write(printable(f"{record}: {result.key}: {told}") + "\n")
    for failure in report.failures:
        stream.write(printable(str(failure)) + "\n")


def _where(result: TicketResult, place: Location) -> str:
    """Return the place of a finding and the key of its ticket."""
    if place.file:
        source = place.file.path or result.address.source
        at = f"{source}:{place.file.line}:{place.file.column}"
        return f"{at}: {result.key}: {place.field}"
    return f"{_record(result)}: {result.key}: {place.field}:{place.line}:{place.column}"


def _record(result: TicketResult) -> str:
    """Return where a ticket begins in its file."""
    source, line = result.address.source, result.address.line
    return f"{source}:{line}:1" if line else source
