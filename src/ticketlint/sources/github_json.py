"""GitHub issues: the list of `gh issue list --json`, and the REST API."""

from ticketlint.model import Markup, Ticket
from ticketlint.sources.labels import filled_by_labels
from ticketlint.sources.records import Place, Skipped
from ticketlint.sources.values import (
    Record,
    as_person,
    as_text,
    as_texts,
    optional_text,
    repository_key,
    text_field,
)


def recognises(record: Record) -> bool:
    """Say whether the record is an issue or a pull request of GitHub."""
    return "number" in record and "title" in record and "iid" not in record


def read(record: Record, place: Place) -> Ticket | Skipped:
    """Return the ticket of an issue; a pull request is none."""
    if record.get("pull_request") or "headRefName" in record or {"head", "base"} <= record.keys():
        return Skipped("pull request")
    number, url = as_text(record.get("number")), optional_text(record, "html_url", "url") or ""
    key = repository_key(url, number)
    parent = record.get("parent")
    ticket = Ticket(
        key=key if number else "",
        title=as_text(record.get("title")),
        fields=(text_field("description", record["body"], Markup.MARKDOWN),)
        if "body" in record
        else (),
        source=place.origin.name,
        line=place.line,
        project=key.partition("#")[0],
        type=optional_text(record, "issueType", "type") or "",
        status=as_text(record.get("state")),
        url=url,
        created=optional_text(record, "created_at", "createdAt") or "",
        updated=optional_text(record, "updated_at", "updatedAt") or "",
        sprint=as_text(record.get("milestone")),
        labels=as_texts(record.get("labels")),
        parent=_parent(parent) if "parent" in record else None,
        reporter=as_person(record.get("author") or record.get("user")),
        assignee=as_person(record.get("assignees") or record.get("assignee")),
    )
    return filled_by_labels(ticket)


def _parent(parent: object) -> str:
    if isinstance(parent, dict) and parent.get("number") is not None:
        return repository_key(as_text(parent.get("url")), as_text(parent["number"]))
    return as_text(parent)
