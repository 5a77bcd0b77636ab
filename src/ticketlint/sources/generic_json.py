"""Tickets as plain JSON objects: key, title, description and, where known, more facts."""

from ticketlint.model import Markup, Ticket, TicketField
from ticketlint.sources.labels import filled_by_labels
from ticketlint.sources.records import Place
from ticketlint.sources.values import (
    Record,
    acceptance_text,
    as_person,
    as_text,
    as_texts,
    optional_text,
    optional_texts,
    text_field,
)

# A package says its name and its version, a ticket its key.
_MANIFEST = {"name", "version"}
_KEYS = {"key", "id", "title", "summary"}
_TITLE = ("title", "summary", "name")
# A text may also stand under the name of its markup, as in a list of ADF documents.
_TEXT: tuple[tuple[str, Markup | None], ...] = (
    ("description", None),
    ("body", None),
    ("text", None),
    ("wiki", Markup.JIRA),
    ("adf", Markup.ADF),
)


def recognises(record: Record) -> bool:
    """Say whether the record has a title or a text, and is not what a tool is set up by."""
    if "$schema" in record or (record.keys() >= _MANIFEST and _KEYS.isdisjoint(record)):
        return False
    return any(name in record for name in (*_TITLE, *(name for name, _ in _TEXT)))


def read(record: Record, place: Place) -> Ticket:
    """Return the ticket of a record."""
    ticket = Ticket(
        key=optional_text(record, "key", "id") or "",
        title=optional_text(record, *_TITLE) or "",
        fields=tuple(_fields(record, place.options.acceptance_fields)),
        source=place.origin.name,
        line=place.line,
        project=as_text(record.get("project")),
        type=as_text(record.get("type")),
        status=as_text(record.get("status")),
        url=optional_text(record, "url", "web_url", "html_url") or "",
        created=optional_text(record, "created", "created_at", "createdAt") or "",
        updated=optional_text(record, "updated", "updated_at", "updatedAt") or "",
        priority=as_text(record.get("priority")),
        sprint=as_text(record.get("sprint")),
        labels=as_texts(record.get("labels")),
        components=optional_texts(record, "components", "component") or (),
        parent=optional_text(record, "parent"),
        links=optional_texts(record, "links"),
        attachments=optional_texts(record, "attachments"),
        versions=optional_texts(record, "versions"),
        due=optional_text(record, "due"),
        estimate=optional_text(record, "estimate", "story_points"),
        reporter=as_person(record.get("reporter") or record.get("author")),
        assignee=as_person(record.get("assignee")),
    )
    return filled_by_labels(ticket)


def _fields(record: Record, extra: tuple[str, ...]) -> list[TicketField]:
    markup = _markup(record.get("markup"))
    fields: list[TicketField] = []
    held = [(name, own) for name, own in _TEXT if name in record]
    if held:
        name, own = next(((n, o) for n, o in held if record[n]), held[0])
        fields.append(text_field("description", record[name], own or markup))
    fields += acceptance_text(record, extra, markup)
    if "environment" in record:
        fields.append(text_field("environment", record["environment"], markup))
    return fields


def _markup(name: object) -> Markup:
    known = {markup.value: markup for markup in Markup}
    return (
        known.get(name.strip().casefold(), Markup.MARKDOWN)
        if isinstance(name, str)
        else (Markup.MARKDOWN)
    )
