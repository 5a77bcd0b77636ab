"""What a Python program calls: tickets in, judged tickets out, by the session of every command."""

import io
import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ticketlint.cleaning.templates import learn_templates
from ticketlint.config.layers import Layer, Layers
from ticketlint.config.reading import read_config
from ticketlint.config.settings import Config
from ticketlint.config.yamlfile import faults_of
from ticketlint.errors import ConfigError, SourceError
from ticketlint.filters.filtering import suppressing
from ticketlint.filters.levels import Shown
from ticketlint.filters.suppressions import notices_of
from ticketlint.model import Address, Failure, Judgement, Kind, Notice, Ticket, TicketResult
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session, fitting
from ticketlint.scoring.score import unscored
from ticketlint.sources import RECORDS, SourceOptions
from ticketlint.sources.allowance import within_budgets
from ticketlint.sources.identity import counted
from ticketlint.sources.linking import linked
from ticketlint.sources.origin import ByteStream, Item, Origin
from ticketlint.sources.records import Place, read_record

Given = Mapping[str, Any] | Ticket
Settings = Config | Mapping[str, Any] | str | os.PathLike[str] | None

# What our own JSON calls the parts of a ticket, and what programs call them, as `_folded`.
_OWN = frozenset(
    {
        *("title", "description", "key", "type", "status", "project", "labels", "markup"),
        *("url", "environment", "components", "parent", "priority", "sprint"),
    }
)
_NAMES: Mapping[str, str] = {
    **{name: name for name in _OWN},
    **dict.fromkeys(("summary", "subject", "headline", "name"), "title"),
    **dict.fromkeys(("body", "text", "content", "details"), "description"),
    **dict.fromkeys(("kind", "issue_type", "issuetype", "ticket_type"), "type"),
    **dict.fromkeys(("id", "issue_key", "issuekey"), "key"),
}
_BETWEEN = re.compile(r"[\s-]+")
_TODO = "give it a title and a description"


def check(
    tickets: Iterable[Given], config: Settings = None, *, backlog: bool = False
) -> Iterator[TicketResult]:
    """Return an iterator over one result for each ticket, in their order.

    A ticket is a `Ticket`, or a mapping with `title` and `description` and, where known, `key`,
    `kind`, `status`, `markup` (`markdown`, `jira`, `html`, `plain`) and what else a JSON file of
    tickets may hold; other usual names are understood ("Summary", "body", "issue type"), and so
    is a record of the REST interfaces of Jira, GitHub, GitLab and Azure DevOps.

    `config` is a `Config`, a mapping of settings, or the path of a configuration file, which is
    trusted; None takes the defaults and looks for no file.

    Tickets are taken and judged a batch at a time (`BATCH_TICKETS` of `config.budgets`) while the
    results are read. With `backlog` all are taken first, and the rules that compare tickets judge
    too, as `ticketlint check` does.

    What cannot be read has a result that says so in `failures`, with its place (`tickets[3]`);
    the others are judged. Closed tickets are left out where the setting `open_only` says so.

    Raises: ConfigError and RuleError for a configuration that cannot be used, at the call;
    SourceError for one ticket where several are wanted.
    """
    return Checker(config).check(tickets, backlog=backlog)


class Checker:
    """Checks tickets again and again; reads the rules once, and the pipeline when first needed.

    It is for one thread at a time.
    """

    def __init__(self, config: Settings = None) -> None:
        """Read the configuration and the rules. Raises: as `check`."""
        settings = _settings(config)
        self._ruleset = resolve(settings)
        self._filters = fitting(suppressing(settings), self._ruleset)
        self._session = Session(self._ruleset)

    @property
    def ruleset(self) -> Ruleset:
        """Return what is judged by."""
        return self._ruleset

    def notices(self, result: TicketResult) -> tuple[Notice, ...]:
        """Return what a ticket asks to be left out without effect: no reason, no such rule."""
        return tuple(notices_of(result, self._filters.suppressions))

    def check(self, tickets: Iterable[Given], *, backlog: bool = False) -> Iterator[TicketResult]:
        """Return an iterator over one result for each ticket, as `check` of this module does."""
        if isinstance(tickets, str | bytes | Mapping | Ticket):
            raise SourceError("tickets", "one ticket, not several", "put it into a list")
        handed = _Handed(tickets, self._ruleset.settings)
        results = self._together(handed) if backlog else self._session.lint(handed)
        return handed.merged(map(self._filtered, results))

    def _together(self, handed: "_Handed") -> Iterable[TicketResult]:
        """Return the results of tickets that are compared with each other."""
        tickets = list(handed)
        learnt = learn_templates(tickets) if self._ruleset.settings.learn_templates else None
        session = Session(self._ruleset, learnt=learnt) if learnt else self._session
        return session.check(tickets)

    def _filtered(self, result: TicketResult) -> TicketResult:
        """Return a result with what is suppressed marked, and without what is not shown."""
        [shown] = Shown(self._filters.over((result,)), self._ruleset.settings)
        return shown


def options_of(settings: Config, input_format: str | None = None) -> SourceOptions:
    """Return how files and texts are read by a configuration."""
    return SourceOptions(
        input_format=input_format,
        acceptance_fields=settings.acceptance_fields,
        closed_statuses=settings.closed_statuses,
        include_closed=settings.include_closed,
        links=settings.links,
    )


@dataclass(slots=True)
class _Handed:
    """Tickets that a program hands over; keeps the results of those that cannot be read."""

    given: Iterable[Given]
    settings: Config
    unread: deque[tuple[int, TicketResult]] = field(default_factory=deque)

    def __iter__(self) -> Iterator[Ticket]:
        count = 0
        for item in counted(self._items()):
            if isinstance(item, Ticket):
                if not (self.settings.open_only and self.settings.is_closed(item.status)):
                    count += 1
                    yield item
            elif isinstance(item, Failure):
                self.unread.append((count, _unread(item)))

    def _items(self) -> Iterator[Item]:
        options = options_of(self.settings)
        for number, given in enumerate(self.given):
            name = f"tickets[{number}]"
            item = given if isinstance(given, Ticket) else _ticket(given, number, name, options)
            yield from within_budgets(linked([item], options.links), name)

    def merged(self, results: Iterable[TicketResult]) -> Iterator[TicketResult]:
        """Yield the results of what was read, and of what was not, in the order of the tickets."""
        count = 0
        for count, result in enumerate(results, start=1):
            yield from self._before(count)
            yield result
        yield from self._before(count + 1)

    def _before(self, number: int) -> Iterator[TicketResult]:
        """Yield the results of what could not be read before the so-manieth ticket."""
        while self.unread and self.unread[0][0] < number:
            yield self.unread.popleft()[1]


def _settings(given: Settings) -> Config:
    if given is None:
        return Config()
    if isinstance(given, Config):
        return given
    if isinstance(given, str | os.PathLike):
        return read_config(Path(given))
    if not isinstance(given, Mapping):
        todo = "give a mapping of settings, or the path of a file"
        raise ConfigError("config", f"is a {type(given).__name__}", todo)
    if "extends" in given:
        raise ConfigError("config", "`extends` stands in a file only", "give the path of one")
    try:
        config = Config.model_validate(dict(given))
    except ValidationError as error:
        told = "; ".join(fault.what for fault in faults_of(error, Config))
        raise ConfigError("config", told) from None
    return config.made_of(Layers((Layer("config", values=dict(given)),)))


def _ticket(given: object, number: int, name: str, options: SourceOptions) -> Item:
    """Return the ticket of a mapping, read as a record of a JSON file is."""
    place = Place(Origin(name, "TICKET", ".json", _no_bytes), options, number + 1)
    if not isinstance(given, Mapping):
        return place.failure(f"a {type(given).__name__}, not a mapping or a Ticket ({_TODO})")
    record = _plain(given)
    if not any(source.recognises(record) for source in RECORDS.values()):
        return place.failure(f"no title and no description ({_TODO})")
    item = read_record(record, place, tuple(RECORDS.values()))
    if isinstance(item, Ticket | Failure):
        return item
    return place.failure(f"a {item.what}, not a ticket (leave it out)")


def _plain(given: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a mapping under the names of our own JSON, a record of a tracker as it is.

    A cell of a table that is empty may be a float that is no number, and a list a tuple.
    """
    record = {str(name): _value(value) for name, value in given.items() if value == value}  # noqa: PLR0124
    if any(source.recognises(record) for name, source in RECORDS.items() if name != "json"):
        return record
    for name in sorted(record, key=lambda name: _folded(name) not in _OWN):
        usual = _NAMES.get(_folded(name), name)
        if usual not in record:
            record[usual] = record.pop(name)
    return record


def _folded(name: str) -> str:
    return _BETWEEN.sub("_", name.strip().casefold())


def _value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _no_bytes() -> ByteStream:
    return io.BufferedReader(io.BytesIO())


def _unread(failure: Failure) -> TicketResult:
    """Return the result of something that could not be read; its place stands for its key."""
    why = unscored("the ticket could not be read")
    judgement = Judgement(Kind.TASK, "not read", why, failures=(failure,))
    return TicketResult(Address(failure.source, source=failure.source), judgement)
