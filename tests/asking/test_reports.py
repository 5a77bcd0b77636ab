"""A title may report a fault whatever the kind of its ticket, and a name with "error" is none."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.asking.reports import names_fault, reports_fault, tells_when
from ticketlint.cleaning.outline import outline
from ticketlint.model import TicketResult

ELSEWHERE = "Where else does the same go wrong, and should that be mended with it?"


@pytest.mark.parametrize(
    ("title", "is_fault"),
    [
        pytest.param("The export of invoices is broken", True, id="a word for a fault"),
        pytest.param("NullPointerException in the ledger", True, id="an exception"),
        pytest.param("Wrong error message in the ledger", True, id="a fault beside a kind"),
        pytest.param("Improve the error handling of the ledger", False, id="what deals with one"),
        pytest.param("Show a crash report to the clerk", False, id="what tells of one"),
        pytest.param("Show the invoices of a month", False, id="nothing wrong"),
    ],
)
def test_a_title_names_a_fault_only_where_something_is_wrong(
    nlp: Language, title: str, is_fault: bool
) -> None:
    assert names_fault(_doc(nlp, title)) is is_fault


@pytest.mark.parametrize(
    ("title", "is_report"),
    [
        pytest.param("Invoices are missing in the ledger", True, id="says what is wrong"),
        pytest.param("Remove the broken export", False, id="wants something gone"),
    ],
)
def test_a_title_that_wants_something_reports_no_fault(
    nlp: Language, title: str, is_report: bool
) -> None:
    assert reports_fault(_doc(nlp, title)) is is_report


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


def _doc(nlp: Language, title: str) -> TicketDoc:
    [doc] = annotate([outline(ticket("", title=title), {})], nlp)
    return doc
