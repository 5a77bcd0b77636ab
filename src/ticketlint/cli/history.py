"""The file of runs that `--history` names: read before a run, added to when it is judged."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ticketlint.cli.writing import append_to_file

if TYPE_CHECKING:
    from ticketlint.model import Report
    from ticketlint.trend.history import Past


def read_past(history: Path | None) -> "list[Past]":
    """Return the runs of a history; without one there are none.

    Raises: ConfigError, before anything is judged, with the line that cannot be read.
    """
    if history is None:
        return []
    from ticketlint.trend.history import read_history

    return read_history(history)


def kept_in(history: Path, past: "list[Past]", report: "Report") -> "Report":
    """Add a run to its history, and return its report with the trend.

    A run that could not read or judge everything is no point of a trend and is not added.
    Raises: ConfigError where the file cannot be written.
    """
    from ticketlint.trend.history import line_of, now, past_of, trend_of

    if report.failures or report.unjudged.count:
        return replace(report, trend=trend_of(past))
    line = line_of(report, now())
    append_to_file(history, lambda stream: stream.write(line))
    return replace(report, trend=trend_of([*past, past_of(line)]))
