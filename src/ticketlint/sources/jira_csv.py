"""Jira's CSV export: wiki markup, a column per value, the same header for different fields."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import islice

from ticketlint.model import Markup, Notice, Ticket
from ticketlint.sources.jira_headers import english
from ticketlint.sources.origin import Item
from ticketlint.sources.rows import Header, Row, Table
from ticketlint.sources.values import ISSUE_KEY, as_person

# Jira Cloud and Data Center cut an export at this many issues and say nothing.
_EXPORT_LIMIT = 1000
_KEY = ("issue key", "key")
_TODO = "in Jira choose Export > CSV (all fields)"
_LINK = re.compile(r"(?:inward|outward) issue link\b.*")
_ESTIMATE = (
    "custom field story points",
    "custom field story point estimate",
    "story points",
    "original estimate",
)
_PARENT = (
    "parent key",
    "custom field epic link",
    "custom field parent link",
    "parent",
    "parent id",
)

# Ids of issues that are kept to name parents by their keys; of more rows the first count.
_IDS_KEPT = 200_000


class _Parents:
    """Names parents as people know them: exports up to 2024 name them by Jira's own ids."""

    def __init__(self, table: Table) -> None:
        """Read nothing yet."""
        self._table = table

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """Return the keys of the issues by id: an epic may stand below its stories."""
        rows = islice(self._table.read_apart(), _IDS_KEPT)
        pairs = ((row.first("issue id").strip(), row.first(*_KEY).strip()) for row in rows)
        return {number: key for number, key in pairs if number and key}

    def of(self, row: Row) -> str | None:
        """Return the key of a parent; of an id that is not in the table its title, if told."""
        told = row.optional(*_PARENT)
        if not told or not told.strip().isdecimal():
            return told
        return self._keys.get(told.strip()) or row.first("parent summary") or told


def recognises(header: Header) -> bool:
    """Say whether the header is one of Jira, in one of the languages that are known."""
    names = {english(name) for name in header.names}
    return "summary" in names and not names.isdisjoint(_KEY)


def read(table: Table) -> Iterator[Item]:
    """Yield the tickets of an export."""
    table = replace(table, columns=_columns(table.header))
    yield from table.without_description(("description",), _TODO)
    links = tuple(name for name in table.columns if _LINK.fullmatch(name))
    parents = _Parents(table)
    count = 0
    for item in table.tickets(lambda row: _ticket(row, links, parents)):
        count += isinstance(item, Ticket)
        yield item
    if count == _EXPORT_LIMIT:
        what = "exactly 1,000 issues, the limit of Jira's export"
        yield Notice(f"{what} (there may be more; export in parts)", table.origin.name)


def _columns(header: Header) -> dict[str, list[int]]:
    """Return the positions of the columns by their English names."""
    found: dict[str, list[int]] = {}
    for position, name in enumerate(header.names):
        found.setdefault(english(name), []).append(position)
    # Their own names stay, for those that hold acceptance criteria.
    return {**header.columns, **found}


def _ticket(row: Row, links: tuple[str, ...], parents: _Parents) -> Ticket:
    key = row.first(*_KEY).strip()
    return Ticket(
        key=key,
        title=row.first("summary"),
        fields=(
            *row.text("description", Markup.JIRA, "description"),
            *row.acceptance(Markup.JIRA),
            *row.text("environment", Markup.JIRA, "environment"),
        ),
        source=row.table.origin.name,
        line=row.line,
        project=row.first("project key")
        or (key.rpartition("-")[0] if ISSUE_KEY.fullmatch(key) else ""),
        type=row.first("issue type", "type"),
        status=row.first("status"),
        created=row.first("created"),
        updated=row.first("updated"),
        priority=row.first("priority"),
        sprint=_last(row.all("sprint", "custom field sprint")),
        labels=tuple(row.all("labels")),
        components=tuple(row.all("component s", "components", "component")),
        parent=parents.of(row),
        links=tuple(row.all(*links)) if links else None,
        attachments=_attachments(row),
        versions=row.optional_all("affects version s", "affects versions", "affected versions"),
        due=row.optional("due date"),
        estimate=row.optional(*_ESTIMATE),
        reporter=as_person(row.first("reporter")),
        assignee=as_person(row.first("assignee")),
    )


def _last(values: list[str]) -> str:
    """Return the sprint that a ticket is in: of several columns the last."""
    return values[-1] if values else ""


def _attachments(row: Row) -> tuple[str, ...] | None:
    """Return the file names of cells such as `09/Jan/24 3:55 PM;user;screen.png;https://...`."""
    cells = row.optional_all("attachment", "attachments")
    if cells is None:
        return None
    parts = (cell.split(";") for cell in cells)
    return tuple(cell[2] if len(cell) > 3 else cell[-1] for cell in parts)
