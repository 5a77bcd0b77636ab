"""The agenda of a refinement as CSV: one row for each question, in the order of the meeting."""

import csv
from collections.abc import Iterator
from typing import TextIO

from ticketlint.harmless.cells import cell
from ticketlint.model import Report
from ticketlint.reporters.review.agenda import Item, agenda_of

COLUMNS = ("part", "place", "key", "title", "level", "score", "priority", "sprint", "minutes")
_ASKED = ("asked of", "question")


def write(report: Report, stream: TextIO) -> None:
    """Write a row for each question, and one for each ticket that nobody asks about."""
    agenda = agenda_of(report)
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow((*COLUMNS, *_ASKED))
    parts = (
        ("decide", agenda.decide),
        ("send back", agenda.send_back),
        ("if time is left", agenda.optional),
        ("none", agenda.settled),
    )
    for part, items in parts:
        for place, item in enumerate(items, start=1):
            rows.writerows(_rows(part, place, item))


def _rows(part: str, place: int, item: Item) -> Iterator[list[str]]:
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
        yield [cell(value) for value in (*facts, whom, question)]
