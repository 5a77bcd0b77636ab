"""Only the questions, ready to paste into a comment; tickets without any are left out."""

from typing import TextIO

from ticketlint.harmless.terminal import printable
from ticketlint.model import Report


def write(report: Report, stream: TextIO) -> None:
    """Write key, title and questions of each ticket that has questions."""
    parted = ""
    for result in report.results:
        if not result.questions:
            continue
        lines = [printable(f"{result.key} {result.title}".strip())]
        lines += [f"- {printable(question.text)}" for question in result.questions]
        stream.write(parted + "\n".join(lines) + "\n")
        parted = "\n"
