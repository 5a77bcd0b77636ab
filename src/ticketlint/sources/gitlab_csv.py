"""GitLab's CSV export of issues."""

from collections.abc import Iterator

from ticketlint.model import Markup, Ticket
from ticketlint.sources.labels import filled_by_labels
from ticketlint.sources.origin import Item
from ticketlint.sources.rows import Header, Row, Table
from ticketlint.sources.values import as_person, as_texts, repository_key

_TODO = "export the issues again, with all columns"


def recognises(header: Header) -> bool:
    """Say whether the header is one of GitLab."""
    return header.has("title", "url") and header.has_any("issue id", "work item id", "iid")


def read(table: Table) -> Iterator[Item]:
    """Yield the tickets of an export."""
    yield from table.without_description(("description",), _TODO)
    yield from table.tickets(_ticket)


def _ticket(row: Row) -> Ticket:
    number, url = row.first("issue id", "work item id", "iid"), row.first("url")
    key = repository_key(url, number) if number else ""
    ticket = Ticket(
        key=key,
        title=row.first("title"),
        fields=(
            *row.text("description", Markup.MARKDOWN, "description"),
            *row.acceptance(Markup.MARKDOWN),
        ),
        source=row.table.origin.name,
        line=row.line,
        project=key.partition("#")[0] if number else "",
        type=row.first("type"),
        status=row.first("state"),
        url=url,
        created=row.first("created at utc", "created at"),
        updated=row.first("updated at utc", "updated at"),
        sprint=row.first("iteration", "milestone"),
        labels=as_texts(row.first("labels")),
        parent=row.optional("parent iid", "epic id", "epic title"),
        due=row.optional("due date"),
        estimate=row.optional("weight", "time estimate"),
        reporter=as_person(row.first("author")),
        assignee=as_person(row.first("assignee", "assignees")),
    )
    return filled_by_labels(ticket)
