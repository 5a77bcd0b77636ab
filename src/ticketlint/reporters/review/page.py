"""The review as one page that needs no network and, to be read, no script."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TextIO

from ticketlint.harmless.terminal import visible
from ticketlint.model import Loss, Question, Report, TicketResult
from ticketlint.reporters.review.agenda import Agenda, Party, agenda_of, party_of, priority_rank
from ticketlint.reporters.review.chart import trend_of
from ticketlint.reporters.review.groups import deciles, groups_of
from ticketlint.reporters.review.layout import Element, elements_of
from ticketlint.reporters.review.marking import (
    Mark,
    Paragraph,
    Piece,
    marks_of,
    shown,
    title_pieces,
)
from ticketlint.reporters.review.room import Rest, divided, most_chars, size_of
from ticketlint.reporters.review.verdict import verdict
from ticketlint.reporters.summary import summarise

# A runner reads `##[...]`, `##vso[...]` and a leading `::` in a log as commands.
_COMMAND = re.compile(r"#(?=#)|:(?=:)")
# Beyond these the ways up are too small to act on; the JSON report has them all.
_MOST_LOSSES = 3
_LEAST_POINTS = 2


@dataclass(frozen=True)
class Card:
    """One ticket of the page, the `number`th from 0; `most_chars` of its text are shown."""

    number: int
    result: TicketResult
    most_chars: int

    @cached_property
    def marks(self) -> list[Mark]:
        """Return what is marked in its text."""
        return marks_of(self.result, self.number)

    @property
    def title(self) -> list[Piece]:
        """Return its title with the marks in it."""
        return title_pieces(self.result.title, self.marks)

    @cached_property
    def _divided(self) -> tuple[list[Paragraph], list[Paragraph]]:
        return divided(shown(self.result, self.marks), self.most_chars)

    @property
    def elements(self) -> Iterator[Element]:
        """Yield the elements of its text, as far as the page has room."""
        return elements_of(self._divided[0])

    @property
    def rest(self) -> list[Element]:
        """Return the elements that the page has no room for."""
        return list(elements_of(self._divided[1]))

    @property
    def questions(self) -> list[tuple[Party, Question]]:
        """Return its questions, each with whom it goes to."""
        return [(party_of(one, self.result.kind), one) for one in self.result.questions]

    @property
    def level(self) -> str:
        """Return its level; without a score it has none."""
        standing = self.result.standing
        return standing.level.value if standing else "unscored"

    @property
    def lost(self) -> list[Loss]:
        """Return what would bring the most points back."""
        return [loss for loss in self.result.score.lost if loss.points >= _LEAST_POINTS][
            :_MOST_LOSSES
        ]

    @property
    def rank(self) -> float:
        """Return how urgent it is, 0 (most) to 4."""
        return priority_rank(self.result.address.priority)

    @property
    def href(self) -> str:
        """Return its address in the tracker, where that is one a browser may follow."""
        url = self.result.address.url
        return url if url.startswith(("https://", "http://")) else ""


def write(report: Report, stream: TextIO) -> None:
    """Write the page; the words of tickets are escaped, the script cannot reach the network."""
    from jinja2 import Environment, PackageLoader
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("ticketlint.reporters", "pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    style, script = _page("review.css"), _page("review.js")
    agenda, summary = agenda_of(report), summarise(report)
    most = most_chars([size_of(result) for result in report.results])
    page = environment.get_template("review.html.j2").generate(
        verdict=verdict(summary),
        summary=summary,
        gate=report.gate,
        failures=report.failures,
        agenda=agenda,
        parties=_parties(agenda),
        groups=groups_of(report),
        deciles=deciles(report),
        trend=trend_of(report.trend),
        rest=Rest(),
        cards=(Card(number, result, most) for number, result in enumerate(report.results)),
        style=Markup(style),  # noqa: S704 - ours, not a ticket's
        script=Markup(script),  # noqa: S704
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    stream.writelines(page)
    stream.write("\n")


def _shown(value: object) -> object:
    """Return words escaped, without what nobody sees and what a CI log would obey.

    `Markup` is ours and stays.
    """
    from markupsafe import Markup, escape

    if type(value) is not str:
        return value
    return Markup(_COMMAND.sub(_entity, escape(visible(value))))  # noqa: S704 - escaped


def _entity(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};"


def _parties(agenda: Agenda) -> list[tuple[Party, int]]:
    counts = ((party, agenda.asked_of(party)) for party in Party)
    return [(party, sum(len(asked) for _, asked in items)) for party, items in counts if items]


def _page(name: str) -> str:
    return files("ticketlint.reporters").joinpath("pages", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return what the content security policy knows a style or a script by."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
