"""The CSV export of an Azure DevOps query."""

from collections.abc import Iterator
from dataclasses import replace

from ticketlint.model import Markup, Ticket, TicketField
from ticketlint.sources.origin import Item
from ticketlint.sources.rows import Header, Row, Table
from ticketlint.sources.values import as_person, as_texts, html_or_markdown

# The export of a tree has one title column for each level.
_TITLES = ("title", *(f"title {level}" for level in range(1, 11)))
_TODO = "add the columns Description, Repro Steps and Acceptance Criteria to the query"


def recognises(header: Header) -> bool:
    """Say whether the header is one of Azure DevOps."""
    return header.has("id", "work item type") and header.has_any(*_TITLES)


def read(table: Table) -> Iterator[Item]:
    """Yield the tickets of an export."""
    yield from table.without_description(("description", "repro steps"), _TODO)
    yield from table.tickets(_ticket)


def _ticket(row: Row) -> Ticket:
    is_bug = row.first("work item type").casefold() == "bug"
    description = ("repro steps", "description") if is_bug else ("description", "repro steps")
    return Ticket(
        key=row.first("id"),
        title=row.first(*_TITLES),
        fields=tuple(_texts(row, description)),
        source=row.table.origin.name,
        line=row.line,
        project=row.first("team project"),
        type=row.first("work item type"),
        status=row.first("state"),
        created=row.first("created date"),
        updated=row.first("changed date"),
        priority=row.first("priority"),
        sprint=row.first("iteration path"),
        labels=as_texts(row.first("tags")),
        components=tuple(row.all("area path")),
        parent=row.optional("parent"),
        due=row.optional("due date", "target date"),
        estimate=row.optional("story points", "effort", "original estimate"),
        reporter=as_person(row.first("created by")),
        assignee=as_person(row.first("assigned to")),
    )


def _texts(row: Row, description: tuple[str, ...]) -> Iterator[TicketField]:
    for name, columns in (("description", description), ("environment", ("system info",))):
        text = row.optional(*columns)
        if text is not None:
            yield TicketField(name, text, html_or_markdown(text))
    for found in row.acceptance(Markup.HTML):
        yield replace(found, markup=html_or_markdown(found.text))
