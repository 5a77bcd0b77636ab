"""`ticketlint pull`: keep tickets of a Jira site in a file, and bring the file up to date."""

import os
from pathlib import Path
from typing import Annotated

import typer

from ticketlint.cli.flags.reading import ConfigFile, Isolated
from ticketlint.cli.options import load_config
from ticketlint.cli.streams import say

Keys = Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", help="Keys of tickets.")]
Jql = Annotated[
    str | None, typer.Option("--jql", metavar="JQL", help="Pull what this search finds.")
]
Out = Annotated[
    Path, typer.Option("--output", "-o", metavar="PATH", help="File to write, a ticket a line.")
]
Comments = Annotated[bool, typer.Option("--comments", help="With all comments.")]
Changelog = Annotated[bool, typer.Option("--changelog", help="With all changes.")]
RemoteLinks = Annotated[bool, typer.Option("--remote-links", help="With links to other pages.")]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many [default: all].")
]
Anew = Annotated[bool, typer.Option("--anew", help="Begin anew, whatever was pulled before.")]


def pull(
    keys: Keys = None,
    jql: Jql = None,
    output: Out = Path("tickets.jsonl"),
    comments: Comments = False,
    changelog: Changelog = False,
    remote_links: RemoteLinks = False,
    limit: Limit = None,
    anew: Anew = False,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """Write tickets of Jira to a file.

    `ticketlint check` reads it. Stopped and run again, it goes on where it was; later it fetches
    only what has changed.
    """
    from contextlib import closing

    from ticketlint.harmless.terminal import printable
    from ticketlint.sources.jira.connection import connect
    from ticketlint.sources.jira.pull import Request, pull
    from ticketlint.sources.jira.settings import settings_of
    from ticketlint.sources.jira.watching import watching

    _check_output(output)
    what = _what(keys, jql)
    values = load_config(config, isolated)
    settings = settings_of(values, os.environ)
    links = remote_links or settings.table.remote_links
    wanted = {"comments": comments, "changelog": changelog, "remote-links": links}
    request = Request(*what, tuple(name for name, on in wanted.items() if on), limit)
    with watching() as watch, closing(connect(settings, watch)) as site:
        outcome = pull(site, request, output, watch, anew=anew)
    for failure in outcome.failures:
        say(printable(str(failure)), err=True)
    news = f" ({outcome.changed:,} new or changed)" if outcome.mode == "changes" else ""
    say(printable(f"{outcome.count:,} tickets in {output}{news}"))
    raise typer.Exit(2 if outcome.failures else 0)


def _check_output(output: Path) -> None:
    """Look that the file can be replaced in one step, which would destroy a device or a pipe.

    Raises: ConfigError.
    """
    from ticketlint.errors import ConfigError

    if str(output) == "-":
        todo = "name a file, such as t.jsonl"
        raise ConfigError("--output", "what is pulled is kept in a file, and goes on there", todo)
    if output.exists() and not output.is_file():
        raise ConfigError("--output", f"`{output}` is no file", "name a file, such as t.jsonl")
    if not output.parent.is_dir():
        raise ConfigError("--output", f"no folder `{output.parent}`", "make it first")


def _what(keys: list[str] | None, jql: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the search and the keys, of which one is empty.

    Raises: ConfigError.
    """
    from ticketlint.errors import ConfigError
    from ticketlint.sources.jira.keys import is_key

    if bool(keys) == bool(jql and jql.strip()):
        raise ConfigError("pull", "name keys or a search", 'such as --jql "project = PAY"')
    for key in keys or ():
        if not is_key(key):
            raise ConfigError("pull", f"`{key}` is no key of a ticket", "such as PAY-12")
    return jql or "", tuple(keys or ())
