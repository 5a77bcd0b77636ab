"""Any CSV with a column for the title and one for the description."""

from collections.abc import Iterator

from ticketlint.model import Markup, Ticket
from ticketlint.sources.labels import filled_by_labels
from ticketlint.sources.origin import Item
from ticketlint.sources.rows import Header, Row, Table
from ticketlint.sources.values import as_person, as_texts

_KEY = ("key", "id", "issue key", "task id", "number")
_TITLE = ("title", "summary", "name", "task name", "subject")
_DESCRIPTION = ("description", "body", "text", "details", "task content", "notes")
_TODO = "name the column with the text of the ticket `description`"


def recognises(header: Header) -> bool:
    """Say whether the table has a title and something more of a ticket."""
    return header.has_any(*_TITLE) and header.has_any(*_DESCRIPTION, *_KEY)


def read(table: Table) -> Iterator[Item]:
    """Yield the tickets of a table."""
    yield from table.without_description(_DESCRIPTION, _TODO)
    yield from table.tickets(_ticket)


def _ticket(row: Row) -> Ticket:
    markup = _markup(row.first("markup"))
    labels = row.all("labels", "label", "tags")
    ticket = Ticket(
        key=row.first(*_KEY),
        title=row.first(*_TITLE),
        fields=(
            *row.text("description", markup, *_DESCRIPTION),
            *row.acceptance(markup),
            *row.text("environment", markup, "environment"),
        ),
        source=row.table.origin.name,
        line=row.line,
        project=row.first("project"),
        type=row.first("type", "issue type", "kind"),
        status=row.first("status", "state"),
        url=row.first("url", "link"),
        created=row.first("created", "created at"),
        updated=row.first("updated", "updated at"),
        priority=row.first("priority"),
        sprint=row.first("sprint"),
        labels=as_texts(",".join(labels)),
        components=as_texts(",".join(row.all("components", "component"))),
        parent=row.optional("parent", "parent id"),
        links=_list(row, "links"),
        attachments=_list(row, "attachments"),
        versions=_list(row, "versions", "affects versions"),
        due=row.optional("due", "due date"),
        estimate=row.optional("estimate", "story points"),
        reporter=as_person(row.first("reporter", "author")),
        assignee=as_person(row.first("assignee")),
    )
    return filled_by_labels(ticket)


def _markup(name: str) -> Markup:
    known = {markup.value: markup for markup in Markup}
    return known.get(name.strip().casefold(), Markup.MARKDOWN)


def _list(row: Row, *names: str) -> tuple[str, ...] | None:
    cells = row.optional_all(*names)
    return None if cells is None else as_texts(",".join(cells))
