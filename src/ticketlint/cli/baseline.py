"""`ticketlint baseline`: keep what is known of a backlog, so that only what is new fails."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
from ticketlint.run.jobs import AUTO

if TYPE_CHECKING:
    from ticketlint.config.settings import Config
    from ticketlint.filters.baseline import Baseline, KnownTicket
    from ticketlint.model import Report, TicketResult

baseline_app = typer.Typer(
    no_args_is_help=True, help="Keep what is known of a backlog, so that only what is new fails."
)
File = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="PATH",
        help="The file [default: ticketlint-baseline.json beside the configuration].  "
        "[env var: TICKETLINT_BASELINE]",
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
    jobs: Jobs = AUTO,
) -> None:
    """Check tickets and write all that is found as known."""
    from ticketlint.cli.gate import baseline_path
    from ticketlint.errors import ConfigError
    from ticketlint.filters.baseline import merged

    settings = _settings(config, isolated, file)
    path = baseline_path(settings)
    if os.path.lexists(path) and not force:
        todo = "`ticketlint baseline update` changes it, --force writes over it"
        raise ConfigError(str(path), "is there already", todo)
    report = _checked(_Run(inputs, jql, settings, input_format, stdin_key, jobs))
    _end(_File(path, settings), merged({}, report.results, frozenset()), report)


@baseline_app.command()
def update(
    inputs: Inputs = None,
    jql: Jql = None,
    file: File = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    input_format: InputFormat = None,
    stdin_key: StdinKey = "STDIN-1",
    jobs: Jobs = AUTO,
) -> None:
    """Check tickets and take what is found in them for known, in place of what was.

    Tickets that are not checked, and what rules found that do not run, stay as they are.
    """
    from ticketlint.filters.baseline import merged

    settings = _settings(config, isolated, file)
    path, before = _there(settings)
    report = _checked(_Run(inputs, jql, settings, input_format, stdin_key, jobs))
    after = merged(before.tickets, report.results, _rules(settings))
    _end(_File(path, settings, before.tickets), after, report)


@baseline_app.command()
def prune(
    inputs: Inputs = None,
    jql: Jql = None,
    file: File = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    input_format: InputFormat = None,
    stdin_key: StdinKey = "STDIN-1",
    jobs: Jobs = AUTO,
) -> None:
    """Check tickets and forget what is not found in them any more; nothing is added."""
    from ticketlint.filters.baseline import pruned

    settings = _settings(config, isolated, file)
    path, before = _there(settings)
    report = _checked(_Run(inputs, jql, settings, input_format, stdin_key, jobs))
    after = pruned(before.tickets, report.results, _rules(settings))
    _end(_File(path, settings, before.tickets), after, report)


@baseline_app.command()
def show(file: File = None, config: ConfigFile = None, isolated: Isolated = False) -> None:
    """Tell how much is known, by rule."""
    settings = _settings(config, isolated, file)
    path, known = _there(settings)
    found = [one for ticket in known.tickets.values() for one in ticket.findings.values()]
    by_rule = Counter((one.rule, one.severity.value) for one in found)
    for (rule, severity), count in sorted(by_rule.items(), key=lambda item: (-item[1], item[0])):
        say(f"{count:>7}  {severity:<7}  {rule}")
    say(_File(path, settings).told(known.tickets))


def _settings(config: list[str] | None, isolated: bool, file: Path | None) -> "Config":
    from ticketlint.config.given import of_flags

    return load_config(config, isolated, flags=tuple(of_flags(baseline=file)))


def _there(config: "Config") -> "tuple[Path, Baseline]":
    """Return the baseline that there is, and where. Raises: ConfigError."""
    from ticketlint.cli.gate import baseline_path
    from ticketlint.filters.baseline import read_baseline

    path = baseline_path(config)
    return path, read_baseline(path)


def _checked(run: _Run) -> "Report":
    """Return the report of a run that shows every finding, whatever its severity."""
    from itertools import chain

    from ticketlint.cli.check import live_tickets
    from ticketlint.filters.filtering import suppressing
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


@dataclass(frozen=True, slots=True)
class _File:
    """The file of a baseline, what it held before, and by what a run shows its findings."""

    path: Path
    config: "Config"
    before: "Mapping[str, KnownTicket]" = field(default_factory=dict)

    def told(
        self, tickets: "Mapping[str, KnownTicket]", results: "Iterable[TicketResult]" = ()
    ) -> str:
        """Return how much is known; the number is the one that a run over it calls known."""
        from ticketlint.config.textfile import shown as shown_path

        of_ticket = {
            one.address.identity: self.config.shown_for(one.address, one.kind) for one in results
        }
        shown = [
            of_ticket.get(name, self.config).shows(one.rule, one.severity)
            for name, ticket in tickets.items()
            for one in ticket.findings.values()
        ]
        count, less = sum(shown), len(shown) - sum(shown)
        hidden = f" ({less} less severe not shown, --level note)" if less else ""
        held = f"{_number(count, 'finding')}{hidden} in {_number(len(tickets), 'ticket')}"
        return f"{shown_path(self.path)}: {held}"

    def changed(self, tickets: "Mapping[str, KnownTicket]") -> str:
        """Return what a new content adds and drops; nothing where there was none before."""
        old, new = _prints(self.before), _prints(tickets)
        if not self.before:
            return ""
        return f"; of all severities {len(new - old)} added, {len(old - new)} dropped"


def _end(file: _File, tickets: "dict[str, KnownTicket]", report: "Report") -> None:
    """Write a baseline, say what changed, and end with 2 where something could not be done."""
    from ticketlint.cli.check import exit_code, tell_undone
    from ticketlint.filters.baseline import write_baseline

    if not len(report.results):
        tell_undone(report)
        say(f"ticketlint: {file.path}: not written, since nothing could be read", err=True)
        raise typer.Exit(2)
    write_file(file.path, lambda stream: write_baseline(tickets, stream))
    say(file.told(tickets, report.results) + file.changed(tickets))
    tell_undone(report)
    raise typer.Exit(2 if exit_code(report) == 2 else 0)


def _prints(tickets: "Mapping[str, KnownTicket]") -> set[str]:
    return {one for ticket in tickets.values() for one in ticket.findings}


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
