"""`ticketlint cache show|clear`: what earlier runs have found out, and the way to forget it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from ticketlint.cli.streams import say

if TYPE_CHECKING:
    from ticketlint.cache.kept import Kept

cache_app = typer.Typer(
    help="Show or forget what is kept of earlier runs.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@contextmanager
def kept_results(*, no_cache: bool) -> "Iterator[Kept | None]":
    """Open the cache for a run, unless it is not wanted; a fault of it is one line, no end."""
    if no_cache:
        yield None
        return
    from ticketlint.cache.kept import Kept
    from ticketlint.cache.place import cache_file
    from ticketlint.errors import ConfigError

    try:
        path = cache_file(os.environ)
    except ConfigError as error:
        _tell(str(error))
        yield None
        return
    with Kept(path, _tell) as kept:
        yield kept


@cache_app.command("show")
def show() -> None:
    """Say where the cache lies and what it holds."""
    from datetime import UTC, datetime

    from ticketlint.cache.kept import Kept
    from ticketlint.cache.place import cache_file
    from ticketlint.config import budgets
    from ticketlint.harmless.terminal import printable

    path = cache_file(os.environ)
    say(printable(str(path)))
    if not path.exists():
        say("nothing is kept yet")
        return
    with Kept(path, _tell) as kept:
        told = kept.holdings()
    say(f"{told.entries:,} entries, {_megabytes(told.size)} of {_megabytes(budgets.CACHE_BYTES)}")
    if told.oldest is not None:
        day = datetime.fromtimestamp(told.oldest, UTC).date()
        say(f"the one that was not used longest was used on {day}")


@cache_app.command("clear")
def clear() -> None:
    """Forget all results that are kept."""
    from ticketlint.cache.kept import Kept
    from ticketlint.cache.place import cache_file

    path = cache_file(os.environ)
    if not path.exists():
        say("nothing is kept")
        return
    with Kept(path, _tell) as kept:
        gone = kept.clear()
    if gone is None:
        raise typer.Exit(2)
    say(f"{gone:,} entries forgotten")


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):,.1f} MB"


def _tell(line: str) -> None:
    from ticketlint.harmless.terminal import printable

    say(printable(f"ticketlint: {line}"), err=True)
