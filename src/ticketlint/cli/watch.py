"""`ticketlint check --watch`: check local files again when they change, until Ctrl-C."""

import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

import typer

from ticketlint.cli.streams import fault_of, say
from ticketlint.errors import ConfigError

if TYPE_CHECKING:
    from ticketlint.config.settings import Config
    from ticketlint.filters.filtering import Filters
    from ticketlint.model import Failure, Report
    from ticketlint.reporters import Output
    from ticketlint.run.lookout import Change
    from ticketlint.sources import SourceOptions

Write = Callable[["Report", "Sequence[Output]"], None]
# Short for a person who has saved a file, long for a disk.
_SECONDS = 0.5
_MOST_NAMED = 3


def check_watchable(
    files: Sequence[str],
    unmatched: "Sequence[Failure]",
    *,
    live: bool,
    limit: int | None,
    part: bool = False,
) -> None:
    """Refuse to watch what is no local file, or no file as a whole.

    Raises: ConfigError.
    """
    from ticketlint.sources import is_read_once

    odd = [f"`{name}`" for name in files if is_read_once(name)]
    odd += [f"`{failure.source}`, which matches nothing" for failure in unmatched]
    odd += ["tickets in Jira"] * live + ["a part of the tickets (--limit)"] * bool(limit)
    odd += ["what has changed since a revision (--changed)"] * part
    odd += [] if files else ["nothing"]
    if odd:
        raise ConfigError("--watch", f"cannot watch {odd[0]}", "name files or folders")


def keep_watching(
    files: Sequence[str],
    settings: "Config",
    options: "SourceOptions",
    jobs: int,
    outputs: "Sequence[Output]",
    write: Write,
    *,
    filters: "Filters",
) -> NoReturn:
    """Write a report whenever files have changed, until nobody reads it any more.

    Standard output is told what is in the changed files, each file of its own all of the run.
    Ends with 0; Ctrl-C raises KeyboardInterrupt.
    """
    from ticketlint.run.lookout import Lookout

    on_screen = [each for each in outputs if each.path is None]
    in_files = [each for each in outputs if each.path is not None]
    with Lookout(files, settings, options, jobs, filters) as lookout:
        while fault_of(sys.stdout) is None:
            change = lookout.look()
            if change is not None:
                write(change.whole, in_files)
                write(change.changed, on_screen)
                sys.stdout.flush()
                _tell(change)
            time.sleep(_SECONDS)
    raise typer.Exit(0)


def _tell(change: "Change") -> None:
    """Say on standard error, for people, what was read and what is waited for."""
    from ticketlint.harmless.terminal import printable
    from ticketlint.reporters.layout import counted

    named = ", ".join(change.files[:_MOST_NAMED])
    more = len(change.files) - _MOST_NAMED
    told = f"{named} and {more:,} more" if more > 0 else named
    count = len(change.whole.results)
    say(
        printable(f"ticketlint: read {told}; {counted('ticket', count)} in all, waiting"),
        err=True,
    )
