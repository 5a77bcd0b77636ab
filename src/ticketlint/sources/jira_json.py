"""Jira issues as its REST API gives them, version 2 (wiki markup) and 3 (ADF)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ticketlint.config import budgets
from ticketlint.model import Markup, Ticket, TicketField
from ticketlint.sources.records import Place
from ticketlint.sources.values import (
    ISSUE_KEY,
    Record,
    acceptance_rank,
    as_person,
    as_text,
    as_texts,
    best_text,
    normal,
    optional_text,
    text_field,
)

# Data Center writes a sprint as `...Sprint@1f[id=3,state=ACTIVE,name=Sprint 5,startDate=...]`.
_SPRINT_NAME = re.compile(r"\bname=([^,\]]*+)")
_SPRINT = "com.pyxis.greenhopper.jira:gh-sprint"
_EPIC_LINK = "com.pyxis.greenhopper.jira:gh-epic-link"
_PARENT_NAMES = frozenset({"epic link", "parent link"})
_ESTIMATE_NAMES = frozenset({"story points", "story point estimate"})
_ESTIMATE_TYPES = ("jsw-story-points", "story-points")


@dataclass(frozen=True, slots=True)
class _Role:
    """What a field is for; `acceptance` is how surely it holds acceptance criteria, 0 surest."""

    acceptance: int | None = None
    is_parent: bool = False
    is_estimate: bool = False
    is_sprint: bool = False


_NO_ROLE = _Role()


def recognises(record: Record) -> bool:
    """Say whether the record is a Jira issue."""
    fields = record.get("fields")
    if not isinstance(fields, dict):
        return False
    if "summary" in fields:
        return True
    return "key" in record and not any(name.startswith("System.") for name in fields)


def read(record: Record, place: Place) -> Ticket:
    """Return the ticket of an issue; a field that was not asked for is not carried."""
    fields: Record = record["fields"] if recognises(record) else {}
    key = optional_text(record, "key", "id") or ""
    custom = list(_custom_fields(fields, place))
    return Ticket(
        key=key,
        title=as_text(fields.get("summary")),
        fields=tuple(_texts(fields, custom)),
        source=place.origin.name,
        line=place.line,
        project=_project(fields, key),
        type=_type(fields),
        status=as_text(fields.get("status")),
        url=_url(as_text(record.get("self")), key),
        created=as_text(fields.get("created")),
        updated=as_text(fields.get("updated")),
        priority=as_text(fields.get("priority")),
        sprint=_sprint(custom),
        labels=as_texts(fields.get("labels")),
        components=as_texts(fields.get("components")),
        parent=_parent(fields, custom),
        links=_all_links(fields, record),
        attachments=_file_names(fields.get("attachment")),
        versions=as_texts(fields["versions"]) if "versions" in fields else None,
        due=optional_text(fields, "duedate"),
        estimate=_estimate(fields, custom),
        reporter=as_person(fields.get("reporter")),
        assignee=as_person(fields.get("assignee")),
    )


def _custom_fields(fields: Record, place: Place) -> Iterator[tuple[_Role, object]]:
    """Yield the fields whose name or type tells a role, by the maps that came with the issue."""
    most = budgets.NAME_CHARS
    for field_id, value in fields.items():
        schema = place.schema.get(field_id)
        kind = as_text(schema.get("custom")) if isinstance(schema, dict) else ""
        name = as_text(place.names.get(field_id))
        role = _role(field_id[:most], name[:most], kind[:most], place.options.acceptance_fields)
        if role is not _NO_ROLE:
            yield role, value


# The same fields come with every issue.
@lru_cache(maxsize=4096)
def _role(field_id: str, name: str, kind: str, extra: tuple[str, ...]) -> _Role:
    rank = acceptance_rank((field_id, name), extra)
    if rank is None and "checklist" in kind:
        # Checklist apps keep acceptance criteria; a field of that name is the surer one.
        rank = 1000
    plain = normal(name or field_id)
    role = _Role(
        rank,
        plain in _PARENT_NAMES or kind == _EPIC_LINK,
        plain in _ESTIMATE_NAMES or kind.endswith(_ESTIMATE_TYPES),
        plain == "sprint" or kind == _SPRINT,
    )
    return _NO_ROLE if role == _NO_ROLE else role


def _texts(fields: Record, custom: list[tuple[_Role, object]]) -> Iterator[TicketField]:
    for name in ("description", "environment"):
        if name in fields:
            yield text_field(name, fields[name], Markup.JIRA)
    best = best_text(
        (role.acceptance, text_field("acceptance_criteria", value, Markup.JIRA))
        for role, value in custom
        if role.acceptance is not None
    )
    if best:
        yield best


def _project(fields: Record, key: str) -> str:
    project = fields.get("project")
    named = as_text(project.get("key")) if isinstance(project, dict) else as_text(project)
    return named or (key.rpartition("-")[0] if ISSUE_KEY.fullmatch(key) else "")


def _type(fields: Record) -> str:
    """Return the name of the issue type; names are localised, the marks of a sub-task are not."""
    kind = fields.get("issuetype")
    name = as_text(kind)
    if not isinstance(kind, dict) or name.casefold().startswith("sub"):
        return name
    is_part = kind.get("subtask") is True or kind.get("hierarchyLevel") == -1
    return "Sub-task" if is_part else name


def _url(own: str, key: str) -> str:
    """Return the address that a person opens; a gateway address is none."""
    site, rest, _ = own.partition("/rest/")
    usable = rest and ISSUE_KEY.fullmatch(key) and site.startswith(("http://", "https://"))
    return f"{site}/browse/{key}" if usable and "://api.atlassian.com" not in site else ""


def _parent(fields: Record, custom: list[tuple[_Role, object]]) -> str | None:
    parent = fields.get("parent")
    if isinstance(parent, dict):
        return as_text(parent.get("key") or parent.get("id"))
    values = [as_text(value) for role, value in custom if role.is_parent]
    known = "" if "parent" in fields or values else None
    return next(filter(None, values), known)


def _sprint(custom: list[tuple[_Role, object]]) -> str:
    """Return the name of the sprint that a ticket is in: of several, the last."""
    values = [value for role, value in custom if role.is_sprint and value]
    sprints = values[0] if values else None
    last = sprints[-1] if isinstance(sprints, list) else sprints
    told = as_text(last)
    name = _SPRINT_NAME.search(told[: budgets.FACT_CHARS])
    return name[1] if name else told


def _all_links(fields: Record, record: Record) -> tuple[str, ...] | None:
    """Return the keys of linked tickets, then the addresses of linked pages."""
    if "issuelinks" not in fields and "remotelinks" not in record:
        return None
    pages = _addresses(record.get("remotelinks"))
    return (*_links(fields.get("issuelinks")), *pages)


def _addresses(links: object) -> Iterator[str]:
    for link in links if isinstance(links, list) else []:
        page = link.get("object") if isinstance(link, dict) else None
        if isinstance(page, dict) and page.get("url"):
            yield as_text(page["url"])


def _links(links: object) -> Iterator[str]:
    for link in links if isinstance(links, list) else []:
        for side in ("outwardIssue", "inwardIssue"):
            issue = link.get(side) if isinstance(link, dict) else None
            if isinstance(issue, dict) and issue.get("key"):
                yield as_text(issue["key"])


def _file_names(attachments: object) -> tuple[str, ...] | None:
    if not isinstance(attachments, list):
        return None
    files = (file for file in attachments if isinstance(file, dict))
    return tuple(as_text(file.get("filename")) for file in files)


def _estimate(fields: Record, custom: list[tuple[_Role, object]]) -> str | None:
    values = [as_text(value) for role, value in custom if role.is_estimate]
    seconds = optional_text(fields, "timeoriginalestimate")
    return next(filter(None, values), seconds or (values[0] if values else seconds))
