"""Whoever implements a ticket beside code has the code: what that tells is asked quietly there."""

from dataclasses import replace

import pytest

from ticketlint.judging.linter import Linter
from ticketlint.model import Markup, Severity, Ticket, TicketField

WARNING, ERROR, NOTE = Severity.WARNING, Severity.ERROR, Severity.NOTE
_REASON, _END, _PLACE = "missing-why", "missing-acceptance-criteria", "missing-environment"


def levels(linter: Linter, rule: str, ticket: Ticket) -> list[list[Severity]]:
    """Return the severities of a rule in a ticket, in a tracker and beside code."""
    both = linter.lint([ticket, replace(ticket, is_beside_code=True)])
    return [[f.severity for f in result.findings if f.rule == rule] for result in both]


def told(title: str, text: str, kind: str) -> Ticket:
    body = TicketField("description", text, Markup.MARKDOWN)
    return Ticket(key="T-1", title=title, type=kind, fields=(body,))


@pytest.mark.parametrize(
    ("rule", "level", "ticket"),
    [
        (_REASON, WARNING, told("Write the columns", "Use the class of the reader.", "Task")),
        (_PLACE, WARNING, told("Wrong total", "The total shows 0 for each invoice.", "Bug")),
        (_END, WARNING, told("Welcome page of the till", "Logo and keys, per WELCOME.md", "Task")),
        (
            _END,
            WARNING,
            told("Drawer editor", "Drag and drop. Reference: docs/till/plan.md", "Task"),
        ),
        (_END, WARNING, told("Till page", "Look at it, verify that both lists render.", "Task")),
        (_END, WARNING, told("Nightly suite", "All 40 drawer files pass on each run.", "Task")),
        (
            _END,
            ERROR,
            told("Keys", "Keep the sales keys working when the drawer is locked.", "Story"),
        ),
        (
            _END,
            WARNING,
            told("Drawer sheet", "Document a sheet: key, sum of the day, and coins.", "Task"),
        ),
        (_END, WARNING, told("The paths", "Write /till/open, /till/close, /till/sum", "Task")),
        (_END, WARNING, told("Drawer view", "It has:\n\n- Coins\n- Notes\n- Slips", "Task")),
        (_END, WARNING, told("Drawer sums", "Sums of a day (ledger, page, printer)", "Task")),
        (
            _END,
            WARNING,
            told("Feedback of Ann", "Address the feedback of Ann on PR #98, and logs.", "Task"),
        ),
        (
            "missing-steps-to-reproduce",
            WARNING,
            told(
                "The drawer list spins",
                "The list spins though the drawer holds nothing.\n\nPlace: src/till/List.tsx\n\n"
                "Expected: a line that says so\n\nActual: it spins",
                "Bug",
            ),
        ),
        (
            "missing-steps-to-reproduce",
            WARNING,
            told(
                "Blank slips",
                "Clerks see a blank slip above each sum.\n\n## Acceptance criteria\n\n"
                "- Slips stand without a blank between them.",
                "Bug",
            ),
        ),
        ("empty-description", ERROR, told("Lift till_state into the ledger", "", "Task")),
        ("empty-description", ERROR, told("Use TillReader for the slips", "", "Task")),
    ],
    ids=[
        *("a reason", "a version", "a document", "a document in a folder", "a look", "all pass"),
        *(
            "what goes on",
            "parts",
            "addresses",
            "a list",
            "parts in brackets",
            "a review",
            "a file with its fault",
        ),
        "a bug with criteria",
        *("code by its name", "a class by its name"),
    ],
)
def test_what_an_implementer_knows_is_asked_quietly_beside_code_and_nowhere_else(
    rule: str, level: Severity, ticket: Ticket, linter: Linter
) -> None:
    assert levels(linter, rule, ticket) == [[level], [NOTE]]


@pytest.mark.parametrize(
    ("rule", "level", "ticket"),
    [
        (_END, WARNING, told("Count the drawers", "Optimise it to ensure speed of all.", "Task")),
        (
            _END,
            WARNING,
            told("The drawer alarm", "An alarm near the limit. Reference: T-9", "Task"),
        ),
        (_END, WARNING, told("Drawer sums", "Sums of each day, as in May.", "Task")),
        (
            "missing-steps-to-reproduce",
            WARNING,
            told("The list is broken", "It is in src/till/list.py, look why.", "Bug"),
        ),
        ("empty-description", ERROR, told("Improve the tills", "", "Task")),
        ("empty-description", ERROR, told("Write the till_state hook", "", "Task")),
    ],
    ids=[
        *("a wish", "another ticket", "one part", "a file alone"),
        *("no name of code", "code without a place"),
    ],
)
def test_what_nobody_knows_is_asked_aloud_beside_code_too(
    rule: str, level: Severity, ticket: Ticket, linter: Linter
) -> None:
    assert levels(linter, rule, ticket) == [[level], [level]]


def test_a_number_and_a_state_are_not_too_little(linter: Linter) -> None:
    plain = told("Milestone 7: Evening", "Ensure that evenings are good.", "Task")
    exact = told("Milestone 7: Evening", "Ensure all 22+ drawer files pass.", "Task")

    assert levels(linter, "told-too-little", plain) == [[WARNING], [WARNING]]
    assert levels(linter, "told-too-little", exact)[1] == [NOTE]
