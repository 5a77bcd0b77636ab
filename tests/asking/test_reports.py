"""A title may report a fault whatever the kind of its ticket, and a name with "error" is none."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.asking.answering import lacks_version
from ticketlint.asking.reports import names_fault, reports_fault, tells_when
from ticketlint.cleaning.outline import outline
from ticketlint.model import AnswerType, TicketResult

VERSION = "In which version does this happen, and on which system, device or browser?"
ELSEWHERE = "Where else does the same go wrong, and should that be mended with it?"


@pytest.mark.parametrize(
    ("title", "names", "reports"),
    [
        pytest.param("The export of invoices is broken", True, True, id="a word for a fault"),
        pytest.param("NullPointerException in the ledger", True, True, id="an exception"),
        pytest.param("Wrong error message in the ledger", True, True, id="a fault beside a kind"),
        pytest.param("Remove the broken export", True, False, id="wants something gone"),
        pytest.param("Improve the error handling of the ledger", False, False, id="deals with one"),
        pytest.param("Show a crash report to the clerk", False, False, id="tells of one"),
        pytest.param("Show the invoices of a month", False, False, id="nothing wrong"),
    ],
)
def test_a_title_reports_a_fault_where_something_is_wrong_and_nothing_wanted(
    nlp: Language, title: str, names: bool, reports: bool
) -> None:
    doc = _doc(nlp, title)

    assert (names_fault(doc), reports_fault(doc)) == (names, reports)


@pytest.mark.parametrize(
    ("title", "is_told"),
    [
        pytest.param("The ledger hangs when a year is closed", True, id="when"),
        pytest.param("The ledger hangs", False, id="no time"),
    ],
)
def test_a_title_says_when_it_happens_by_a_word_for_it(
    nlp: Language, title: str, is_told: bool
) -> None:
    assert tells_when(_doc(nlp, title)) is is_told


def test_a_fault_of_which_nothing_else_is_told_is_not_asked_for_elsewhere(
    lint: Callable[..., TicketResult],
) -> None:
    more = "The totals of all invoices of May are those of June since the ledger was moved."
    thin, told = (lint(text, title="Ledger shows wrong totals", type="Bug") for text in ("", more))

    assert ELSEWHERE not in [one.text for one in thin.questions]
    assert ELSEWHERE in [one.text for one in told.questions]


def test_an_exact_order_is_not_asked_where_it_ends(lint: Callable[..., TicketResult]) -> None:
    exact, loose = (
        lint("", title=title, type="Task").questions
        for title in ("Remove the unused `ledger.py` from the package", "Tidy up the ledger")
    )

    assert AnswerType.SCOPE not in [one.type for one in exact]
    assert AnswerType.SCOPE in [one.type for one in loose]


@pytest.mark.parametrize(
    ("title", "text", "lacks"),
    [
        pytest.param("Ledger crashes on Android", "", True, id="a system alone"),
        pytest.param("Ledger crashes on Android 14", "", False, id="with its version"),
        pytest.param("Ledger crashes", "", False, id="no system"),
        pytest.param(
            "Ledger crashes on Android",
            "```\nTraceback (most recent call last):\nKeyError: 'may'\n```",
            False,
            id="the fault is shown",
        ),
    ],
)
def test_a_version_lacks_where_a_system_stands_alone(
    nlp: Language, title: str, text: str, lacks: bool
) -> None:
    assert lacks_version(_doc(nlp, title, text)) is lacks


def test_a_part_that_may_lack_is_asked_before_what_any_ticket_could_be_asked(
    lint: Callable[..., TicketResult],
) -> None:
    told = (
        "When I ran the import the console showed this: Uncaught SyntaxError: Unexpected number 7"
        "\n\nIt was working fine before the new update."
    )
    title = "Ledger not assigning a valid number"
    first, second, *_ = [one.text for one in lint(told, title=title, type="Bug").questions]

    assert (first, second) == (VERSION, ELSEWHERE)


def _doc(nlp: Language, title: str, text: str = "") -> TicketDoc:
    [doc] = annotate([outline(ticket(text, title=title, type="Bug"), {})], nlp)
    return doc
