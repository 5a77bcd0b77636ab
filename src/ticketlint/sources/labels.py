"""Priority and sprint of trackers that have labels for them, and no field."""

import re
from collections.abc import Iterable
from dataclasses import replace

from ticketlint.model import Ticket

_WORDS = (
    "very high|very low|highest|lowest|high|low|medium|normal|moderate|urgent|immediate|critical|"
    "blocker|showstopper|major|minor|trivial|important|expedite"
)
_BETWEEN = re.compile(r"[\s_-]+")
# "priority::P1", "Priority: 1 - High", "prio/low", of labels whose words stand one blank apart.
_SCOPED = r"(?:{scopes}) ?(?:::|[:/=]| ) ?(?P<number>[ps]?\d{{1,2}})?[.:]? ?(?P<word>{words})?"
_PRIORITY = re.compile(_SCOPED.format(scopes="priority|prio", words=_WORDS), re.IGNORECASE)
_SEVERITY = re.compile(_SCOPED.format(scopes="severity|sev", words=_WORDS), re.IGNORECASE)
# "P1", "high priority".
_BARE = re.compile(rf"(?P<number>p\d)|(?P<word>{_WORDS}) prio(?:rity)?", re.IGNORECASE)
_SPRINT = re.compile(
    r"(?:sprint|iteration)\s?(?:::|[:/=])\s?(?P<name>\S.*)|(?:sprint|iteration)[\s_-]?\d.*",
    re.IGNORECASE,
)
_NO_SPRINT = frozenset({"none", "no", "backlog"})


def filled_by_labels(ticket: Ticket) -> Ticket:
    """Return a ticket with the priority and the sprint that its labels tell, where it has none."""
    return replace(
        ticket,
        priority=ticket.priority or priority_of(ticket.labels),
        sprint=ticket.sprint or sprint_of(ticket.labels),
    )


def priority_of(labels: Iterable[str]) -> str:
    """Return the priority that labels tell, else the severity: its word, such as P1 for none."""
    told = [_BETWEEN.sub(" ", label.strip()) for label in labels]
    for pattern, letter in ((_PRIORITY, "P"), (_BARE, "P"), (_SEVERITY, "S")):
        for label in told:
            found = pattern.fullmatch(label)
            if found and (found["word"] or found["number"]):
                return str(found["word"] or _numbered(found["number"], letter))
    return ""


def _numbered(number: str, letter: str) -> str:
    return f"{letter}{number}" if number.isdigit() else number


def sprint_of(labels: Iterable[str]) -> str:
    """Return the sprint that labels tell; one of a number alone is called "Sprint 12"."""
    for label in labels:
        found = _SPRINT.fullmatch(label.strip())
        name = (found["name"] or found[0]) if found else ""
        if name and name.casefold() not in _NO_SPRINT:
            return name if any(map(str.isalpha, name)) else f"Sprint {name}"
    return ""
