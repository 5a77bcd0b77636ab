"""The figures over a whole report."""

from ticketlint.model import Report
from ticketlint.model.figures import Count, Figures


def summarise(report: Report) -> Figures:
    """Return the figures of a report; where nobody has counted yet all results are read."""
    figures = report.figures or Count.of(report.results).figures()
    return figures.in_a_run(len(report.failures), report.closed)
