"""Names of things: which a reader may not know, and which stand for the same thing."""

import pytest

from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.cleaning.outline import outline
from ticketlint.matching.signals.compounds import noun_runs, rare_terms, spellings
from ticketlint.model import Ticket, TicketField


def annotated(text: str) -> TicketDoc:
    ticket = Ticket("PAY-1", "Export", (TicketField("description", text),))
    return next(annotate([outline(ticket, {})], load_pipeline()))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Show the zorbel queue.", [("zorbel queue", False)], id="a rare noun"),
        pytest.param("Show the print queue.", [], id="common nouns"),
        pytest.param("Show the zorbel.", [], id="a single word"),
        pytest.param("Show the invocie list.", [], id="a slip of the keys"),
        pytest.param("Show `zorbel_queue` in src/zorbel/queue.py.", [], id="an identifier"),
        pytest.param(
            "The zorbel queue is the list of unpaid invoices.",
            [("zorbel queue", True)],
            id="explained by a sentence",
        ),
        pytest.param(
            "Show the zorbel queue (all unpaid invoices).",
            [("zorbel queue", True)],
            id="explained in brackets",
        ),
    ],
)
def test_a_name_with_a_noun_that_few_know_is_found_once(
    text: str, found: list[tuple[str, bool]]
) -> None:
    doc = annotated(f"{text} {text}")

    assert [
        (term, known) for term, _, known in rare_terms(doc, noun_runs(doc), frozenset())
    ] == found


@pytest.mark.parametrize("word", ["zorbel", "queue", "zorbel queue"])
def test_a_word_of_the_team_makes_a_name_known(word: str) -> None:
    doc = annotated("Show the zorbel queue.")

    assert list(rare_terms(doc, noun_runs(doc), frozenset({word}))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("The dataset is kept.", [("dataset", "dataset")], id="joined"),
        pytest.param("The data sets are kept.", [("dataset", "data set")], id="apart, plural"),
        pytest.param("The data-set is kept.", [("dataset", "data-set")], id="with a hyphen"),
        pytest.param(
            "The export screen is kept.", [("export page", "export screen")], id="a like word"
        ),
        pytest.param("Users log in.", [], id="a verb"),
        pytest.param("The message is kept.", [], id="a word of one part"),
    ],
)
def test_all_forms_of_a_name_share_a_key(text: str, found: list[tuple[str, str]]) -> None:
    assert [(key, form) for key, form, _ in spellings(noun_runs(annotated(text)))] == found
