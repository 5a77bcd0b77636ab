"""What happened to a ticket, and its text as it was when it was created."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ticketlint.backtest.asking import asks
from ticketlint.backtest.past import Change, Comment, Past
from ticketlint.filters.dates import read_date
from ticketlint.sources.values import Record

_NEEDS_INFO = re.compile(
    r"\bneeds?[ _:/-]{0,3}(?:more[ _-]{0,3})?(?:info\w*|details?|feedback|clarification|repro\w*"
    r"|author[ _-]feedback|user[ _-]feedback)\b"
    r"|\bmore[ _-]info\w*|\b(?:incomplete|insufficient info\w*|missing info\w*)\b"
    r"|\b(?:waiting|awaiting)[ _-]{0,3}(?:for|on)?[ _-]{0,3}"
    r"(?:info\w*|reporter|customer|author|user|feedback|response|clarification)\b",
    re.IGNORECASE,
)
_REOPENED = re.compile(r"\bre-?opened\b", re.IGNORECASE)
_STATES = frozenset({"status", "resolution", "labels", "label"})
# Fields of which the changelog keeps the text; the value of each stands in the record as text.
_TEXTS = ("summary", "description", "environment")


class Outcome(StrEnum):
    """What a ticket can meet with."""

    ASKED = "asked"
    REOPENED = "reopened"
    NEEDS_INFO = "needs-info"


class TextAge(StrEnum):
    """Which text of a ticket is judged, and how that is known."""

    RESTORED = "restored"
    UNCHANGED = "unchanged"
    PRESENT = "present"


# Whether it happened; a ticket of which that is not known lacks the outcome.
Outcomes = Mapping[Outcome, bool]


@dataclass(frozen=True, slots=True)
class Restored:
    """A record with the texts that it was created with, and how they are known."""

    record: Record
    age: TextAge


def outcomes_of(past: Past) -> Outcomes:
    """Return what happened, as far as it is known.

    Asked: of tickets on which another person than the author commented before they were closed,
    those where such a comment asks for information; programs do not count.
    Reopened: of tickets that were closed once. Needs info: of all that carry a state.
    """
    found: dict[Outcome, bool] = {}
    said = list(_said_by_others(past))
    if said:
        found[Outcome.ASKED] = any(asks(one.text, one.markup) for one in said)
    reopened = any(map(_reopens, past.changes or ())) or any(map(_REOPENED.search, past.states))
    if reopened or past.closed:
        found[Outcome.REOPENED] = reopened
    states = list(_all_states(past))
    if states:
        found[Outcome.NEEDS_INFO] = any(map(_NEEDS_INFO.search, states))
    return found


def restored(record: Record, past: Past) -> Restored:
    """Return a record with the texts that it was created with, as far as its past tells them.

    The first change of a field tells what stood there before. Without a whole changelog the
    present texts stay.
    """
    if past.changes is None:
        return Restored(record, TextAge.PRESENT)
    first: dict[str, str] = {}
    for change in past.changes:
        first.setdefault(change.field, change.before)
    fields = record.get("fields")
    if isinstance(fields, dict):
        return _of_jira(record, fields, first)
    return _of_host(record, first, tells_edits=past.tells_edits)


def _of_jira(record: Record, fields: Record, first: Mapping[str, str]) -> Restored:
    """Return it with title, description, environment and type as they were created."""
    old: dict[str, object] = {name: first[name] for name in _TEXTS if name in first}
    age = TextAge.RESTORED if old else TextAge.UNCHANGED
    if first.get("issuetype"):
        old["issuetype"] = {"name": first["issuetype"]}
    return Restored({**record, "fields": {**fields, **old}}, age)


def _of_host(record: Record, first: Mapping[str, str], *, tells_edits: bool) -> Restored:
    """Return it with the title that it was created with; an edited description is lost."""
    old = {"title": first["title"]} if first.get("title") else {}
    if not tells_edits or "description" in first:
        return Restored({**record, **old}, TextAge.PRESENT)
    return Restored({**record, **old}, TextAge.RESTORED if old else TextAge.UNCHANGED)


def _said_by_others(past: Past) -> Iterator[Comment]:
    """Yield what other people wrote before the end; of a ticket without an author nothing."""
    for comment in past.comments or () if past.authors else ():
        is_other = comment.author and comment.author not in past.authors
        if is_other and not comment.is_automatic and not _is_after(comment.at, past.closed):
            yield comment


def _is_after(at: str, end: str) -> bool:
    """Tell whether a time is later than another; within a day only where they look alike."""
    day, last = read_date(at), read_date(end)
    if day is None or last is None or day != last:
        return day is not None and last is not None and day > last
    return len(at) == len(end) and at > end


def _reopens(change: Change) -> bool:
    if change.field == "resolution":
        return bool(change.before) and not change.after
    return change.field == "status" and _REOPENED.search(change.after) is not None


def _all_states(past: Past) -> Iterator[str]:
    yield from filter(None, past.states)
    for change in past.changes or ():
        if change.field in _STATES and change.after:
            yield change.after
