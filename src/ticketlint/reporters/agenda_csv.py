"""The agenda of a refinement as CSV: one row for each question, in the order of the meeting."""

import csv
from collections.abc import Iterator
from typing import TextIO

from ticketlint.harmless.cells import cell
from ticketlint.model import Report
from ticketlint.reporters.review.agenda import Item, agenda_of
from ticketlint.reporters.view import View

COLUMNS = ("part", "place", "key", "title", "level", "score", "priority", "sprint", "minutes")
_DECIDE = "decide"
_ASKED = ("asked of", "question", "in time")


def write(report: Report, stream: TextIO, view: View | None = None) -> None:
    """Write a row for each question, and one for each ticket that nobody asks about.

    "in time" says of what is to be decided whether the meeting has time for it.
    """
    agenda = agenda_of(report, (view or View()).meeting)
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow((*COLUMNS, *_ASKED))
    parts = (
        (_DECIDE, agenda.decide),
        ("send back", agenda.send_back),
        ("if time is left", agenda.optional),
        ("none", agenda.settled),
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
        item.level.value if item.level else "",
        "" if item.score is None else f"{item.score:g}",
        item.priority,
        item.sprint,
        str(item.minutes),
    ]
    asked = [(party.value, question.text) for party, question in item.questions]
    for whom, question in asked or [("", "")]:
        yield [cell(value) for value in (*facts, whom, question, fits)]
