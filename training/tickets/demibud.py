"""Bug reports whose sentences researchers labelled: observed, expected, steps (DeMIBuD)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ticketlint.model import Kind, Markup, Role, Ticket, TicketField
from training.tickets.corpora import read_lines
from training.tickets.labels import Labelled

FLAGS: Mapping[str, Role] = {"eb": Role.EXPECTED, "s2r": Role.STEP, "ob": Role.OBSERVED}


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of a report and what it is for: none, one or more of the roles in `FLAGS`."""

    start: int
    end: int
    roles: frozenset[Role]


def read_reports(shared: Path) -> tuple[list[Ticket], list[list[Judged]]]:
    """Return the reports and their judged sentences; rows judged by paragraph are left out."""
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in read_lines(shared / "corpora" / "demibud-sentences.jsonl.gz"):
        rows[row["key"]].append(row)
    tickets = [_ticket(row) for row in read_lines(shared / "corpora" / "demibud-bugs.jsonl.gz")]
    return tickets, [_judged(ticket.fields[0].text, rows[ticket.key]) for ticket in tickets]


def read_bugs(shared: Path) -> list[Labelled]:
    """Return the reports with what is said of them as a whole: are there steps, is there more."""
    return [_labelled(row) for row in read_lines(shared / "corpora" / "demibud-bugs.jsonl.gz")]


def _labelled(row: Mapping[str, Any]) -> Labelled:
    said = {True: "present", False: "absent"}
    bug = {"steps": said[row["has_s2r"]], "expected": said[row["has_eb"]]}
    return Labelled(_ticket(row), row["key"], (), (Kind.BUG,), ({"bug": bug},))


def _ticket(row: Mapping[str, Any]) -> Ticket:
    text = TicketField("description", row["description"] or "", Markup.PLAIN)
    return Ticket(
        key=row["key"], title=row["title"], fields=(text,), project=row["system"], type="Bug"
    )


def _judged(text: str, rows: Sequence[Mapping[str, Any]]) -> list[Judged]:
    found, place = [], 0
    for row in rows:
        start = text.find(row["text"], place)
        if start < 0:
            continue
        place = start + len(row["text"])
        if not row["paragraph_only"]:
            roles = frozenset(role for flag, role in FLAGS.items() if row[flag])
            found.append(Judged(start, place, roles))
    return found
