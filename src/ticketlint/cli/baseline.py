"""`ticketlint baseline`: keep what is known of a backlog, so that only what is new fails."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ticketlint.cli.cache import kept_results
from ticketlint.cli.flags.reading import ConfigFile, InputFormat, Isolated, StdinKey
from ticketlint.cli.flags.running import Jobs, NoCache
from ticketlint.cli.flags.tickets import Inputs, Jql
from ticketlint.cli.known import KnownFile, by_rule
from ticketlint.cli.options import check_search, expand, load_config, source_options
from ticketlint.cli.streams import say
from ticketlint.cli.writing import write_file
from ticketlint.run.jobs import AUTO

if TYPE_CHECKING:
    from ticketlint.config.settings import Config
    from ticketlint.filters.baseline import Baseline, KnownTicket
    from ticketlint.filters.madeby import Made
    from ticketlint.model import Report

baseline_app = typer.Typer(
    no_args_is_help=True, help="Keep what is known, so that only what is new fails."
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
Gone = Annotated[
    bool,
    typer.Option(
        "--gone",
        help="Forget tickets that the inputs do not hold: name all of the backlog.",
    ),
]


@dataclass(frozen=True, slots=True)
class _Run:
    """What a command on a baseline checks, and how."""

    inputs: list[str] | None
    jql: str | None
    config: "Config"
    input_format: str | None
    stdin_key: str
    jobs: int
    no_cache: bool


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
    no_cache: NoCache = False,
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
    report = _checked(_Run(inputs, jql, settings, input_format, stdin_key, jobs, no_cache))
    after = merged({}, report.results, frozenset())
    _end(KnownFile(path, settings, made=_made(settings)), after, report)


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
    no_cache: NoCache = False,
) -> None:
    """Take for known what is found now in the tickets that it checks.

    Tickets that are not checked, and what rules found that do not run, stay as they are.
    """
    from ticketlint.filters.baseline import merged

    settings = _settings(config, isolated, file)
    path, before = _there(settings)
    report = _checked(_Run(inputs, jql, settings, input_format, stdin_key, jobs, no_cache))
    after = merged(before.tickets, report.results, _rules(settings))
    # Of tickets that were not checked nobody knows what these rules would find.
    seen = {result.address.identity for result in report.results}
    made = _made(settings) if seen >= set(before.tickets) else before.made
    _end(KnownFile(path, settings, before.tickets, made), after, report)


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
    no_cache: NoCache = False,
    gone: Gone = False,
) -> None:
    """Forget what is not found any more; add nothing."""
    from ticketlint.filters.baseline import pruned, without_gone

    settings = _settings(config, isolated, file)
    path, before = _there(settings)
    report = _checked(_Run(inputs, jql, settings, input_format, stdin_key, jobs, no_cache))
    after = pruned(before.tickets, report.results, _rules(settings))
    if gone:
        _check_read_in_full(report)
        after = without_gone(after, report.results)
    _end(KnownFile(path, settings, before.tickets, before.made), after, report)


@baseline_app.command()
def show(file: File = None, config: ConfigFile = None, isolated: Isolated = False) -> None:
    """Tell how much is known, by rule."""
    settings = _settings(config, isolated, file)
    path, known = _there(settings)
    found = [one for ticket in known.tickets.values() for one in ticket.findings.values()]
    for line in by_rule(found):
        say(line)
    say(KnownFile(path, settings).told(known.tickets, {}))


def _check_read_in_full(report: "Report") -> None:
    """Refuse to call a ticket gone that may stand in what could not be read.

    Raises: ConfigError.
    """
    from ticketlint.errors import ConfigError

    if report.failures:
        todo = "mend that first, or leave out --gone"
        raise ConfigError("--gone", f"not all could be read: {report.failures[0]}", todo)


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
    with watching() as watch, kept_results(no_cache=run.no_cache) as kept:
        live = chain(unmatched, live_tickets(keys, run.jql, None, config, watch))
        return run_check(
            files,
            config,
            options,
            run.jobs,
            iter,
            live,
            filters=suppressing(run.config),
            kept=kept,
        )


def _made(config: "Config") -> "Made":
    from ticketlint.run.selection import resolve
    from ticketlint.run.session import made_by

    return made_by(resolve(config))


def _rules(config: "Config") -> frozenset[str]:
    from ticketlint.run.selection import load_pack

    return frozenset(load_pack(config).rules)


def _end(file: KnownFile, tickets: "dict[str, KnownTicket]", report: "Report") -> None:
    """Write a baseline, say what changed, and end with 2 where something could not be done."""
    from ticketlint.cli.check import exit_code, tell_undone
    from ticketlint.filters.baseline import write_baseline
    from ticketlint.harmless.terminal import printable

    if not len(report.results):
        tell_undone(report)
        say(f"ticketlint: {file.path}: not written, since nothing could be read", err=True)
        raise typer.Exit(2)
    write_file(file.path, lambda stream: write_baseline(tickets, stream, file.made))
    for line in (*file.added(tickets), *file.taken(tickets, report.results)):
        say(printable(line))
    say(file.told(tickets, file.shown_in(report.results)))
    tell_undone(report)
    raise typer.Exit(2 if exit_code(report) == 2 else 0)
