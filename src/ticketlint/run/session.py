"""One session of judging: the loop that every command runs its tickets through."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from importlib.metadata import version
from itertools import chain
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from ticketlint.cache.kept import Kept
from ticketlint.cache.keys import Keys, is_cacheable
from ticketlint.cleaning.templates import NO_TEMPLATES, Lines, ReadLines, Templates, read_lines
from ticketlint.config.settings import Config
from ticketlint.filters.filtering import Filters, filtered
from ticketlint.filters.madeby import Made
from ticketlint.judging.findings import with_rules
from ticketlint.model import (
    Failure,
    Notice,
    Report,
    RuleNote,
    Ticket,
    TicketResult,
    TicketResults,
    Versions,
)
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.configcheck import oddities, score_notices
from ticketlint.run.engines import Open, engine_of
from ticketlint.run.execution import batches, weighed
from ticketlint.run.reading import Reading
from ticketlint.run.remembering import Remembering, learnt_templates
from ticketlint.run.results import Results, gather
from ticketlint.run.selection import all_rules, resolve
from ticketlint.run.stopping import Stop, Stopped
from ticketlint.run.unchanged import SameRun
from ticketlint.run.workers import open_linter, spare_collector
from ticketlint.sources import SourceOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.judging.linter import Linter

Watch = Callable[[Iterator[TicketResult]], Iterator[TicketResult]]
T = TypeVar("T")
_JUDGED = {0: "no ticket was", 1: "only one ticket was"}
_LEARNT_LESS = Notice(
    "a process ended while lines of templates were learnt, so some may be judged as the "
    "author's own (run it again)"
)


class Session:
    """Judges tickets by one ruleset, in this process or, with `jobs` above 1, in so many others.

    With `AUTO` jobs many tickets are judged in as many processes as there are processors. An
    engine that is opened by `open_engine` takes their place.
    Lines `learnt` from the run are templates beside those of the ruleset. What earlier runs have
    `kept` is not judged again.
    """

    def __init__(
        self,
        ruleset: Ruleset,
        jobs: int = 1,
        learnt: Templates = NO_TEMPLATES,
        kept: Kept | None = None,
        *,
        open_engine: Open | None = None,
    ) -> None:
        """Start nothing yet: a process, or spaCy in this one, when it is first needed."""
        self.ruleset = ruleset
        self._learnt = learnt
        open_engine = open_engine or engine_of("processes", jobs)
        self._engine = open_engine(ruleset) if open_engine else None
        self._kept = kept if is_cacheable(ruleset) else None
        self._remembering: Remembering | None = None
        # Whether no ticket was lost while lines were learnt; judging it may have worked.
        self.has_learnt_all = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End the processes, leave the cluster."""
        if self._engine is not None:
            self._engine.close()

    @cached_property
    def _linter(self) -> "Linter":
        return open_linter(self.ruleset).by(self._learnt)

    def learn(self, learn: Callable[[ReadLines], Templates]) -> Templates:
        """Take and return the lines that are learnt, before anything is judged.

        `learn` is handed what reads the lines of tickets, by all processes where they are many.
        """
        self._learnt = learn(self._lines)
        return self._learnt

    def _lines(self, tickets: Iterable[Ticket]) -> Iterator[Lines | None]:
        if self._engine:
            # A process is no help with few, and they may be all that is new.
            are_many, tickets = weighed(tickets)
            if are_many:
                return map(self._noted, self._engine.lines(tickets))
        return read_lines(tickets)

    def _noted(self, lines: Lines | None) -> Lines | None:
        self.has_learnt_all = self.has_learnt_all and lines is not None
        return lines

    def check(self, tickets: Iterable[Ticket], watch: Watch = iter) -> Results:
        """Return one result for each ticket, in input order, with the findings of the backlog.

        `watch` is handed the results as they come, for a progress display.
        Raises: ConfigError and RuleError where the pipeline, a network or a rule cannot be used.
        """
        return gather(watch(self.lint(tickets)), self.ruleset)

    def judge(self, docs: "Iterable[TicketDoc | TicketResult]") -> Results:
        """Return the results of tickets that `annotate` gave, of this session or another.

        The other must read tickets alike: the same own headings, templates and pipeline.
        """
        results = (
            doc if isinstance(doc, TicketResult) else self._linter.judge(doc) for doc in docs
        )
        return gather(results, self.ruleset)

    def annotate(self, tickets: Iterable[Ticket]) -> "Iterator[TicketDoc | TicketResult]":
        """Yield each ticket annotated, or the failed result of one that cannot be."""
        return chain.from_iterable(map(self._linter.annotate, batches(tickets)))

    def view(
        self, tickets: Iterable[Ticket], see: "Callable[[TicketDoc], T]"
    ) -> Iterator[T | TicketResult]:
        """Yield what `see` makes of each annotated ticket; it keeps nothing of the document."""
        for batch in batches(tickets):
            yield from self._linter.view(batch, see)

    def lint(self, tickets: Iterable[Ticket]) -> Iterator[TicketResult]:
        """Yield one result for each ticket, without the findings of the backlog."""
        if self._kept is None:
            return self._judged(tickets)
        keys = Keys(self.ruleset, self._learnt)
        self._remembering = Remembering(self._kept, keys, self._judged)
        return map(self._shown_here, self._remembering.lint(tickets))

    @property
    def anew(self) -> int:
        """Return how many tickets of the last run with a cache no earlier run had judged."""
        return self._remembering.anew if self._remembering else 0

    def _shown_here(self, result: TicketResult) -> TicketResult:
        """Return a result that a run may have judged which shows more, or less."""
        settings = self.ruleset.settings.shown_for(result.address, result.kind)
        return replace(result, judgement=with_rules(result.judgement, settings))

    def _judged(self, tickets: Iterable[Ticket]) -> Iterator[TicketResult]:
        engine = self._engine
        if engine and engine.for_many:
            are_many, tickets = weighed(tickets)
            engine = engine if are_many else None
        if engine:
            yield from engine.lint(tickets, self._learnt)
            return
        for batch in batches(tickets):
            yield from self._linter.lint(batch)


def run_check(  # noqa: PLR0913 - what a run is made of
    inputs: Sequence[str],
    config: Config,
    options: SourceOptions,
    jobs: int,
    watch: Watch,
    live: Iterable[Ticket | Failure | Notice] = (),
    *,
    limit: int | None = None,
    filters: Filters | None = None,
    expect: Callable[[int], None] | None = None,
    kept: Kept | None = None,
    open_engine: Open | None = None,
    same: SameRun | None = None,
) -> Report:
    """Read and lint everything, files first and then `live`, up to `limit` tickets.

    It is a whole run, in a process that is ours (`spare_collector`). What cannot be read stands in
    the report's failures. `filters` know what is suppressed and what the run is compared with,
    `kept` what earlier runs have found out; `open_engine` is as in `Session`. `same` is where the
    report is kept for a run that is the same.
    `watch` is handed the results as they come, for a progress display, and `expect` is told how
    many there will be, where that is known before.
    Raises: RuleError and ConfigError for rules or a configuration that cannot be used; Stopped
    for an interrupt.
    """
    pack = all_rules(config)
    ruleset = resolve(config, pack=pack)
    reading = Reading(inputs, options, live, limit=limit)
    if config.open_only:
        reading.is_closed = config.is_closed
    spare_collector()
    with Session(ruleset, jobs, kept=kept, open_engine=open_engine) as session:
        stop = Stop()
        learnt = stop.before(
            lambda: session.learn(
                lambda read: learnt_templates(inputs, config, options, kept, expect, read=read)
            ),
            NO_TEMPLATES,
        )
        todo = () if stop.is_heard else reading
        results = session.check(todo, lambda judged: watch(stop.until(judged)))
    reading.failures += _cut_short(stop, results)
    _tell_odd(oddities(config, pack, ruleset, results.overrides), reading, config)
    reading.notices += score_notices(ruleset)
    reading.notices += () if session.has_learnt_all else (_LEARNT_LESS,)
    report = make_report(results, ruleset, reading, learnt, filters=filters)
    if stop.is_heard:
        raise Stopped(report)
    if same and session.has_learnt_all:
        same.keep(report, session.anew)
    return report


def _tell_odd(odd: Iterable[Notice], reading: Reading, config: Config) -> None:
    if config.strict_config:
        reading.failures += (Failure(notice.message, notice.source) for notice in odd)
    else:
        reading.notices += odd


def _cut_short(stop: Stop, results: Results) -> Iterator[Failure]:
    if stop.is_heard:
        told = _JUDGED.get(len(results), f"only {len(results):,} tickets were")
        yield Failure(f"{told} judged (interrupted; run it again)")


def make_report(
    results: TicketResults,
    ruleset: Ruleset,
    reading: Reading,
    learnt: Templates = NO_TEMPLATES,
    *,
    filters: Filters | None = None,
) -> Report:
    """Return the report of a run with the judgement of the gate."""
    versions = Versions(
        tool=version("ticketlint"),
        ruleset=ruleset.digest,
        rules=len(ruleset.rules),
        pipeline_name=ruleset.account.name,
        pipeline_version=ruleset.account.version,
        templates=ruleset.templates.joined(learnt).hash,
        parts=ruleset.parts,
    )
    failures = tuple(reading.all_failures())
    fitted = fitting(filters or Filters(), ruleset)
    told = filtered(results, ruleset.settings, fitted, failures)
    rules = tuple(
        RuleNote(rule.id, rule.category, rule.summary, rule.why.strip())
        for rule in ruleset.rules.values()
    )
    return Report(
        versions=versions,
        gate=told.gate,
        results=told.results,
        failures=(*failures, *told.failures),
        notices=(*reading.notices, *told.notices),
        closed=reading.closed,
        rules=rules,
        changes=told.changes,
        hidden=told.hidden,
        counted=told.unjudged,
        figures=told.figures,
    )


def fitting(filters: Filters, ruleset: Ruleset) -> Filters:
    """Return the filters of a run: they know its rules, and what tickets may suppress."""

    @cache
    def names() -> frozenset[str]:
        return frozenset(all_rules(ruleset.settings).rules)

    suppressions = replace(
        filters.suppressions,
        inline=ruleset.settings.inline_suppressions,
        run=frozenset(ruleset.rules),
        names=names,
    )
    compared = filters.comparison
    return replace(
        filters,
        suppressions=suppressions,
        left_out=ruleset.left_out,
        comparison=replace(compared, now=made_by(ruleset)) if compared else None,
    )


def made_by(ruleset: Ruleset) -> Made:
    """Return what a baseline of these rules says that it was made by."""
    return Made(ticketlint=version("ticketlint"), parts=dict(ruleset.parts))
