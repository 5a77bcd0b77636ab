"""Linear's CSV export of issues."""

from collections.abc import Iterator

from ticketlint.model import Markup, Ticket, TicketField
from ticketlint.sources.origin import Item
from ticketlint.sources.rows import Header, Row, Table
from ticketlint.sources.values import as_person, as_texts

_TODO = "export the issues again, with all columns"
_LINKS = ("blocks", "blocked by", "related to", "duplicate of")


def recognises(header: Header) -> bool:
    """Say whether the header is one of Linear."""
    return header.has("id", "team", "title", "status")


def read(table: Table) -> Iterator[Item]:
    """Yield the tickets of an export."""
    yield from table.without_description(("description",), _TODO)
    yield from table.tickets(_ticket)


def _ticket(row: Row) -> Ticket:
    links = row.optional_all(*_LINKS)
    texts = (
        *row.text("description", Markup.MARKDOWN, "description"),
        *row.acceptance(Markup.MARKDOWN),
    )
    return Ticket(
        key=row.first("id"),
        title=_unguarded(row.first("title")),
        fields=tuple(TicketField(t.name, _unguarded(t.text), t.markup) for t in texts),
        source=row.table.origin.name,
        line=row.line,
        project=row.first("team"),
        status=row.first("status"),
        url=row.first("url"),
        created=row.first("created"),
        updated=row.first("updated"),
        priority=row.first("priority"),
        sprint=row.first("cycle name", "cycle"),
        labels=as_texts(row.first("labels")),
        parent=row.optional("parent issue"),
        links=None if links is None else as_texts(",".join(links)),
        due=row.optional("due date"),
        estimate=row.optional("estimate"),
        reporter=as_person(row.first("creator")),
        assignee=as_person(row.first("assignee")),
    )


def _unguarded(text: str) -> str:
    """Take off the apostrophe that keeps spreadsheets from reading a text as a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in {"+", "-", "=", "@"} else text
