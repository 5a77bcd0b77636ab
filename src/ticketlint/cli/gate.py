"""The gate of a command: what the run is compared with, and how its end is told."""

import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ticketlint.cli.streams import say
from ticketlint.errors import ConfigError

if TYPE_CHECKING:
    from ticketlint.cli.flags.comparing import ComparingFlags
    from ticketlint.config.settings import Config
    from ticketlint.filters.baseline import Baseline
    from ticketlint.filters.comparing import Comparison
    from ticketlint.filters.filtering import Filters
    from ticketlint.model import Report

_SPAN = re.compile(r"(\d{1,5})([dw])")
_DAYS = {"d": 1, "w": 7}


def read_filters(
    config: "Config", comparing: "ComparingFlags", baseline: Path | None = None
) -> "Filters":
    """Return what results go through: suppressions, and what the run is compared with.

    `baseline` is the flag, which the configuration has already: here it is held against others.

    Raises: ConfigError for a file that cannot be used, for dates that are none, and where a gate
    on what is new has nothing to tell that by.
    """
    from ticketlint.filters.filtering import Filters, check_new_only, suppressing

    since = comparing.since
    if baseline and comparing.no_baseline:
        raise ConfigError("--baseline", "stands beside --no-baseline", "leave one of them out")
    suppressions = suppressing(config).suppressions
    if since is not None and _is_report(since):
        compared: Comparison | None = _with_report(since, baseline)
    else:
        known = None if comparing.no_baseline else _known(config)
        compared = _comparison(known, since, suppressions.day)
    check_new_only(config, compared)
    return Filters(
        suppressions,
        compared,
        show_suppressed=comparing.show_suppressed,
        show_known=comparing.show_known,
    )


def baseline_path(config: "Config") -> Path:
    """Return where the baseline lies, or will: as configured, else beside the configuration."""
    from ticketlint.filters.baseline import FILE_NAME

    if config.baseline:
        return Path(config.baseline)
    files = [Path(one.where) for one in config.layers.all if one.values is None]
    return (files[-1].parent if files else Path()) / FILE_NAME


def _known(config: "Config") -> "Baseline | None":
    """Return the baseline that is named, or the one that lies at its usual place."""
    from ticketlint.filters.baseline import read_baseline

    path = baseline_path(config)
    is_wanted = bool(config.baseline) or os.path.lexists(path)
    return read_baseline(path) if is_wanted else None


def _is_report(since: str) -> bool:
    return since.endswith(".json")


def _with_report(since: str, baseline: Path | None) -> "Comparison":
    from ticketlint.filters.baseline import read_report
    from ticketlint.filters.comparing import Comparison

    if baseline:
        both = "a report takes the place of a baseline"
        raise ConfigError("--since", both, "leave out --baseline, or name a day")
    return Comparison(read_report(Path(since)), is_ratchet=True)


def _comparison(known: "Baseline | None", since: str | None, today: date) -> "Comparison | None":
    from ticketlint.filters.comparing import Comparison

    if since is None:
        return Comparison(known) if known else None
    return Comparison(known, first_day(since, today), is_ratchet=known is not None)


def first_day(since: str, today: date) -> date:
    """Return the day that `14d`, `2w` or a date means.

    Raises: ConfigError for anything else, and for a day to come.
    """
    span = _SPAN.fullmatch(since.strip())
    try:
        if span:
            return today - timedelta(days=int(span[1]) * _DAYS[span[2]])
        day = date.fromisoformat(since.strip())
    except (ValueError, OverflowError):
        todo = "write 14d, 2w, 2026-11-01 or the name of a JSON report"
        raise ConfigError("--since", f"`{since[:60]}` is no date", todo) from None
    if day > today:
        raise ConfigError("--since", f"{day} is still to come", f"today is {today}")
    return day


def gate_line(report: "Report") -> str:
    """Return one line that says why the gate has failed, "" where it has passed."""
    from ticketlint.harmless.terminal import printable

    return "" if report.gate.passed else printable(f"Gate failed: {'; '.join(report.gate.reasons)}")


def tell_gate(report: "Report") -> None:
    """Say on standard error why the gate has failed."""
    line = gate_line(report)
    if line:
        say(f"ticketlint: {line}", err=True)
