"""What an author asks in a ticket, and nobody has answered there."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import TicketResult
from ticketlint.run.selection import resolve

Lint = Callable[..., TicketResult]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        pytest.param(
            "Export the invoices of a month. Should this be a *switch*?",
            ["Should this be a switch?"],
            id="at the end",
        ),
        pytest.param(
            "## Open questions\n- Which roles may export?\n- Do we need the address in the file?",
            ["Which roles may export?", "Do we need the address in the file?"],
            id="a list",
        ),
        pytest.param(
            "Should this be a switch? It is cheap.\n\nShould this be a switch?",
            ["Should this be a switch?"],
            id="the same twice",
        ),
        pytest.param(
            "## Open questions\n- Which roles may export?\n  Answer: accountants.",
            [],
            id="answered",
        ),
        pytest.param("Could you please add the address to the file?", [], id="a request"),
        pytest.param("We still need to decide which queue is used.", [], id="no question mark"),
        pytest.param("<!-- Which roles may export? -->\nExport it.", [], id="of a template"),
    ],
)
def test_open_questions_of_the_author_are_told_as_a_reader_sees_them(
    lint: Lint, text: str, asks: list[str]
) -> None:
    result = lint(text, type="Story", title="Export the invoices")

    assert [words.text for words in result.judgement.asks] == asks
    assert all(text[one.start : one.end].startswith(one.text[:9]) for one in result.judgement.asks)


@pytest.mark.parametrize("most", [1, 5])
def test_so_many_questions_are_told_as_a_ticket_may_be_asked(nlp: Language, most: int) -> None:
    linter = Linter(resolve(Config(max_questions=most)), nlp)
    text = "\n\n".join(f"Do we need column {name} in the file?" for name in "ABCDEFG")

    [result] = linter.lint([ticket(text)])

    asked = [words.text[len("Do we need column ")] for words in result.judgement.asks]
    assert asked == list("ABCDE"[:most])


def test_the_questions_of_a_spike_are_what_it_is_for(lint: Lint) -> None:
    result = lint("Can the queue hold 2,000 messages?", type="Spike", title="Replace the queue")

    assert result.judgement.asks == ()
