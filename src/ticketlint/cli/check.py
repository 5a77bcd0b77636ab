"""`ticketlint check`: lint tickets, write reports, answer with the gate."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NoReturn

import typer

from ticketlint.cli.automatic import add_summary
from ticketlint.cli.cache import kept_results
from ticketlint.cli.faults import told_on_hosts
from ticketlint.cli.flags.comparing import ComparingFlags
from ticketlint.cli.flags.reading import ReadingFlags
from ticketlint.cli.flags.running import RunningFlags
from ticketlint.cli.flags.settings import SettingFlags
from ticketlint.cli.flags.showing import ShowingFlags
from ticketlint.cli.flags.tickets import (
    Changed,
    ExitZero,
    History,
    Inputs,
    Jql,
    Limit,
    Outputs,
    PartsPlace,
    Questions,
    WatchFiles,
)
from ticketlint.cli.gate import read_filters, tell_gate
from ticketlint.cli.history import kept_in, read_past
from ticketlint.cli.options import check_search, expand, settings_of, source_options
from ticketlint.cli.outputs import (
    check_apart,
    check_parts,
    outputs_of,
    with_text,
    write_in_parts,
)
from ticketlint.cli.progress import Progress
from ticketlint.cli.shown import in_order, view_named
from ticketlint.cli.streams import say
from ticketlint.cli.watch import Watched, check_watchable, keep_watching
from ticketlint.cli.writing import write_file

if TYPE_CHECKING:
    from ticketlint.config.settings import Config
    from ticketlint.filters.filtering import Filters
    from ticketlint.model import Failure, Report
    from ticketlint.reporters import Output
    from ticketlint.reporters.view import View
    from ticketlint.sources import SourceOptions
    from ticketlint.sources.jira.settings import Watch
    from ticketlint.sources.jira.tickets import Item


def check(
    inputs: Inputs = None,
    jql: Jql = None,
    limit: Limit = None,
    output: Outputs = None,
    *,
    flags: SettingFlags,
    questions: Questions = False,
    reading: ReadingFlags,
    changed: Changed = None,
    showing: ShowingFlags,
    comparing: ComparingFlags,
    history: History = None,
    exit_zero: ExitZero = False,
    watch: WatchFiles = False,
    running: RunningFlags,
    parts: PartsPlace = None,
) -> None:
    """Lint tickets and print what their authors have to answer."""
    outputs = outputs_of(output or [], questions)
    _refuse_unusable(jql, running, parts)

    def job_of_now() -> _Job:
        settings = settings_of(reading, flags).with_plugins(not running.no_plugins)
        return _Job(
            inputs=tuple(inputs or ()),
            jql=jql,
            limit=limit,
            jobs=running.jobs,
            settings=with_text(settings, outputs),
            options=source_options(
                settings, reading.input_format, reading.stdin_key, changed=changed
            ),
            filters=read_filters(settings, comparing, flags.baseline),
            view=view_named(settings, showing),
            no_cache=running.no_cache,
            engine=(running.engine, running.jobs, running.scheduler),
        )

    with told_on_hosts(outputs, inputs or ()):
        job = job_of_now()
        past = read_past(history)
    if watch:
        _keep_watching(job, job_of_now, outputs)
    report = _judged(job, outputs, shows_progress=not showing.quiet)
    report = kept_in(history, past, report) if history else report
    if parts:
        write_in_parts(report, parts)
    tell(report, outputs, job.view, job.settings)
    raise typer.Exit(exit_code(report, exit_zero=exit_zero))


def _refuse_unusable(jql: str | None, running: RunningFlags, parts: str | None) -> None:
    """Refuse what cannot be used before anything is read. Raises: ConfigError."""
    check_search(jql)
    if running.scheduler or running.engine != "processes":
        from ticketlint.run.engines import engine_of

        engine_of(running.engine, running.jobs, running.scheduler)
    check_parts(parts)


@dataclass(frozen=True, slots=True)
class _Job:
    """What is read and judged, and by what."""

    inputs: tuple[str, ...]
    jql: str | None
    limit: int | None
    jobs: int
    settings: "Config"
    options: "SourceOptions"
    filters: "Filters"
    view: "View"
    no_cache: bool
    engine: tuple[str, int, str | None]


def _judged(job: _Job, outputs: "list[Output]", *, shows_progress: bool) -> "Report":
    """Return the report of a job. Where somebody stops it, what was judged is told first."""
    from ticketlint.run.stopping import Stopped

    try:
        with told_on_hosts(outputs, job.inputs):
            return _report(job, outputs, shows_progress=shows_progress)
    except Stopped as stopped:
        tell(stopped.report, outputs, job.view, job.settings)
        raise


def _report(job: _Job, outputs: "list[Output]", *, shows_progress: bool) -> "Report":
    from ticketlint.run.unchanged import same_run
    from ticketlint.sources.jira.watching import watching

    keys, files, unmatched = _named(job, outputs)
    with watching(shown=shows_progress) as progress, kept_results(no_cache=job.no_cache) as kept:
        is_told = not (keys or job.jql or unmatched)
        how = job.settings, files, job.options, job.filters, job.limit
        same = same_run(kept, *how) if is_told else None
        known = same.report() if same else None
        if known is not None:
            return known
        from ticketlint.run.engines import engine_of
        from ticketlint.run.session import run_check

        live = live_tickets(keys, job.jql, job.limit, job.settings, progress)
        display = Progress(progress, job.limit)
        return run_check(
            files,
            job.settings,
            job.options,
            job.jobs,
            display,
            chain(unmatched, live),
            limit=job.limit,
            filters=job.filters,
            expect=display.expect,
            kept=kept,
            open_engine=engine_of(*job.engine),
            same=same,
        )


def _keep_watching(job: _Job, again: Callable[[], _Job], outputs: "list[Output]") -> NoReturn:
    keys, files, unmatched = _named(job, outputs)
    is_part = job.options.changed is not None
    check_watchable(files, unmatched, live=bool(keys or job.jql), limit=job.limit, part=is_part)

    with kept_results(no_cache=job.no_cache) as kept:

        def watched(one: _Job) -> Watched:
            how = one.settings, one.options, one.jobs, one.filters, one.view
            return Watched(files, *how, kept)

        keep_watching(watched(job), lambda: watched(again()), outputs, write_outputs)


def _named(job: _Job, outputs: "list[Output]") -> "tuple[list[str], list[str], list[Failure]]":
    """Return the keys and files that are named, and what matches nothing.

    Raises: ConfigError for an output over an input.
    """
    from ticketlint.sources.jira.keys import split_keys

    names, unmatched = expand(job.inputs)
    keys, files = split_keys(names)
    check_apart(files, [(f"{each.format}:{each.path}", each.path) for each in outputs])
    return keys, files, unmatched


def tell(
    report: "Report", outputs: "list[Output]", view: "View", settings: "Config | None" = None
) -> None:
    """Write each report, and on standard error what those on standard output do not tell.

    The reason why the gate has failed comes last, wherever it is told.
    """
    on_screen = {each.format for each in outputs if each.path is None}
    if "concise" not in on_screen and not _shows_failures(on_screen, view):
        tell_undone(report)
    if "text" not in on_screen:
        _tell_beside(report, settings)
    write_outputs(report, outputs, view)
    sys.stdout.flush()
    if "text" not in on_screen:
        tell_gate(report)


def _shows_failures(formats: "set[str]", view: "View") -> bool:
    """Tell whether a person sees on the same terminal, in the text, what could not be done.

    Tables of statistics hold no tickets.
    """
    from ticketlint.reporters.view import Detail

    is_seen = sys.stdout.isatty() and sys.stderr.isatty() and not view.statistics
    return is_seen and "text" in formats and view.detail > Detail.SILENT


def live_tickets(
    keys: list[str], jql: str | None, limit: int | None, config: "Config", watch: "Watch"
) -> "Iterable[Item]":
    """Return the tickets that are read from Jira; nothing of the network is imported for none."""
    if not (keys or jql):
        return ()
    from ticketlint.sources.jira.settings import settings_of
    from ticketlint.sources.jira.tickets import read_jira

    settings = settings_of(config, os.environ)
    return read_jira(keys, jql, settings, limit, watch)


def write_outputs(report: "Report", outputs: "Iterable[Output]", view: "View") -> None:
    """Write each report to its file or to standard output, as a view shows it.

    Raises: ConfigError where a file cannot be written.
    """
    told = in_order(report, view.order)
    for output in outputs:
        write = output.writer(view)
        if output.path is None:
            write(told, sys.stdout)
            continue
        if output.is_added:
            add_summary(told, output.path)
        else:
            write_file(output.path, partial(write, told))


def exit_code(report: "Report", *, exit_zero: bool = False) -> int:
    """Return 2 where something could not be done, else 1 for a failed gate, else 0.

    With `exit_zero` a failed gate is 0 too.
    """
    if report.failures or report.unjudged.count:
        return 2
    return 0 if report.gate.passed or exit_zero else 1


def _tell_beside(report: "Report", config: "Config | None") -> None:
    """Say on standard error what is odd in the configuration, and what may be why it is red."""
    from ticketlint.harmless.terminal import printable

    for notice in report.notices:
        is_odd = config is not None and config.layers.has(notice.source)
        if is_odd or (notice.explains and not report.gate.passed):
            say(printable(f"ticketlint: {notice}"), err=True)


def tell_undone(report: "Report") -> None:
    """Say on standard error what could not be done; the report may go where nobody looks.

    A concise report on standard output is the same line, so it is not said twice.
    """
    from ticketlint.harmless.terminal import printable

    unjudged = report.unjudged
    count = len(report.failures) + unjudged.count
    if count:
        first = str(report.failures[0]) if report.failures else unjudged.first
        more = f"; {count - 1} more in the report" if count > 1 else ""
        say(printable(f"ticketlint: {first}{more}"), err=True)
