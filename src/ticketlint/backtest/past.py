"""What a JSON record of a tracker tells of its past: comments, changes, states.

Who wrote something is kept only to tell people apart; nothing prints it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ticketlint.model import Markup
from ticketlint.sources.values import Record, as_text, as_texts, text_field

# Under which keys GitHub and GitLab, their command lines and Perceval keep what was said.
_COMMENT_KEYS = ("comments", "comments_data", "notes", "notes_data")
_EVENT_KEYS = ("events", "timeline", "timeline_events")
_WHO_KEYS = ("accountId", "login", "username", "name", "key", "id")
_BOT = re.compile(
    r"\[bot\]$|(?:^|[-_. ])bot(?:$|[-_. \d])|^(?:github-actions|dependabot|renovate|jenkins|hudson"
    r"|automation(?: for jira)?|jira automation|codecov|stale)\b",
    re.IGNORECASE,
)

# How GitLab notes a change of the title: what was taken out or put in stands in {- -} or {+ +}.
_RETITLED = re.compile(r"changed title from \*\*(.{1,1000})\*\* to \*\*(.{1,1000})\*\*")
_MARKED = re.compile(r"\{[-+]([^{}]*)[-+]\}")


@dataclass(frozen=True, slots=True)
class Comment:
    """What one person, or a program, wrote below a ticket; `at` is a time as stored."""

    text: str
    markup: Markup
    at: str = ""
    author: str = field(default="", repr=False)
    is_automatic: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a field, named in small letters; empty is a field without a value."""

    field: str
    before: str
    after: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a ticket's past.

    `comments` is None where the record carries none, `changes` where it carries no history or a
    cut one. `authors` wrote the ticket. `states` are its present status, resolution and labels;
    `closed` is the last time that it was closed, "" for never. `tells_edits`: a description of
    which no change is told was never changed.
    """

    authors: frozenset[str] = field(default=frozenset(), repr=False)
    comments: tuple[Comment, ...] | None = None
    changes: tuple[Change, ...] | None = None
    states: tuple[str, ...] = ()
    closed: str = ""
    tells_edits: bool = False


def jira_past(record: Record) -> Past:
    """Return the past of a Jira issue as its REST API gives it, version 2 or 3."""
    fields = record.get("fields")
    fields = fields if isinstance(fields, dict) else {}
    told = fields.get("comment")
    listed = told.get("comments") if isinstance(told, dict) else told
    return Past(
        authors=_authors(fields.get("reporter"), fields.get("creator")),
        comments=_comments(listed, Markup.JIRA),
        changes=_jira_changes(record.get("changelog")),
        states=(
            *filter(None, (as_text(fields.get("status")), as_text(fields.get("resolution")))),
            *as_texts(fields.get("labels")),
        ),
        closed=as_text(fields.get("resolutiondate")),
    )


def hosted_past(record: Record) -> Past:
    """Return the past of an issue of GitHub or GitLab, with what was exported beside it.

    Both keep former titles. GitLab notes that a description was changed but not what it was, the
    events of GitHub do not even tell that.
    """
    listed = next((record[key] for key in _COMMENT_KEYS if isinstance(record.get(key), list)), None)
    reason = as_text(record.get("state_reason") or record.get("stateReason"))
    return Past(
        authors=_authors(record.get("author"), record.get("user")),
        comments=_comments(listed, Markup.MARKDOWN),
        changes=_hosted_changes(record, listed),
        states=(as_text(record.get("state")), reason, *as_texts(record.get("labels"))),
        closed=as_text(record.get("closed_at") or record.get("closedAt")),
        tells_edits=_has_all_notes(record, listed),
    )


def _authors(*people: object) -> frozenset[str]:
    return frozenset(filter(None, map(_who, people)))


def _who(person: object) -> str:
    """Return what a person is known by in one tracker, "" where nobody is named."""
    if not isinstance(person, dict):
        return as_text(person)
    return next((as_text(person[key]) for key in _WHO_KEYS if person.get(key)), "")


def _is_program(person: object) -> bool:
    if not isinstance(person, dict):
        return _BOT.search(as_text(person)) is not None
    kinds = {as_text(person.get(key)).casefold() for key in ("accountType", "type")}
    if kinds & {"app", "bot"} or person.get("is_bot") is True or person.get("bot") is True:
        return True
    names = (as_text(person.get(key)) for key in ("login", "username", "name", "displayName"))
    return any(_BOT.search(name) for name in names)


def _objects(listed: object) -> Iterator[dict[str, Any]]:
    return (one for one in (listed if isinstance(listed, list) else []) if isinstance(one, dict))


def _comments(listed: object, markup: Markup) -> tuple[Comment, ...] | None:
    if not isinstance(listed, list):
        return None
    return tuple(_comment(one, markup) for one in _objects(listed) if one.get("system") is not True)


def _comment(told: dict[str, Any], markup: Markup) -> Comment:
    person = told.get("author") or told.get("user")
    body = text_field("comment", told.get("body"), markup)
    at = next((told[key] for key in ("created", "created_at", "createdAt") if key in told), "")
    return Comment(body.text, body.markup, as_text(at), _who(person), _is_program(person))


def _jira_changes(told: object) -> tuple[Change, ...] | None:
    """Return the changes, the earliest first; None where there are none or some are cut off."""
    listed = told.get("histories") if isinstance(told, dict) else None
    if not isinstance(listed, list):
        return None
    total = told.get("total") if isinstance(told, dict) else None
    if isinstance(total, int) and total > len(listed):
        return None
    found = (
        Change(
            as_text(item.get("fieldId") or item.get("field")).casefold(),
            as_text(item.get("fromString")),
            as_text(item.get("toString")),
            as_text(history.get("created")),
        )
        for history in _objects(listed)
        for item in _objects(history.get("items"))
    )
    return tuple(sorted(found, key=lambda change: change.at))


def _hosted_changes(record: Record, listed: object) -> tuple[Change, ...] | None:
    told = [record[key] for key in _EVENT_KEYS if isinstance(record.get(key), list)]
    system = [note for note in _objects(listed) if note.get("system") is True]
    if not told and not system:
        return None
    events = (event for events in told for event in _objects(events))
    found = (*map(_event, events), *map(_note, system))
    return tuple(sorted(found, key=lambda change: change.at))


def _has_all_notes(record: Record, listed: object) -> bool:
    """Tell whether what GitLab noted itself is there, and no note is missing."""
    is_system = [note.get("system") is True for note in _objects(listed)]
    written = record.get("user_notes_count")
    return any(is_system) and (not isinstance(written, int) or is_system.count(False) >= written)


def _event(event: dict[str, Any]) -> Change:
    name, at = as_text(event.get("event")), as_text(event.get("created_at"))
    if name == "labeled":
        return Change("labels", "", as_text(event.get("label")), at)
    title = event.get("rename")
    if name == "renamed" and isinstance(title, dict):
        return Change("title", as_text(title.get("from")), as_text(title.get("to")), at)
    return Change("status", "", name, at)


def _note(note: dict[str, Any]) -> Change:
    body, at = as_text(note.get("body")).partition("\n")[0], as_text(note.get("created_at"))
    retitled = _RETITLED.fullmatch(body)
    if retitled:
        before, after = (_MARKED.sub(r"\1", title) for title in retitled.groups())
        return Change("title", before, after, at)
    if body == "changed the description":
        return Change("description", "", "", at)
    return Change("status", "", body, at)
