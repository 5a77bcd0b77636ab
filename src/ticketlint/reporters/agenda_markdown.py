"""The agenda of a refinement as Markdown: what to decide, what to send back, who answers."""

from typing import TextIO

from ticketlint.model import Report
from ticketlint.reporters.review.agenda import agenda_of
from ticketlint.reporters.review.agenda_lines import lines_of
from ticketlint.reporters.summary import summarise
from ticketlint.reporters.view import View


def write(report: Report, stream: TextIO, view: View | None = None) -> None:
    """Write the agenda; words of tickets stand as they are, whatever signs they hold."""
    stream.writelines(lines_of(agenda_of(report, view), summarise(report)))
