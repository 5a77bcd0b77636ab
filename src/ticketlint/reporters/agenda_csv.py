"""The agenda of a refinement as CSV: one row for each question, in the order of the meeting."""

import csv
from collections.abc import Iterator
from typing import TextIO

from ticketlint.harmless.cells import cell
from ticketlint.model import Report
from ticketlint.reporters.review.agenda import Item, agenda_of
from ticketlint.reporters.view import View

COLUMNS = (
    "part",
    "place",
    "key",
    "title",
    "level",
    "score",
    "priority",
    "sprint",
    "due",
    "minutes",
)
_DECIDE = "decide"
_ASKED = ("asked of", "question", "in time", "request", "kind", "status")
# What is asked in a meeting when all else is done.
_LATER = "if time is left"


def write(report: Report, stream: TextIO, view: View | None = None) -> None:
    """Write a row for each question, and one for each ticket that nobody asks about.

    "in time" says of what is to be decided whether the meeting has time for it, "request" what
    the author of a ticket has to add.
    """
    agenda = agenda_of(report, view)
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow((*COLUMNS, *_ASKED))
    parts = (
        (_DECIDE, agenda.decide),
        ("send back", agenda.send_back),
        ("done", agenda.done),
        (_LATER, agenda.optional),
        ("none", agenda.settled),
        ("not judged", agenda.unjudged),
    )
    for part, items in parts:
        for place, item in enumerate(items, start=1):
            fits = ("yes" if place <= agenda.in_time else "no") if part == _DECIDE else ""
            rows.writerows(_rows(part, place, item, fits))


def _rows(part: str, place: int, item: Item, fits: str) -> Iterator[list[str]]:
    facts = [
        part,
        str(place),
        item.key,
        item.title,
        item.word,
        "" if item.score is None else f"{item.score:g}",
        item.priority,
        item.sprint,
        item.due,
        str(item.minutes),
    ]
    asked = [
        (one.party.value, one.text, _LATER if fits and one.can_wait else fits)
        for one in item.questions
    ]
    for told in asked or [("", "", fits)]:
        yield [
            cell(value)
            for value in (*facts, *told, item.done or item.request, item.kind, item.status)
        ]
