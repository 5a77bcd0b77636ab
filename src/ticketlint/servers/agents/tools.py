"""What the tools do: judge a text, a file or a backlog by one session, explain a rule."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ticketlint.api import Checker, Given, options_of
from ticketlint.config.settings import Config
from ticketlint.errors import SourceError, TicketlintError
from ticketlint.harmless.terminal import printable
from ticketlint.model import Failure, Notice, Ticket, TicketResult
from ticketlint.rules.pack import find_rule
from ticketlint.run.reading import Reading
from ticketlint.run.selection import all_rules
from ticketlint.servers.agents.answers import (
    ToldBacklog,
    ToldRule,
    ToldTicket,
    told_backlog,
    told_rule,
    told_ticket,
)
from ticketlint.servers.agents.roots import files_below, path_below
from ticketlint.servers.desk import MOST_CHARS, MOST_TITLE
from ticketlint.sources import SourceOptions, read_text, read_tickets
from ticketlint.sources.origin import Origin

# Tickets of one call, so that it ends within seconds.
MOST_TICKETS = 200
# One ticket is wanted; the next one tells that there are more.
_ONE = 2

KindName = Literal["", "bug", "story", "task", "epic", "spike"]
MarkupName = Literal["markdown", "jira", "html", "plain"]


class AskedTicket(BaseModel):
    """A ticket as an agent sends it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[str, Field(max_length=MOST_TITLE)] = ""
    text: Annotated[str, Field(max_length=MOST_CHARS, description="the description")] = ""
    kind: Annotated[KindName, Field(description="empty: told by the text")] = ""
    key: Annotated[str, Field(max_length=100)] = ""
    markup: MarkupName = "markdown"

    def as_record(self) -> dict[str, str]:
        """Return it as a mapping that the API takes."""
        told = {"title": self.title, "description": self.text, "markup": self.markup}
        return told | {name: value for name in ("kind", "key") if (value := getattr(self, name))}


class Tools:
    """The tools of one server: rules and pipeline are read once, one call works at a time."""

    def __init__(self, config: Config) -> None:
        """Read the rules. Raises: ConfigError and RuleError for what cannot be used."""
        self._config = config
        self._checker = Checker(config)
        self._one_at_a_time = Lock()

    def warm(self) -> None:
        """Load the pipeline, so that the first call need not wait for all of it."""
        with suppress(TicketlintError):  # told by the first call
            self._judged([{"title": "Show it", "description": "It is shown."}])

    def check_ticket(self, asked: AskedTicket, path: str, roots: Sequence[Path]) -> ToldTicket:
        """Return what there is to ask about one ticket, a text or a file that holds one.

        Raises: SourceError where there is none, or there are several.
        """
        if path and (asked.title or asked.text):
            raise SourceError("path", "a path and a text", "send one of them")
        if path:
            return self._of_file(path, roots)
        if not (asked.title.strip() or asked.text.strip()):
            raise SourceError("text", "there is no ticket", "send a text or a path")
        if asked.title or asked.markup != "markdown":
            return told_ticket(self._judged([asked.as_record()])[0])
        return self._of_document(asked)

    def check_backlog(
        self, tickets: Sequence[AskedTicket], path: str, roots: Sequence[Path]
    ) -> ToldBacklog:
        """Return what there is to ask about many tickets, which are compared with each other.

        Raises: SourceError where there are none, or a path must not be read.
        """
        if bool(path) == bool(tickets):
            raise SourceError("tickets", "tickets or a path", "send one of them")
        if tickets:
            records = [one.as_record() for one in tickets]
            return told_backlog(self._judged(records, backlog=True), (), ())
        reading = self._reading(path, roots, MOST_TICKETS, options_of(self._config))
        results = self._judged(list(reading), backlog=True)
        return told_backlog(results, reading.all_failures(), map(_told, reading.notices))

    def explain_rule(self, name: str) -> ToldRule:
        """Return what a rule looks for. Raises: RuleError for one that there is not."""
        return told_rule(find_rule(all_rules(self._config), name))

    def _of_file(self, path: str, roots: Sequence[Path]) -> ToldTicket:
        # A ticket that is named is read whether or not it is closed.
        options = replace(options_of(self._config), include_closed=True)
        reading = self._reading(path, roots, _ONE, options)
        return told_ticket(self._judged([_only([*reading, *reading.failures], path)])[0])

    def _of_document(self, asked: AskedTicket) -> ToldTicket:
        """Return what is told of a Markdown text, whose first heading is its title."""
        options = options_of(self._config, "markdown")
        ticket = _only(list(read_text("TICKET-1.md", asked.text, options)), "text")
        kind, key = asked.kind or ticket.type, asked.key or ticket.key
        own = replace(ticket, type=kind, key=key, source="", line=None)
        return told_ticket(self._judged([own])[0])

    def _reading(
        self, path: str, roots: Sequence[Path], limit: int, options: SourceOptions
    ) -> Reading:
        """Return the tickets of a path below the roots; what must not be read is a failure."""
        files = list(files_below(path_below(path, roots), roots))
        refused = [one for one in files if isinstance(one, Failure)]
        # Of a file at the path of a format what only looks like a ticket is left out.
        plain = [one.name for one in files if isinstance(one, Origin) and not one.is_found]
        found = [one.name for one in files if isinstance(one, Origin) and one.is_found]
        live = read_tickets(found, replace(options, are_found=True)) if found else ()
        return Reading(plain, options, live, failures=refused, limit=limit)

    def _judged(self, tickets: Sequence[Given], *, backlog: bool = False) -> list[TicketResult]:
        with self._one_at_a_time:
            return list(self._checker.check(tickets, backlog=backlog))


def _only(items: Sequence[Ticket | Failure | Notice], where: str) -> Ticket:
    """Return the one ticket of what was read. Raises: SourceError where that is not so."""
    failure = next((one for one in items if isinstance(one, Failure)), None)
    if failure:
        raise SourceError(printable(failure.source or where), failure.message)
    tickets = [one for one in items if isinstance(one, Ticket)]
    if len(tickets) != 1:
        held = "more than one ticket" if tickets else "no ticket"
        raise SourceError(printable(where), f"holds {held}", "check_backlog takes many")
    return tickets[0]


def _told(notice: Notice) -> str:
    return f"{notice.source}: {notice.message}" if notice.source else notice.message
