"""What a report asks about each ticket, whether it comes from a file or from this run."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ticketlint.errors import SourceError
from ticketlint.model import Severity, State, TicketResult

_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions about one ticket, the worst first; `grade` is A to F or `unscored`.

    `failed`: the ticket could not be judged, so that no question means nothing. A run with a part
    of the rules has no score, but it asks.
    """

    key: str
    url: str
    grade: str
    questions: tuple[str, ...]
    failed: bool = False

    @property
    def digest(self) -> str:
        """Return what changes when the questions change."""
        told = json.dumps(self.questions, ensure_ascii=True)
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is asked: in the words of rules only from a severity on, at most so many a ticket."""

    least: Severity
    most: int


@dataclass(frozen=True, slots=True)
class _Found:
    """What decides whether a question that names a rule is asked."""

    rule: str
    severity: Severity
    state: State
    question: str


def asked(report: Mapping[str, Any], bounds: Bounds, origin: str) -> list[Asked]:
    """Return what a JSON report, as `open_report` gives it, asks within the bounds, in its order.

    Raises: SourceError where it is damaged.
    """
    try:
        return [_ticket(ticket, bounds) for ticket in report["tickets"]]
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        raise SourceError(origin, "a damaged report", "make it again") from None


def asked_of(result: TicketResult, bounds: Bounds) -> Asked:
    """Return what a ticket that was checked in this run is asked."""
    found = [_Found(one.rule, one.severity, one.state, one.question) for one in result.findings]
    return Asked(
        result.key,
        result.address.url,
        result.score.grade,
        _bounded(((one.text, one.rule) for one in result.questions), found, bounds),
        bool(result.failures) or (result.score.value is None and not result.questions),
    )


def _ticket(ticket: Mapping[str, Any], bounds: Bounds) -> Asked:
    found = [
        _Found(one["rule"], Severity(one["severity"]), State(one["state"]), str(one["question"]))
        for one in ticket["findings"]
    ]
    questions = ((str(one["text"]), one["rule"]) for one in ticket["questions"])
    grade = str(ticket["grade"])
    return Asked(
        str(ticket["key"]),
        str(ticket.get("url") or ""),
        grade,
        _bounded(questions, found, bounds),
        bool(ticket["failures"]) or (grade == "unscored" and not ticket["questions"]),
    )


def _bounded(
    questions: Iterable[tuple[str, str]], found: Sequence[_Found], bounds: Bounds
) -> tuple[str, ...]:
    """Return the stored questions that are asked within the bounds, in their order."""
    return tuple(text for text, rule in questions if _is_asked(text, rule, found, bounds.least))[
        : bounds.most
    ]


def _is_asked(text: str, rule: str, found: Sequence[_Found], least: Severity) -> bool:
    """Tell whether a question is asked.

    One that is a rule's own needs a finding in bounds. One that a reader would ask may name the
    rule that found the same words, however mild; only where all it found is suppressed it goes.
    """
    told = [one for one in found if one.rule == rule]
    left = [one for one in told if one.state is not State.SUPPRESSED]
    if any(_asks(one, text) for one in told):
        wanted = _WORST_FIRST[: _WORST_FIRST.index(least) + 1]
        return any(one.severity in wanted for one in left if _asks(one, text))
    return bool(left) or not told


def _asks(finding: _Found, text: str) -> bool:
    return " ".join(finding.question.split()) == text
