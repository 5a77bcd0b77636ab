"""The tickets with labels and the corpora that roles and kinds are learnt from."""

import gzip
import json
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ticketlint.model import Kind, Markup, Role, Ticket, TicketField

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


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSONL file, gzipped or not."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


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
    return Labelled(ticket, str(row["origin"]), units, kinds, tuple(row["labels"]))


def read_training(shared: Path) -> list[Labelled]:
    """Return the tickets that may be trained on."""
    folder = shared / "labels"
    return read_labelled(folder / "train.jsonl") + read_labelled(folder / "train-diverse.jsonl")


def read_gitlab(shared: Path) -> Iterator[Ticket]:
    """Yield the GitLab issues; their projects are named as in the labelled files."""
    for row in read_lines(shared / "corpora" / "gitlab-issues.jsonl.gz"):
        text = row["description"] or ""
        yield Ticket(
            key=str(row["key"]),
            title=row["title"] or "",
            fields=(TicketField("description", text, Markup.MARKDOWN),),
            project=f"gitlab-{row['project']}",
            type=row["type"] or "",
        )


def read_titanium(shared: Path) -> Iterator[Ticket]:
    """Yield the Titanium issues."""
    yield from map(titanium_ticket, read_lines(shared / "corpora" / "titanium-jira.jsonl.gz"))


def titanium_ticket(row: Mapping[str, Any]) -> Ticket:
    """Return the ticket in an issue of Titanium, in the shape of REST v2."""
    fields = row["fields"]
    text = (fields.get("description") or "").replace("\r\n", "\n")
    return Ticket(
        key=row["key"],
        title=fields["summary"] or "",
        fields=(TicketField("description", text, Markup.JIRA),),
        project=fields["project"]["key"],
        type=(fields.get("issuetype") or {}).get("name", ""),
    )


def read_one_line(shared: Path) -> Iterator[Ticket]:
    """Yield the Jira issues whose line breaks were lost."""
    for row in read_lines(shared / "corpora" / "jira-one-line.jsonl.gz"):
        yield Ticket(
            key=row["key"],
            title=row["title"] or "",
            fields=(TicketField("description", row["description"] or "", Markup.JIRA),),
            project=row["key"].split("-")[0],
        )


def read_stories(shared: Path) -> Iterator[Ticket]:
    """Yield the story files; their keys are made unique by the name of their repository."""
    for row in read_lines(shared / "corpora" / "markdown-stories.jsonl.gz"):
        yield Ticket(
            key=f"{row['key']}@{row['repo']}",
            title=row["title"] or "",
            fields=(TicketField("description", row["description"] or "", Markup.MARKDOWN),),
            project=row["repo"],
        )


def read_adf(shared: Path) -> Iterator[Ticket]:
    """Yield the issues of Jira Cloud; places in them are places in the rendered text."""
    for row in read_lines(shared / "corpora" / "adf-descriptions.jsonl.gz"):
        yield Ticket(
            key=row["key"],
            title=row["summary"] or "",
            fields=(TicketField("description", json.dumps(row["adf"]), Markup.ADF),),
            project=row["key"].split("-")[0],
        )


def read_corpora(shared: Path) -> Iterator[Ticket]:
    """Yield the tickets of all corpora that sentences or kinds were labelled in."""
    for read in (read_gitlab, read_one_line, read_titanium, read_stories, read_adf):
        yield from read(shared)


def tickets_of(shared: Path, keys: Container[str]) -> dict[str, Ticket]:
    """Return the tickets of the corpora that have one of the keys, by key."""
    return {ticket.key: ticket for ticket in read_corpora(shared) if ticket.key in keys}


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


def held_back(labelled: Sequence[Labelled]) -> frozenset[str]:
    """Return the keys under which labelled tickets stand in the corpora."""
    return frozenset(one.origin for one in labelled)
