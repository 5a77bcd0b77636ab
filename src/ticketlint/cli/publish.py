"""`ticketlint publish`: put the questions about tickets into Jira."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ticketlint.cli.options import ConfigFile, Isolated, check_search, load_config

if TYPE_CHECKING:
    from ticketlint.config.settings import Config
    from ticketlint.model import Severity
    from ticketlint.reporters.publishing.asked import Asked, Bounds
    from ticketlint.reporters.publishing.publish import Done, Style
    from ticketlint.sources.jira.settings import Settings, Watch

Inputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[REPORT|KEY]...", help="A JSON report, or keys to check first."),
]
Jql = Annotated[
    str | None, typer.Option("--jql", metavar="JQL", help="Check what this search finds first.")
]
As = Annotated[
    str,
    typer.Option("--as", metavar="STYLE", help="comment, grade-label or ready-label."),
]
Least = Annotated[
    str,
    typer.Option("--severity", metavar="SEVERITY", help="Ask from this severity on."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Write; without it this is a dry run.")]
MaxWrites = Annotated[
    int, typer.Option("--max-writes", min=1, metavar="N", help="Write to so many tickets at most.")
]


def publish(
    inputs: Inputs = None,
    jql: Jql = None,
    style: As = "comment",
    severity: Least = "warning",
    yes: Yes = False,
    max_writes: MaxWrites = 50,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """Put the questions into Jira: one comment a ticket, edited in place, or a label.

    Never writes to closed tickets or to a description. A dry run, unless --yes is given.
    """
    from contextlib import closing

    from ticketlint.reporters.publishing.asked import Bounds
    from ticketlint.reporters.publishing.publish import Did, Plan, publish
    from ticketlint.sources.jira.connection import connect
    from ticketlint.sources.jira.settings import read_settings
    from ticketlint.sources.jira.watching import watching

    check_search(jql)
    plan = Plan(_style(style), yes, max_writes)
    least = _severity(severity)
    values = load_config(config, isolated)
    bounds = Bounds(least, values.max_questions)
    settings = read_settings(values.jira, os.environ, values.acceptance_fields)
    with watching() as watch:
        asked, faults = _asked(inputs or [], jql, bounds, values, settings, watch)
        done: list[Done] = []
        with closing(connect(settings, watch)) as site:
            for one in publish(site, asked, plan, watch):
                _tell(one, dry=not yes)
                done.append(one)
    _sum_up(done, dry=not yes)
    raise typer.Exit(2 if faults or any(one.did is Did.FAILED for one in done) else 0)


def _asked(
    inputs: Sequence[str],
    jql: str | None,
    bounds: "Bounds",
    config: "Config",
    settings: "Settings",
    watch: "Watch",
) -> tuple[list["Asked"], bool]:
    """Return what reports and tickets ask, and whether a ticket could not be read.

    Raises: ConfigError, SourceError.
    """
    from ticketlint.errors import ConfigError
    from ticketlint.reporters.publishing.asked import asked
    from ticketlint.sources.jira.keys import split_keys

    keys, reports = split_keys(inputs)
    if not (keys or reports or jql):
        raise ConfigError("publish", "nothing to publish", "name a JSON report, keys or --jql")
    found = [one for name in reports for one in asked(_report(name), bounds, name)]
    if not (keys or jql):
        return found, False
    checked, faults = _checked(keys, jql, bounds, config, settings, watch)
    return found + checked, faults


def _report(name: str) -> dict[str, object]:
    from ticketlint.errors import SourceError

    try:
        value = json.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise SourceError(name, "no JSON report can be read here", "check the path") from None
    return value if isinstance(value, dict) else {}


def _checked(
    keys: Sequence[str],
    jql: str | None,
    bounds: "Bounds",
    config: "Config",
    settings: "Settings",
    watch: "Watch",
) -> tuple[list["Asked"], bool]:
    from ticketlint.cleaning.templates import read_templates
    from ticketlint.model import Failure, Ticket
    from ticketlint.reporters.publishing.asked import asked_of
    from ticketlint.run.execution import lint_all, open_executor
    from ticketlint.sources.jira.tickets import read_jira
    from ticketlint.terminal import printable

    templates = read_templates(config.templates)
    items = list(read_jira(keys, jql, settings, None, watch))
    failures = [item for item in items if isinstance(item, Failure)]
    for failure in failures:
        typer.echo(printable(f"{failure.source}: {failure.message}"), err=True)
    tickets = [item for item in items if isinstance(item, Ticket)]
    with open_executor(1) as executor:
        results = list(lint_all(tickets, config, executor, 1, templates))
    return [asked_of(result, bounds) for result in results], bool(failures)


def _style(word: str) -> "Style":
    from ticketlint.errors import ConfigError

    match word:
        case "comment" | "grade-label" | "ready-label":
            return word
        case _:
            raise ConfigError("--as", f"`{word}`", "one of comment, grade-label, ready-label")


def _severity(word: str) -> "Severity":
    from ticketlint.errors import ConfigError
    from ticketlint.model import Severity

    if word not in set(Severity):
        raise ConfigError("--severity", f"`{word}`", "one of error, warning, note")
    return Severity(word)


def _tell(done: "Done", *, dry: bool) -> None:
    from ticketlint.terminal import printable

    told = f"{done.key}: {done.did.value}{f' ({done.detail})' if done.detail else ''}"
    typer.echo(printable(f"{told} - dry run" if dry and done.did.is_write else told))


def _sum_up(done: Sequence["Done"], *, dry: bool) -> None:
    writes = sum(one.did.is_write for one in done)
    if dry:
        typer.echo(f"{writes} of {len(done)} tickets would be written to; add --yes to do it")
    else:
        typer.echo(f"{writes} of {len(done)} tickets were written to")
