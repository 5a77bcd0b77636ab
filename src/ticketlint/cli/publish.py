"""`ticketlint publish`: put the questions about tickets into Jira."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from ticketlint.cli.cache import kept_results
from ticketlint.cli.flags.reading import ConfigFile, Isolated
from ticketlint.cli.flags.running import NoCache
from ticketlint.cli.options import check_search, expand, load_config
from ticketlint.cli.streams import say

if TYPE_CHECKING:
    from ticketlint.config.settings import Config
    from ticketlint.model import Failure, Severity
    from ticketlint.reporters.publishing.asked import Asked, Bounds
    from ticketlint.reporters.publishing.publish import Done, Plan, Style
    from ticketlint.rules.ruleset import Ruleset
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
    typer.Option(
        "--severity", metavar="SEVERITY", help="Ask what rules ask from this severity on."
    ),
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
    no_cache: NoCache = False,
) -> None:
    """Put the questions into Jira: one comment a ticket, or a label.

    The comment is edited in place. Never writes to closed tickets or to a description. A
    dry run, unless --yes is given.
    """
    from ticketlint.model import Severity
    from ticketlint.reporters.publishing.asked import Bounds, asked
    from ticketlint.reporters.publishing.publish import Did, Plan, preview
    from ticketlint.reporters.stored import open_report
    from ticketlint.sources.jira.keys import split_keys
    from ticketlint.sources.jira.watching import watching

    check_search(jql)
    plan = Plan(_style(style), yes, max_writes)
    least = _severity(severity)
    values = load_config(config, isolated)
    if least is Severity.NOTE:
        values = values.model_copy(update={"level": "note"})
    bounds = Bounds(least, values.max_questions)
    names, unmatched = expand(inputs or [])
    keys, reports = split_keys(names)
    _check_named(keys or reports or unmatched or jql)
    _tell_failures(unmatched)
    found = [one for name in reports for one in asked(open_report(name), bounds, name)]
    if not (yes or keys or jql or _names_site(values)):
        done, faults = _told(preview(found, plan), dry=True), False
        say("no Jira site is named, so nothing was compared with what stands there")
    else:
        with watching() as watch:
            search = _Search(keys, jql, bounds, values, no_cache)
            done, faults = _publish(found, search, plan, watch)
    _sum_up(done, dry=not yes)
    failed = unmatched or faults or any(one.did is Did.FAILED for one in done)
    raise typer.Exit(2 if failed else 0)


@dataclass(frozen=True, slots=True)
class _Search:
    """Tickets to check before their questions are published."""

    keys: Sequence[str]
    jql: str | None
    bounds: "Bounds"
    config: "Config"
    no_cache: bool


def _check_named(inputs: object) -> None:
    from ticketlint.errors import ConfigError

    if not inputs:
        raise ConfigError("publish", "nothing to publish", "name a JSON report, keys or --jql")


def _names_site(config: "Config") -> bool:
    from ticketlint.config.jiratable import PREFIX

    return bool(os.environ.get(f"{PREFIX}URL", "").strip() or config.jira.get("url"))


def _publish(
    found: Sequence["Asked"], search: _Search, plan: "Plan", watch: "Watch"
) -> tuple[list["Done"], bool]:
    """Return what was done to each ticket, and whether a ticket could not be read.

    Raises: ConfigError, JiraError.
    """
    from contextlib import closing

    from ticketlint.reporters.publishing.publish import publish
    from ticketlint.run.selection import resolve
    from ticketlint.sources.jira.connection import connect
    from ticketlint.sources.jira.settings import settings_of

    config = search.config
    settings = settings_of(config, os.environ)
    ruleset = resolve(config)
    # The way to Jira is tried before tickets are read over it: its fault is told once.
    with closing(connect(settings, watch)) as site:
        checked, faults = _checked(search, settings, ruleset, watch)
        done = _told(publish(site, [*found, *checked], plan, watch), dry=not plan.write)
    return done, faults


def _checked(
    search: _Search, settings: "Settings", ruleset: "Ruleset", watch: "Watch"
) -> tuple[list["Asked"], bool]:
    """Return what the tickets of a search ask, and whether one could not be read."""
    from ticketlint.filters.filtering import suppressing
    from ticketlint.model import Failure, Ticket
    from ticketlint.reporters.publishing.asked import asked_of
    from ticketlint.run.session import Session, fitting
    from ticketlint.sources.jira.tickets import read_jira

    if not (search.keys or search.jql):
        return [], False
    items = list(read_jira(search.keys, search.jql, settings, None, watch))
    failures = [item for item in items if isinstance(item, Failure)]
    _tell_failures(failures)
    tickets = [item for item in items if isinstance(item, Ticket)]
    filters = fitting(suppressing(search.config), ruleset)
    with kept_results(no_cache=search.no_cache) as kept, Session(ruleset, kept=kept) as session:
        results = filters.over(session.check(tickets))
    return [asked_of(result, search.bounds) for result in results], bool(failures)


def _tell_failures(failures: "Iterable[Failure]") -> None:
    from ticketlint.harmless.terminal import printable

    for failure in failures:
        say(printable(str(failure)), err=True)


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


def _told(done: "Iterable[Done]", *, dry: bool) -> "list[Done]":
    """Tell each ticket as it is done, and return them all."""
    from ticketlint.harmless.terminal import printable

    kept = []
    for one in done:
        told = f"{one.key}: {one.did.value}{f' ({one.detail})' if one.detail else ''}"
        say(printable(f"{told} - dry run" if dry and one.did.is_write else told))
        kept.append(one)
    return kept


def _sum_up(done: Sequence["Done"], *, dry: bool) -> None:
    writes = sum(one.did.is_write for one in done)
    if dry:
        say(f"{writes} of {len(done)} tickets would be written to; add --yes to do it")
    else:
        say(f"{writes} of {len(done)} tickets were written to")
