"""`ticketlint publish`: put the questions into Jira, each once, and never into a description."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal
from urllib.parse import urlsplit

from ticketlint.reporters.publishing.asked import Asked
from ticketlint.reporters.publishing.comment import Body, comment, same_text
from ticketlint.sources.jira.connection import Site
from ticketlint.sources.jira.errors import NotFoundError, RejectedError
from ticketlint.sources.jira.extras import paged
from ticketlint.sources.jira.keys import is_key
from ticketlint.sources.jira.settings import Watch

PROPERTY = "ticketlint"
_FIELDS = "status,labels,project"
_INTERNAL = {"key": "sd.public.comment", "value": {"internal": True}}
_LONGEST = 100  # characters of an address that are shown
_READY = ("ready", "needs-clarity")
_GRADES = tuple(f"clarity-{grade}" for grade in "abcdf")

Style = Literal["comment", "grade-label", "ready-label"]


class _AddressError(Exception):
    """What a report calls the address of a ticket is none."""


class Did(StrEnum):
    """What was done to a ticket, or in a dry run would be."""

    ADDED = "comment added"
    EDITED = "comment edited"
    LABELLED = "label set"
    UNCHANGED = "unchanged"
    NOTHING = "no questions"
    CLOSED = "closed, left alone"
    OPTED_OUT = "opted out by its label"
    OVER_CAP = "left for the next run (--max-writes)"
    UNREADABLE = "not judged by the check, left alone"
    ELSEWHERE = "not a ticket of this site"
    FAILED = "failed"

    @property
    def is_write(self) -> bool:
        """Say whether people see a difference in Jira."""
        return self in {Did.ADDED, Did.EDITED, Did.LABELLED}


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one ticket; `detail` says more, such as the label or the fault."""

    key: str
    did: Did
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to publish: `write` False only tells what would be done."""

    style: Style = "comment"
    write: bool = False
    most: int = 50


def publish(site: Site, tickets: Iterable[Asked], plan: Plan, watch: Watch) -> Iterator[Done]:
    """Yield what was done to each ticket, in order; a ticket that refuses does not stop the rest.

    Raises: JiraError where the site itself cannot be used any more.
    """
    writes = 0
    for ticket in tickets:
        watch(f"publishing {ticket.key}")
        try:
            done = _publish(site, ticket, plan, room=writes < plan.most)
        except (NotFoundError, RejectedError) as error:
            done = Done(ticket.key, Did.FAILED, error.what)
        except _AddressError as error:
            done = Done(ticket.key, Did.FAILED, str(error))
        writes += done.did.is_write
        yield done


def preview(tickets: Iterable[Asked], plan: Plan) -> Iterator[Done]:
    """Yield what a report alone tells about a run, where no site is named to compare it with."""
    writes = 0
    for ticket in tickets:
        try:
            _host(ticket.url)
            did, detail = _previewed(ticket, plan.style)
        except _AddressError as error:
            did, detail = Did.FAILED, str(error)
        if did.is_write and writes == plan.most:
            did, detail = Did.OVER_CAP, ""
        writes += did.is_write
        yield Done(ticket.key, did, detail)


def _previewed(asked: Asked, style: Style) -> tuple[Did, str]:
    if not is_key(asked.key):
        return Did.ELSEWHERE, ""
    if asked.failed:
        return Did.UNREADABLE, ""
    if style != "comment":
        return Did.LABELLED, _wanted(asked, style)
    count = len(asked.questions)
    if not count:
        return Did.NOTHING, ""
    return Did.ADDED, f"{count} question{'s' * (count > 1)}"


def _wanted(asked: Asked, style: Style) -> str:
    """Return the label that a ticket should have."""
    ready = _READY[1] if asked.questions else _READY[0]
    return f"clarity-{asked.grade.lower()}" if style == "grade-label" else ready


def _publish(site: Site, asked: Asked, plan: Plan, *, room: bool) -> Done:
    if not is_key(asked.key) or _elsewhere(site, asked.url):
        return Done(asked.key, Did.ELSEWHERE)
    if asked.failed:
        return Done(asked.key, Did.UNREADABLE)
    params = {"fields": _FIELDS, "properties": PROPERTY}
    issue = site.get(f"issue/{asked.key}", params, needs="fields", kind=dict)
    fields = issue["fields"]
    labels = [str(label) for label in fields.get("labels") or ()]
    if _category(fields) == "done":
        return Done(asked.key, Did.CLOSED)
    if site.settings.table.opt_out_label in labels:
        return Done(asked.key, Did.OPTED_OUT)
    if plan.style == "comment":
        did, act = _comment(site, asked, issue, _kept(issue))
    else:
        did, act = _label(site, asked, labels, plan.style)
    if did.is_write and not room:
        return Done(asked.key, Did.OVER_CAP)
    detail = act() if plan.write and act else ""
    return Done(asked.key, did, detail)


Act = Callable[[], str]
Step = tuple[Did, Act | None]


def _label(site: Site, asked: Asked, labels: list[str], style: Style) -> Step:
    """Return the step that leaves exactly one label of the family."""
    family = _GRADES if style == "grade-label" else _READY
    wanted = _wanted(asked, style)
    stale = [label for label in labels if label in family and label != wanted]
    if wanted in labels and not stale:
        return Did.UNCHANGED, None
    edits = [{"add": wanted}] * (wanted not in labels) + [{"remove": label} for label in stale]

    def act() -> str:
        site.write("PUT", f"issue/{asked.key}", {"update": {"labels": edits}})
        return wanted

    return Did.LABELLED, act


def _comment(site: Site, asked: Asked, issue: dict[str, Any], kept: dict[str, Any]) -> Step:
    """Return the step that leaves exactly one comment with these questions."""
    if kept.get("digest") == asked.digest:
        return Did.UNCHANGED, None
    body = comment(asked, site.settings.table.opt_out_label, cloud=site.cloud)
    there = _find(site, asked.key, str(kept.get("comment") or ""))
    if there is None:
        if not asked.questions:
            return Did.NOTHING, None
        return Did.ADDED, lambda: _add(site, asked, body, _is_service(issue))
    if same_text(there.get("body"), body):
        # An earlier run was stopped before it could note what it wrote.
        return Did.UNCHANGED, lambda: _note(site, asked, str(there["id"]))
    return Did.EDITED, lambda: _edit(site, asked, body, str(there["id"]))


def _find(site: Site, key: str, comment_id: str) -> dict[str, Any] | None:
    """Return our comment on a ticket: the one that the property names, else one with our mark.

    The mark is written in one step with the comment, so a run that was stopped right after
    is found out here and nothing is written twice.
    """
    if comment_id:
        try:
            found: dict[str, Any] = site.get(f"issue/{key}/comment/{comment_id}", needs="id")
        except NotFoundError:
            pass  # someone deleted it
        else:
            return found
    for one in paged(site, f"issue/{key}/comment", "comments", expand="properties"):
        marks = one.get("properties") or () if isinstance(one, dict) else ()
        if any(mark.get("key") == PROPERTY for mark in marks if isinstance(mark, dict)):
            return dict(one)
    return None


def _add(site: Site, asked: Asked, body: Body, internal: bool) -> str:
    marks: list[dict[str, Any]] = [{"key": PROPERTY, "value": {"digest": asked.digest}}]
    marks += [_INTERNAL] if internal else []
    made = site.write("POST", f"issue/{asked.key}/comment", {"body": body, "properties": marks})
    return _note(site, asked, str((made or {}).get("id", "")))


def _edit(site: Site, asked: Asked, body: Body, comment_id: str) -> str:
    site.write("PUT", f"issue/{asked.key}/comment/{comment_id}", {"body": body})
    return _note(site, asked, comment_id)


def _note(site: Site, asked: Asked, comment_id: str) -> str:
    """Keep in the issue which comment is ours and what it asks."""
    value = {"comment": comment_id, "digest": asked.digest}
    try:
        site.write("PUT", f"issue/{asked.key}/properties/{PROPERTY}", value)
    except RejectedError:
        return "without a note in the issue: your account may not edit it"
    return ""


def _kept(issue: dict[str, Any]) -> dict[str, Any]:
    value = (issue.get("properties") or {}).get(PROPERTY)
    return value if isinstance(value, dict) else {}


def _category(fields: dict[str, Any]) -> str:
    """Return `new`, `indeterminate` or `done`; names of statuses are translated, this is not."""
    return str(((fields.get("status") or {}).get("statusCategory") or {}).get("key", ""))


def _is_service(issue: dict[str, Any]) -> bool:
    project = issue["fields"].get("project") or {}
    return bool(project.get("projectTypeKey") == "service_desk")


def _elsewhere(site: Site, url: str) -> bool:
    """Say whether a ticket of a report belongs to another site; the key alone would not tell."""
    host = _host(url)
    return bool(host) and not site.settings.at_gateway and host != site.settings.host


def _host(url: str) -> str:
    """Return the host of a ticket's address, empty without one.

    Raises: _AddressError.
    """
    try:
        return urlsplit(url).netloc
    except ValueError:
        raise _AddressError(f"`{url[:_LONGEST]}` is no address; make the report again") from None
