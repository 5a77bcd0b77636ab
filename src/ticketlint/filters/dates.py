"""Dates as trackers write them, and the day on which a run takes place."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from ticketlint.errors import ConfigError

# Milliseconds since 1970 have so many digits from 2001 to 2286; seconds never have.
_MILLISECONDS = 13
# Exports of Jira and of Linear; months are named, so day and month cannot be mixed up.
_FORMATS = (
    *("%d/%b/%y %I:%M %p", "%d/%b/%y %H:%M", "%d/%b/%y", "%d/%b/%Y %I:%M %p", "%d/%b/%Y %H:%M"),
    *("%a %b %d %Y %H:%M:%S GMT%z", "%Y-%m-%d %H:%M:%S UTC", "%b %d, %Y", "%d %b %Y"),
)


def today(environ: Mapping[str, str] = os.environ) -> date:
    """Return the day of the run, in UTC: that of SOURCE_DATE_EPOCH where it is set.

    Raises: ConfigError where that is no number of seconds.
    """
    told = environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not told:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(told), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise ConfigError("SOURCE_DATE_EPOCH", f"`{told[:40]}`", "seconds since 1970") from None


def read_date(told: str) -> date | None:
    """Return the day of a date as a tracker writes it, in UTC; None where that cannot be said.

    A date such as 3/4/2026, which is March for some and April for others, is not guessed at.
    """
    readers: tuple[Callable[[str], datetime], ...] = (
        datetime.fromisoformat,
        _milliseconds,
        parsedate_to_datetime,
        _by_format,
    )
    for reader in readers:
        try:
            read = reader(told.strip())
            return (read.astimezone(UTC) if read.tzinfo else read).date()
        except (ValueError, OverflowError, OSError, TypeError, IndexError):
            continue
    return None


def _milliseconds(told: str) -> datetime:
    if len(told) != _MILLISECONDS or not (told.isascii() and told.isdecimal()):
        raise ValueError(told)
    return datetime.fromtimestamp(int(told) // 1000, UTC)


def _by_format(told: str) -> datetime:
    # JavaScript adds the name of the zone: "GMT+0000 (Coordinated Universal Time)".
    text = told.partition(" (")[0]
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - few of them tell a zone
        except ValueError:
            continue
    raise ValueError(told)
