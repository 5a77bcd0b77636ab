"""The tickets with labels that roles and kinds are learnt from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ticketlint.model import Kind, Markup, Role, Ticket, TicketField
from training.tickets.corpora import read_lines, tickets_of

# Labels made for this project by a language model that read the tickets under the guide;
# they name tickets of the corpora by key and hold none of their text.
LABELS = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the title or description and the role each pass gave it.

    `start` and `end` are code points, end exclusive; `kind` is text, heading or block.
    """

    field: str
    start: int
    end: int
    kind: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A ticket with its units; `kinds` is one kind of ticket for each pass.

    `answers` holds for each pass what it says of the whole ticket, in the words of the guide.
    """

    ticket: Ticket
    origin: str
    units: tuple[Unit, ...]
    kinds: tuple[Kind, ...]
    answers: tuple[Mapping[str, Any], ...] = ()


def read_labelled(path: Path) -> list[Labelled]:
    """Return the tickets of a labelled file in order."""
    return [_labelled(row) for row in read_lines(path)]


def _labelled(row: Mapping[str, Any]) -> Labelled:
    ticket = Ticket(
        key=row["key"],
        title=row["title"] or "",
        fields=(TicketField("description", row["description"] or "", Markup(row["markup"])),),
        project=row["project"] or "",
        type=row["type"] or "",
    )
    spans = [("title", 0, len(row["title"]), "text")]
    spans += [("description", *unit) for unit in row["units"]]
    units = tuple(
        Unit(*span, tuple(Role(labels["roles"][str(number)]) for labels in row["labels"]))
        for number, span in enumerate(spans)
    )
    kinds = tuple(Kind(labels["kind"]) for labels in row["labels"])
    return Labelled(
        ticket, str(row.get("origin") or row["key"]), units, kinds, tuple(row["labels"])
    )


# The files that may be trained on; `unseen` and `dev` never.
TRAINING = ("train", "train-diverse", "many")


def read_training(shared: Path) -> list[Labelled]:
    """Return the tickets that may be trained on."""
    return [one for name in TRAINING for one in read_file(shared, name)]


def read_file(shared: Path, name: str) -> list[Labelled]:
    """Return the tickets of a file of labels by its name, such as `many`."""
    return read_labelled(shared / "labels" / f"{name}.jsonl")


def read_more_kinds(shared: Path) -> list[Labelled]:
    """Return the tickets of `kinds.tsv`; no roles."""
    lines = (LABELS / "kinds.tsv").read_text("utf-8").splitlines()
    kinds = {key: Kind(kind) for key, kind in (line.split("\t") for line in lines)}
    found = tickets_of(shared, kinds)
    return [
        Labelled(found[key], key, (), (kind,), ({"kind": kind.value},))
        for key, kind in kinds.items()
    ]


def read_more_roles(shared: Path) -> list[Labelled]:
    """Return the tickets of `roles.jsonl`, which holds keys, places and roles only."""
    rows = {row["key"]: row for row in read_lines(LABELS / "roles.jsonl")}
    found = tickets_of(shared, rows)
    fields = {"t": "title", "d": "description"}
    return [
        Labelled(
            found[key],
            key,
            tuple(Unit(fields[f], s, e, "text", (Role(role),)) for f, s, e, role in row["roles"]),
            (Kind(row["kind"]),),
            ({"kind": row["kind"]},),
        )
        for key, row in rows.items()
    ]


def read_more_answers(shared: Path) -> list[Labelled]:
    """Return the tickets of `answers.jsonl`, which says what a whole ticket tells; no roles.

    Kinds are not learnt from it: those of projects left out are guessed .776 right with it, .781
    without. It does not say what is wanted, nor how without what: learnt with it, they are less
    certain (mean loss .575 with, .559 without).
    """
    rows = {row["key"]: row for row in read_lines(LABELS / "answers.jsonl")}
    found = tickets_of(shared, rows)
    return [
        Labelled(found[key], key, (), (Kind(row["kind"]),), (row,)) for key, row in rows.items()
    ]


def read_kinds(shared: Path) -> list[Labelled]:
    """Return all tickets whose kind may be trained on."""
    return read_training(shared) + read_more_roles(shared) + read_more_kinds(shared)


def held_back(labelled: Sequence[Labelled]) -> frozenset[str]:
    """Return the keys under which labelled tickets stand in the corpora."""
    return frozenset(one.origin for one in labelled)
