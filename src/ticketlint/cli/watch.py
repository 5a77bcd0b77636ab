"""`ticketlint check --watch`: check local files again when they change, until Ctrl-C."""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from ticketlint.cli.streams import fault_of, say
from ticketlint.errors import ConfigError, TicketlintError

if TYPE_CHECKING:
    from ticketlint.cache.kept import Kept
    from ticketlint.config.settings import Config
    from ticketlint.filters.filtering import Filters
    from ticketlint.model import Failure, Report
    from ticketlint.reporters import Output
    from ticketlint.reporters.view import View
    from ticketlint.run.lookout import Change, Lookout, Stamp
    from ticketlint.sources import SourceOptions

Write = Callable[["Report", "Sequence[Output]", "View"], None]
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
    from ticketlint.sources.remote import is_remote

    odd = [f"`{name}`" for name in files if is_read_once(name) or is_remote(name)]
    odd += [f"`{failure.source}`, which matches nothing" for failure in unmatched]
    odd += ["tickets in Jira"] * live + ["a part of the tickets (--limit)"] * bool(limit)
    odd += ["what has changed since a revision (--changed)"] * part
    odd += [] if files else ["nothing"]
    if odd:
        raise ConfigError("--watch", f"cannot watch {odd[0]}", "name files or folders")


@dataclass(frozen=True, slots=True)
class Watched:
    """The files that are watched, by what they are judged, and how a report on them is shown.

    What earlier runs have `kept` is not judged again.
    """

    files: Sequence[str]
    settings: "Config"
    options: "SourceOptions"
    jobs: int
    filters: "Filters"
    view: "View"
    kept: "Kept | None" = None

    def lookout(self) -> "Lookout":
        """Return what judges the files. Raises: ConfigError, RuleError."""
        from ticketlint.run.lookout import Lookout

        given = (self.files, self.settings, self.options, self.jobs, self.filters, self.kept)
        return Lookout(*given)

    def stamps(self) -> "Mapping[Path, Stamp]":
        """Return what tells that settings, rules, words, templates or the baseline have changed."""
        from ticketlint.cli.gate import baseline_path
        from ticketlint.config.named import files_read
        from ticketlint.config.search import candidates
        from ticketlint.run.lookout import stamp_of

        paths = (*candidates(Path.cwd()), *files_read(self.settings), baseline_path(self.settings))
        return {path: stamp_of(path) for path in paths}


def keep_watching(
    watched: Watched, again: Callable[[], Watched], outputs: "Sequence[Output]", write: Write
) -> NoReturn:
    """Write a report whenever files have changed, until nobody reads it any more.

    Standard output is told what is in the changed files, each file of its own all of the run.
    Where a file of the settings has changed, all is judged again by what `again` reads.
    Ends with 0; Ctrl-C raises KeyboardInterrupt.
    """
    lookout = watched.lookout()
    try:
        stamps = watched.stamps()
        while fault_of(sys.stdout) is None:
            if watched.stamps() != stamps:
                stamps = watched.stamps()
                watched, lookout = _anew(again, watched, lookout)
                stamps = {**watched.stamps(), **stamps}
            change = lookout.look()
            if change is not None:
                _tell(change, outputs, watched.view, write)
            time.sleep(_SECONDS)
    finally:
        lookout.close()
    raise typer.Exit(0)


def _anew(
    again: Callable[[], Watched], watched: Watched, lookout: "Lookout"
) -> "tuple[Watched, Lookout]":
    """Return what judges by the settings of now; those before stay where these cannot be used."""
    from ticketlint.harmless.terminal import printable

    try:
        new = again()
        judging = new.lookout()
    except TicketlintError as error:
        for line in (
            *f"ticketlint: {error}".split("\n"),
            "ticketlint: the settings before stay in effect",
        ):
            say(printable(line), err=True)
        return watched, lookout
    lookout.close()
    say("ticketlint: settings have changed, all is judged again", err=True)
    return new, judging


def _tell(change: "Change", outputs: "Sequence[Output]", view: "View", write: Write) -> None:
    """Write the reports, and say on standard error what was read and what is waited for."""
    write(change.whole, [each for each in outputs if each.path is not None], view)
    write(change.changed, [each for each in outputs if each.path is None], view)
    sys.stdout.flush()
    say(_what_was_read(change), err=True)


def _what_was_read(change: "Change") -> str:
    from ticketlint.harmless.terminal import printable
    from ticketlint.reporters.layout import counted

    named = ", ".join(change.files[:_MOST_NAMED])
    more = len(change.files) - _MOST_NAMED
    told = f"{named} and {more:,} more" if more > 0 else named
    count = len(change.whole.results)
    return printable(f"ticketlint: read {told}; {counted('ticket', count)} in all, waiting")
