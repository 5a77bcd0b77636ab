"""`ticketlint baseline`: keep what is known of a backlog, so that only what is new fails."""

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ticketlint.cli.flags import Inputs, Jobs, Jql
from ticketlint.cli.options import (
    ConfigFile,
    InputFormat,
    Isolated,
    StdinKey,
    check_search,
    expand,
    load_config,
    source_options,
)
from ticketlint.cli.streams import say
from ticketlint.cli.writing import write_file

if TYPE_CHECKING:
    from ticketlint.config.settings import Config
    from ticketlint.filters.baseline import Baseline, KnownTicket
    from ticketlint.model import Report

baseline_app = typer.Typer(
    no_args_is_help=True, help="Keep what is known of a backlog, so that only what is new fails."
)
File = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="PATH",
        envvar="TICKETLINT_BASELINE",
        help="The file [default: ticketlint-baseline.json beside the configuration].",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Write over a baseline that is there.")]


@dataclass(frozen=True, slots=True)
class _Run:
    """What a command on a baseline checks, and how."""

    inputs: list[str] | None
    jql: str | None
    config: "Config"
    input_format: str | None
    stdin_key: str
    jobs: int


@baseline_app.command()
def create(
    inputs: Inputs = None,
    jql: Jql = None,
    file: File = None,
    force: Force = False,
    config: ConfigFile = None,
    isolated: Isolated = False,
    input_format: InputFormat = None,
    stdin_key: StdinKey = "STDIN-1",
    jobs: Jobs = 1,
) -> None:
    """Check tickets and write all that is found as known."""
    from ticketlint.cli.gate import baseline_path
    from ticketlint.errors import ConfigError
    from ticketlint.filters.baseline import merged

    settings = load_config(config, isolated)
    path = file or baseline_path(settings)
    if os.path.lexists(path) and not force:
        todo = "`ticketlint baseline update` changes it, --force writes over it"
        raise ConfigError(str(path), "is there already", todo)
    report = _checked(_Run(inputs, jql, settings, input_format, stdin_key, jobs))
    _end(path, merged({}, report.results, frozenset()), {}, report)


@baseline_app.command()
def update(
    inputs: Inputs = None,
    jql: Jql = None,
    file: File = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    input_format: InputFormat = None,
    stdin_key: StdinKey = "STDIN-1",
    jobs: Jobs = 1,
) -> None:
    """Check tickets and take what is found in them for known, in place of what was.

    Tickets that are not checked, and what rules found that do not run, stay as they are.
    """
    from ticketlint.filters.baseline import merged

    settings = load_config(config, isolated)
    path, before = _there(settings, file)
    report = _checked(_Run(inputs, jql, settings, input_format, stdin_key, jobs))
    _end(path, merged(before.tickets, report.results, _rules(settings)), before.tickets, report)


@baseline_app.command()
def prune(
    inputs: Inputs = None,
    jql: Jql = None,
    file: File = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    input_format: InputFormat = None,
    stdin_key: StdinKey = "STDIN-1",
    jobs: Jobs = 1,
) -> None:
    """Check tickets and forget what is not found in them any more; nothing is added."""
    from ticketlint.filters.baseline import pruned

    settings = load_config(config, isolated)
    path, before = _there(settings, file)
    report = _checked(_Run(inputs, jql, settings, input_format, stdin_key, jobs))
    _end(path, pruned(before.tickets, report.results, _rules(settings)), before.tickets, report)


@baseline_app.command()
def show(file: File = None, config: ConfigFile = None, isolated: Isolated = False) -> None:
    """Tell how much is known, by rule."""
    path, known = _there(load_config(config, isolated), file)
    found = [one for ticket in known.tickets.values() for one in ticket.findings.values()]
    by_rule = Counter((one.rule, one.severity.value) for one in found)
    for (rule, severity), count in sorted(by_rule.items(), key=lambda item: (-item[1], item[0])):
        say(f"{count:>7}  {severity:<7}  {rule}")
    say(_counted(path, known.tickets))


def _there(config: "Config", named: Path | None) -> "tuple[Path, Baseline]":
    """Return the baseline that there is, and where. Raises: ConfigError."""
    from ticketlint.cli.gate import baseline_path
    from ticketlint.filters.baseline import read_baseline

    path = named or baseline_path(config)
    return path, read_baseline(path)


def _checked(run: _Run) -> "Report":
    """Return the report of a run that shows every finding, whatever its severity."""
    from itertools import chain

    from ticketlint.cli.check import live_tickets
    from ticketlint.cli.gate import suppressing
    from ticketlint.run.session import run_check
    from ticketlint.sources.jira.keys import split_keys
    from ticketlint.sources.jira.watching import watching

    check_search(run.jql)
    options = source_options(run.config, run.input_format, run.stdin_key)
    names, unmatched = expand(run.inputs or [])
    keys, files = split_keys(names)
    config = run.config.model_copy(update={"level": "note"})
    with watching() as watch:
        live = chain(unmatched, live_tickets(keys, run.jql, None, config, watch))
        return run_check(
            files, config, options, run.jobs, iter, live, filters=suppressing(run.config)
        )


def _rules(config: "Config") -> frozenset[str]:
    from ticketlint.run.selection import load_pack

    return frozenset(load_pack(config).rules)


def _end(
    path: Path,
    tickets: "dict[str, KnownTicket]",
    before: "dict[str, KnownTicket]",
    report: "Report",
) -> None:
    """Write a baseline, say what changed, and end with 2 where something could not be done."""
    from ticketlint.cli.check import exit_code, tell_undone
    from ticketlint.filters.baseline import write_baseline

    if not len(report.results):
        tell_undone(report)
        say(f"ticketlint: {path}: not written, since nothing could be read", err=True)
        raise typer.Exit(2)
    write_file(path, lambda stream: write_baseline(tickets, stream))
    old, new = _prints(before), _prints(tickets)
    changed = f"{len(new - old)} added, {len(old - new)} dropped"
    say(_counted(path, tickets) + (f" ({changed})" if before else ""))
    tell_undone(report)
    raise typer.Exit(2 if exit_code(report) == 2 else 0)


def _prints(tickets: "dict[str, KnownTicket]") -> set[str]:
    return {one for ticket in tickets.values() for one in ticket.findings}


def _counted(path: Path, tickets: "dict[str, KnownTicket]") -> str:
    count = sum(len(ticket.findings) for ticket in tickets.values())
    return f"{path}: {_number(count, 'finding')} in {_number(len(tickets), 'ticket')}"


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
