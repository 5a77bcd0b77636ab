"""GitLab issues as its REST API gives them."""

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
    """Say whether the record is an issue or a merge request of GitLab."""
    return "iid" in record and "title" in record


def read(record: Record, place: Place) -> Ticket | Skipped:
    """Return the ticket of an issue; a merge request is none."""
    if "source_branch" in record:
        return Skipped("merge request")
    number, url = as_text(record.get("iid")), as_text(record.get("web_url"))
    key = _full_reference(record) or repository_key(url, number)
    ticket = Ticket(
        key=key if number else "",
        title=as_text(record.get("title")),
        fields=(text_field("description", record["description"], Markup.MARKDOWN),)
        if "description" in record
        else (),
        source=place.origin.name,
        line=place.line,
        project=key.partition("#")[0],
        type=_type(record),
        status=as_text(record.get("state")),
        url=url,
        created=as_text(record.get("created_at")),
        updated=as_text(record.get("updated_at")),
        sprint=_sprint(record),
        labels=as_texts(record.get("labels")),
        parent=optional_text(record, "epic"),
        due=optional_text(record, "due_date"),
        estimate=_estimate(record),
        reporter=as_person(record.get("author")),
        assignee=as_person(record.get("assignees") or record.get("assignee")),
    )
    return filled_by_labels(ticket)


def _sprint(record: Record) -> str:
    """Return the iteration, where there is none the milestone."""
    return as_text(record.get("iteration")) or as_text(record.get("milestone"))


def _full_reference(record: Record) -> str:
    references = record.get("references")
    return as_text(references.get("full")) if isinstance(references, dict) else ""


def _type(record: Record) -> str:
    """Return the type; `issue` is what everything is and says nothing."""
    name = optional_text(record, "issue_type", "type") or ""
    return "" if name.casefold() == "issue" else name


def _estimate(record: Record) -> str | None:
    times = record.get("time_stats")
    spent = as_text(times.get("human_time_estimate")) if isinstance(times, dict) else ""
    return spent or optional_text(record, "weight")
