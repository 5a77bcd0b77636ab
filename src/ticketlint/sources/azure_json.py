"""Azure DevOps work items as its REST API gives them."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from ticketlint.model import Markup, Ticket, TicketField
from ticketlint.sources.records import Place
from ticketlint.sources.values import (
    Record,
    acceptance_rank,
    as_person,
    as_text,
    as_texts,
    best_text,
    html_or_markdown,
    optional_text,
)

_DESCRIPTION = ("System.Description", "Microsoft.VSTS.TCM.ReproSteps")
_ACCEPTANCE = "Microsoft.VSTS.Common.AcceptanceCriteria"
_ENVIRONMENT = "Microsoft.VSTS.TCM.SystemInfo"
_ESTIMATES = ("StoryPoints", "Effort", "Size", "OriginalEstimate")
_API = re.compile(
    r"(https?://.+?)(?:/[0-9a-f]{8}-[0-9a-f-]{27})?/_apis/wit/workItems/(\d+)$", re.IGNORECASE
)


def recognises(record: Record) -> bool:
    """Say whether the record is a work item."""
    fields = record.get("fields")
    return isinstance(fields, dict) and any(name.startswith("System.") for name in fields)


def read(record: Record, place: Place) -> Ticket:
    """Return the ticket of a work item."""
    fields: Mapping[str, Any] = record["fields"] if recognises(record) else {}
    project = as_text(fields.get("System.TeamProject"))
    relations = record.get("relations")
    return Ticket(
        key=optional_text(record, "id") or optional_text(fields, "System.Id") or "",
        title=as_text(fields.get("System.Title")),
        fields=tuple(_texts(record, fields, place)),
        source=place.origin.name,
        line=place.line,
        project=project,
        type=as_text(fields.get("System.WorkItemType")),
        status=as_text(fields.get("System.State")),
        url=_url(record, project),
        created=as_text(fields.get("System.CreatedDate")),
        updated=as_text(fields.get("System.ChangedDate")),
        priority=as_text(fields.get("Microsoft.VSTS.Common.Priority")),
        sprint=as_text(fields.get("System.IterationPath")),
        labels=as_texts(fields.get("System.Tags")),
        components=as_texts(fields.get("System.AreaPath")),
        parent=optional_text(fields, "System.Parent"),
        links=_relations(relations, "System.LinkTypes"),
        attachments=_relations(relations, "AttachedFile"),
        versions=as_texts(fields.get("Microsoft.VSTS.Build.FoundIn")) or None,
        due=optional_text(fields, *(f"Microsoft.VSTS.Scheduling.{d}" for d in _DUE)),
        estimate=optional_text(fields, *(f"Microsoft.VSTS.Scheduling.{e}" for e in _ESTIMATES)),
        reporter=as_person(fields.get("System.CreatedBy")),
        assignee=as_person(fields.get("System.AssignedTo")),
    )


_DUE = ("DueDate", "TargetDate")


def _texts(record: Record, fields: Record, place: Place) -> list[TicketField]:
    formats = record.get("multilineFieldsFormat")
    known: Mapping[str, Any] = formats if isinstance(formats, dict) else {}
    # Azure DevOps leaves empty fields out, so no description means an empty one.
    # A bug keeps its text in the steps to reproduce.
    order = (
        _DESCRIPTION
        if as_text(fields.get("System.WorkItemType")) != "Bug"
        else (*_DESCRIPTION[::-1],)
    )
    name = next((name for name in order if fields.get(name)), order[0])
    texts = [_text("description", as_text(fields.get(name)), known.get(name))]
    found = []
    for field, value in fields.items():
        rank = acceptance_rank((field.rpartition(".")[2], field), place.options.acceptance_fields)
        rank = 0 if field == _ACCEPTANCE else rank
        if rank is not None:
            text = _text("acceptance_criteria", as_text(value), known.get(field))
            found.append((rank, text))
    best = best_text(found)
    texts += [best] if best else []
    if _ENVIRONMENT in fields:
        texts.append(_text("environment", as_text(fields[_ENVIRONMENT]), known.get(_ENVIRONMENT)))
    return texts


def _text(name: str, text: str, told: object) -> TicketField:
    markups = {"html": Markup.HTML, "markdown": Markup.MARKDOWN}
    markup = markups.get(told.casefold()) if isinstance(told, str) else None
    return TicketField(name, text, markup or html_or_markdown(text))


def _url(record: Record, project: str) -> str:
    links = record.get("_links")
    page = links.get("html") if isinstance(links, dict) else None
    if isinstance(page, dict):
        return as_text(page.get("href"))
    match = _API.match(as_text(record.get("url")))
    if match is None:
        return ""
    folder = "/" + quote(project)
    return f"{match[1].removesuffix(folder)}{folder}/_workitems/edit/{match[2]}" if project else ""


def _relations(relations: object, kind: str) -> tuple[str, ...] | None:
    """Return the ends of the relations whose kind begins with `kind`; None where none are told."""
    if not isinstance(relations, list):
        return None
    ends = []
    for relation in relations:
        if isinstance(relation, dict) and as_text(relation.get("rel")).startswith(kind):
            attributes = relation.get("attributes")
            name = as_text(attributes.get("name")) if isinstance(attributes, dict) else ""
            last = unquote(as_text(relation.get("url")).rpartition("/")[2])
            ends.append(name if kind == "AttachedFile" and name else last)
    return tuple(ends)
