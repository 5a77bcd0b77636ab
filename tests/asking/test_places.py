"""Nobody is asked where else a fault is met whose places are told, or that has one."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import annotate
from ticketlint.asking.places import tells_places
from ticketlint.cleaning.outline import outline
from ticketlint.model import TicketResult

ELSEWHERE = "Where else does the same go wrong, and should that be mended with it?"
MAY = "The sums of May are those of June since the ledger was moved."


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        pytest.param("Ledger shows wrong sums", MAY, False, id="nothing of a place"),
        pytest.param("Ledger shows wrong sums", f"{MAY} It only happens in June.", True, id="only"),
        pytest.param(
            "Ledger shows wrong sums", f"{MAY} The desktop works fine.", True, id="works elsewhere"
        ),
        pytest.param(
            "Ledger shows wrong sums",
            f"{MAY} It does not work correctly.",
            False,
            id="a denial of that",
        ),
        pytest.param(
            "Ledger shows wrong sums", f"{MAY} It should work fine.", False, id="a wish for that"
        ),
        pytest.param(
            "Ledger shows wrong sums", f"{MAY} All other pages are right.", True, id="all others"
        ),
        pytest.param(
            "Ledger shows wrong sums", f"{MAY} Sometimes it is July.", True, id="comes and goes"
        ),
        pytest.param("Installing the ledger fails", MAY, True, id="what is done once"),
        pytest.param("Wrong sums on Windows", MAY, True, id="a system in the title"),
        pytest.param("Add a column for the sums", MAY, True, id="a wish"),
        pytest.param(
            "Ledger shows wrong sums",
            f"{MAY} Remove the second sum from the ledger.",
            True,
            id="work that is ordered",
        ),
    ],
)
def test_a_report_tells_its_places_by_words_for_it(
    nlp: Language, title: str, text: str, told: bool
) -> None:
    [doc] = annotate([outline(ticket(text, title=title, type="Bug"), {})], nlp)

    assert tells_places(doc) is told


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        pytest.param("It is so since the ledger was moved.", True, id="open"),
        pytest.param("The desktop works fine.", False, id="told"),
    ],
)
def test_where_else_is_asked_only_where_it_is_open(
    lint: Callable[..., TicketResult], more: str, asked: bool
) -> None:
    text = f"The totals of all invoices of May are those of June. {more}"
    result = lint(text, title="Ledger shows wrong totals", type="Bug")

    assert (ELSEWHERE in [one.text for one in result.questions]) is asked
