"""One run from inputs to a report."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import chain
from typing import TYPE_CHECKING

from ticketlint.annotation.pipeline import account_of
from ticketlint.backlog import judge_backlog
from ticketlint.cleaning.templates import NO_TEMPLATES, Templates, learn_templates, read_templates
from ticketlint.config.settings import Config
from ticketlint.filters.gate import judge
from ticketlint.model import (
    Failure,
    Notice,
    Report,
    Ticket,
    TicketResult,
    Versions,
)
from ticketlint.rules.pack import RulePack
from ticketlint.run.execution import batches, lint_all, open_executor, open_linter
from ticketlint.run.selection import load_pack
from ticketlint.sources import SourceOptions, is_read_once, read_tickets

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc

Watch = Callable[[Iterator[TicketResult]], Iterator[TicketResult]]


@dataclass(slots=True)
class Reading:
    """Tickets as they are read; keeps what else the sources told, in order.

    With `is_closed`, tickets in such a status are counted and left out. With `limit`, reading
    stops at the ticket after so many.
    """

    inputs: Sequence[str]
    options: SourceOptions
    live: Iterable[Ticket | Failure | Notice] = ()
    failures: list[Failure] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    is_closed: Callable[[str], bool] | None = None
    limit: int | None = None
    count: int = 0
    closed: int = 0

    def __iter__(self) -> Iterator[Ticket]:
        stdin = getattr(sys.stdin, "buffer", None)
        files = read_tickets(self.inputs, self.options, stdin)
        for item in chain(files, self.live):
            match item:
                case Ticket() if self.is_closed and self.is_closed(item.status):
                    self.closed += 1
                case Ticket() if self.count == self.limit:
                    told = f"there are more tickets than the {self.count} that were read"
                    self.notices.append(Notice(told, "--limit"))
                    return
                case Ticket():
                    self.count += 1
                    yield item
                case Failure():
                    self.failures.append(item)
                case Notice():
                    self.notices.append(item)

    def all_failures(self) -> list[Failure]:
        """Return what could not be read; a run without any ticket is a failure too."""
        if self.count or self.closed or self.failures:
            return self.failures
        return [Failure("no tickets (name a file or folder that holds some)")]


def run_check(  # noqa: PLR0913 - what a run is made of
    inputs: Sequence[str],
    config: Config,
    options: SourceOptions,
    jobs: int,
    watch: Watch,
    live: Iterable[Ticket | Failure | Notice] = (),
    *,
    limit: int | None = None,
) -> Report:
    """Read and lint everything, files first and then `live`, up to `limit` tickets.

    What cannot be read stands in the report's failures.
    `watch` is handed the results as they come, for a progress display.
    Raises: RuleError and ConfigError for rules or a configuration that cannot be used.
    """
    pack = load_pack(config)
    templates = read_templates(config.templates)
    templates = templates.joined(learnt_templates(inputs, config, options))
    reading = Reading(inputs, options, live, limit=limit)
    if config.open_only:
        reading.is_closed = config.is_closed
    with open_executor(jobs) as executor:
        results = tuple(watch(lint_all(reading, config, executor, jobs, templates)))
    results = judge_backlog(results, pack, config)
    return make_report(results, pack, config, reading, templates)


def learnt_templates(inputs: Sequence[str], config: Config, options: SourceOptions) -> Templates:
    """Return the lines that recur in the tickets of the inputs.

    Standard input and pipes can be read only once and Jira should be, so nothing is learnt
    where one of them is named.
    """
    if not config.learn_templates or any(map(is_read_once, inputs)):
        return NO_TEMPLATES
    return learn_templates(Reading(inputs, options))


def read_documents(reading: Reading, config: Config) -> Iterator["TicketDoc"]:
    """Yield the annotated tickets; what cannot be read is kept in `reading`."""
    linter = open_linter(config.packed(), read_templates(config.templates))
    for batch in batches(reading):
        for part in linter.annotate(batch):
            if isinstance(part, TicketResult):
                reading.failures += part.failures
            else:
                yield part


def make_report(
    results: tuple[TicketResult, ...],
    pack: RulePack,
    config: Config,
    reading: Reading,
    templates: Templates = NO_TEMPLATES,
) -> Report:
    """Return the report of a run with the judgement of the gate."""
    name, number = account_of(config.pipeline)
    versions = Versions(
        tool=version("ticketlint"),
        ruleset=pack.hash,
        rules=len(pack.rules),
        pipeline_name=name,
        pipeline_version=number,
        templates=templates.hash,
    )
    failures, notices = tuple(reading.all_failures()), tuple(reading.notices)
    gate = judge(results, config.fail_severity, failures)
    return Report(versions, gate, results, failures, notices, reading.closed)
