"""Only the questions, ready to paste into a comment; tickets without an error are left out."""

from typing import TextIO

from ticketlint.harmless.terminal import printable
from ticketlint.model import Report, Severity


def write(report: Report, stream: TextIO) -> None:
    """Write key, title and questions of each ticket that has an error."""
    gap = ""
    for result in report.results:
        if not any(finding.severity is Severity.ERROR for finding in result.findings):
            continue
        lines = [printable(f"{result.key} {result.title}".strip())]
        lines += [f"- {printable(question)}" for question in result.questions]
        stream.write(gap + "".join(f"{line}\n" for line in lines))
        gap = "\n"
