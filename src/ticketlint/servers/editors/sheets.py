"""A document judged as it stands in the editor: its tickets, and marks with their ranges."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from lsprotocol.types import Range

from ticketlint.api import Checker, options_of
from ticketlint.model import Failure, Finding, Notice, Question, State, Ticket, TicketResult
from ticketlint.rules.schema import Rule
from ticketlint.servers.editors.places import TextMap, Units
from ticketlint.sources import read_text

# Tickets of one document; a file that holds more is a backlog, and nobody writes in all of it.
MOST_TICKETS = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to tell about a place: a finding, a question, or a fault."""

    range: Range
    told: Finding | Question | Failure | Notice


@dataclass(frozen=True, slots=True)
class Sheet:
    """One ticket of a document: its title, what is marked in it, and where its text ends."""

    ticket: Ticket
    result: TicketResult
    title: Range
    whole: Range
    end: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document: `version` of its text, its tickets, and what could not be read of it.

    `rules` are those that it was judged by.
    """

    version: int | None
    places: TextMap
    rules: Mapping[str, Rule] = field(default_factory=dict)
    sheets: tuple[Sheet, ...] = ()
    faults: tuple[Mark, ...] = ()

    @property
    def marks(self) -> Iterator[Mark]:
        """Yield all marks."""
        yield from self.faults
        for sheet in self.sheets:
            yield from sheet.marks


def judged_page(path: Path, text: str, version: int | None, checker: Checker, units: Units) -> Page:
    """Return the tickets of a text that stands, or will, in a file, and what to tell of them."""
    places = TextMap(text, units)
    settings = checker.ruleset.settings
    options = options_of(settings)
    tickets: list[Ticket] = []
    faults: list[Mark] = []
    for item in (
        islice(read_text(str(path), text, options, path), MOST_TICKETS) if text.strip() else ()
    ):
        match item:
            case Ticket():
                tickets.append(item)
            case Failure() | Notice():
                faults.append(Mark(places.row(item.line or 1), item))
    if settings.open_only:
        tickets = [one for one in tickets if not settings.is_closed(one.status)]
    results = checker.check(tickets)
    sheets = (_sheet(*pair, checker, places) for pair in zip(tickets, results, strict=True))
    return Page(version, places, checker.ruleset.rules, tuple(sheets), tuple(faults))


def _sheet(ticket: Ticket, result: TicketResult, checker: Checker, places: TextMap) -> Sheet:
    title = places.title(ticket)
    end = places.end(ticket, "description")
    marks = tuple(_marks(ticket, result, places, title))
    told: tuple[Failure | Notice, ...] = (*result.failures, *checker.notices(result))
    faults = (Mark(title, fault) for fault in told)
    whole = Range(places.row(ticket.line or 1).start, places.position(end))
    return Sheet(ticket, result, title, whole, end, (*marks, *faults))


def _marks(ticket: Ticket, result: TicketResult, places: TextMap, title: Range) -> Iterator[Mark]:
    """Yield each finding that counts, and each question that no finding asks.

    What lacks is marked in the line of its section, else at the title.
    """
    places_told, rules_told = set(), set()
    for finding in result.findings:
        at = finding.location
        places_told.add((finding.rule, at.field, at.start, at.end))
        rules_told.add(finding.rule)
        if finding.state is not State.SUPPRESSED:
            words = places.words(ticket, at.field, at.start, at.end)
            line = places.line(ticket, at.field, at.start) if at.start else None
            yield Mark(words or line or title, finding)
    for question in result.questions:
        at_words = (question.rule, question.field, question.start, question.end)
        # Of something that lacks, finding and question may each have a place of its own.
        is_told = at_words in places_told if question.about else question.rule in rules_told
        if not is_told:
            words = places.words(ticket, question.field, question.start, question.end)
            yield Mark(words or title, question)
