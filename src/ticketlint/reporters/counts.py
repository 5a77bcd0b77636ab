"""The figures of a run in one line, for pages."""

from collections.abc import Iterator

from ticketlint.reporters.summary import Summary

_NAMES = {"error": "errors", "warning": "warnings", "note": "notes"}


def counts_told(summary: Summary) -> Iterator[str]:
    """Yield the parts of the line: tickets, findings by severity, what is not shown, the median."""
    yield f"{summary.tickets:,} ticket{'s' if summary.tickets != 1 else ''}"
    for name, count in summary.findings.items():
        yield f"{count:,} {_NAMES[name] if count != 1 else name}"
    if summary.left_out:
        yield f"{summary.left_out:,} less severe not shown"
    if summary.median_score is not None:
        yield f"median score {summary.median_score:g}"
