"""What a report asks about each ticket, whether it comes from a file or from this run."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ticketlint.errors import SourceError
from ticketlint.judging.questions import Asking, asking, choose_questions
from ticketlint.model import Severity, TicketResult

_REPORT_VERSION = 1
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions about one ticket, the worst first; `grade` is A to F or `unscored`.

    `failed`: the ticket could not be judged, so that no question means nothing.
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
    """What is asked: findings of this severity and worse, at most so many questions a ticket."""

    least: Severity
    most: int


def asked(report: Mapping[str, Any], bounds: Bounds, origin: str) -> list[Asked]:
    """Return what a JSON report asks within the bounds, in its order.

    Raises: SourceError where it is not a report of this tool.
    """
    tickets = report.get("tickets")
    if report.get("schema_version") != _REPORT_VERSION or not isinstance(tickets, list):
        todo = "make one with `ticketlint check ... --output json:FILE`"
        raise SourceError(origin, "not a JSON report of ticketlint", todo)
    try:
        return [_ticket(ticket, bounds) for ticket in tickets]
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        raise SourceError(origin, "a damaged report", "make it again") from None


def asked_of(result: TicketResult, bounds: Bounds) -> Asked:
    """Return what a ticket that was checked in this run is asked."""
    found = [(one.severity, one.state, asking(one)) for one in result.findings]
    failed = bool(result.failures)
    return _asked(result.key, result.url, result.score.grade, found, bounds, failed=failed)


def _ticket(ticket: Mapping[str, Any], bounds: Bounds) -> Asked:
    found = [
        (
            Severity(one["severity"]),
            one.get("state", "new"),
            Asking(one["rule"], str(one["question"] or one["message"]), str(one["text"])),
        )
        for one in ticket["findings"]
    ]
    key, url, failed = str(ticket["key"]), str(ticket.get("url") or ""), bool(ticket["failures"])
    return _asked(key, url, str(ticket["grade"]), found, bounds, failed=failed)


def _asked(
    key: str,
    url: str,
    grade: str,
    found: list[tuple[Severity, str, Asking]],
    bounds: Bounds,
    *,
    failed: bool,
) -> Asked:
    wanted = _WORST_FIRST[: _WORST_FIRST.index(bounds.least) + 1]
    ranked = [
        one
        for severity in wanted
        for its, state, one in found
        if its is severity and state != "suppressed"
    ]
    questions = choose_questions(ranked, bounds.most)
    return Asked(key, url, grade, questions, failed or grade == "unscored")
