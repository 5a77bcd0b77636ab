"""The tickets of the corpora, each corpus in its own way."""

import gzip
import json
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from ticketlint.model import Markup, Ticket, TicketField


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSONL file, gzipped or not."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


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


def read_many(shared: Path) -> Iterator[Ticket]:
    """Yield the tickets of many projects, each in its own markup."""
    for row in read_lines(shared / "corpora" / "many-projects.jsonl.gz"):
        text = row["description"] or ""
        yield Ticket(
            key=row["key"],
            title=row["title"] or "",
            fields=(TicketField("description", text, Markup(row["markup"])),),
            project=row["project"],
            type=row["type"] or "",
        )


def read_corpora(shared: Path) -> Iterator[Ticket]:
    """Yield the tickets of all corpora that were labelled in for this project."""
    for read in (read_gitlab, read_one_line, read_titanium, read_stories, read_adf, read_many):
        yield from read(shared)


def tickets_of(shared: Path, keys: Container[str]) -> dict[str, Ticket]:
    """Return the tickets of the corpora that have one of the keys, by key."""
    return {ticket.key: ticket for ticket in read_corpora(shared) if ticket.key in keys}
