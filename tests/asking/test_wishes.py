"""What a sentence wants, and of which thing, is read from its verb and the words around it."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.asking import deeds
from ticketlint.asking.candidates import Candidate
from ticketlint.asking.wishes import wish_of
from ticketlint.cleaning.outline import outline
from ticketlint.model import SectionName, TicketResult

Lint = Callable[..., TicketResult]
Read = Callable[[str], list[Candidate]]


@pytest.fixture(scope="module")
def wishes(nlp: Language) -> Read:
    def _read(title: str) -> list[Candidate]:
        doc: TicketDoc
        [doc] = annotate([outline(ticket("", title=title), {})], nlp)
        titles = (one for one in doc.sentences if one.passage.section is SectionName.TITLE)
        return [wish for wish in map(wish_of, titles) if wish is not None]

    return _read


@pytest.mark.parametrize(
    ("title", "deed", "thing"),
    [
        ("Add a print button", "add", "print button"),
        ("We need a new ledger page", "add", "new ledger page"),
        ("Remove the fax export", "remove", "fax export"),
        ("Update invoice pictures", "change", "invoice pictures"),
        ("Handle returned parcels", "handle", "returned parcels"),
        ("Move the ledger to the new store", "replace", "ledger"),
        ("Add support for gift cards", "support", "gift cards"),
        ("Users should be able to see the payment history", "see", "payment history"),
        ("As a clerk I want to export old invoices", "take out", "old invoices"),
        ("Allow clerks to rename drafts", "alter", "drafts"),
        ("Customer payment history", "thing", "Customer payment history"),
        ("Improve performance of invoice search", "improve", "performance of invoice search"),
        ("Post scheduling", "thing", "Post scheduling"),
        ("As a clerk I want to create and edit invoice texts", "enter", "invoice texts"),
        ("Need to create different ledgers", "add", "different ledgers"),
        ("As a stock manager I can look at pending orders", "see", "pending orders"),
    ],
)
def test_a_title_tells_what_is_wanted_of_which_thing(
    wishes: Read, title: str, deed: str, thing: str
) -> None:
    [wish] = wishes(title)

    assert wish.phrase is not None
    assert (wish.phrase.deed, wish.phrase.text) == (deed, thing)


@pytest.mark.parametrize(
    "title",
    [
        "The invoice page is slow",
        "The export does not print drafts",
        "Invoices were deleted last night",
        "Make the invoice pages consistent",
        "Add `print_all`",
        "Add it",
        "Export/print invoices",
        "",
        "As a tutor I want to post a piano wanted ad",
        "As a coach I would like to see a run down that has all laps",
        "Organize a lunch about the ledger",
        "Merge both ledgers",
        "tag the cover text as blurred",
        "As a clerk I want to save my filters",
    ],
    ids=[
        *("a state", "a denial", "the past", "a result", "code", "a pronoun"),
        *("a mark that joins", "nothing", "a cut name", "a cut particle"),
        *("a meeting", "a union", "a mark", "no export"),
    ],
)
def test_what_wants_nothing_that_can_be_quoted_is_no_wish(wishes: Read, title: str) -> None:
    assert not wishes(title)


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Translate the ledger", "who checks the result"),
        ("Hide the ledger tab", "bring it back"),
        ("Speed up the ledger search", "fast enough"),
        ("Dump the ledger to a disk", "Which format"),
        ("As a clerk I want to upload signed letters", "types and sizes"),
        ("Replace the shop logo", "Who supplies"),
    ],
)
def test_a_wish_is_asked_what_fits_its_verb_and_its_thing(
    lint: Lint, title: str, question: str
) -> None:
    asked = lint("", title=title).questions

    assert any(question in one.text for one in asked), asked


@pytest.mark.parametrize(
    ("title", "text", "unwanted"),
    [
        ("Move shop logos to the new disk", "", "Who supplies"),
        ("Change the shop logo from green to blue", "", "Who supplies"),
        ("Validate the cash desk view", "", "not valid"),
        ("As a developer I want to create a printing protocol", "", "filled in"),
        ("Ledger shows odd sums", "* study the two sums of the ledger", "enough is known"),
        ("Dump the ledger into a text file", "", "Which format"),
        ("Change the page title to Cash Book", "", "say"),
    ],
    ids=[
        "moved",
        "told",
        "a screen",
        "no form",
        "a step",
        "a format that is told",
        "a text that is told",
    ],
)
def test_a_wish_is_not_asked_what_does_not_fit_its_verb(
    lint: Lint, title: str, text: str, unwanted: str
) -> None:
    asked = lint(text, title=title).questions

    assert not any(unwanted in one.text for one in asked), asked


def test_what_the_ticket_tells_of_a_wish_is_not_asked(lint: Lint) -> None:
    asked = lint("By default it rounds down.", title="Add a rounding option").questions

    assert not any("if nobody sets it" in one.text for one in asked)


@pytest.mark.parametrize(
    "title", ["How to print an old invoice?", "Question about the ledger", "Help with printing"]
)
def test_a_call_for_help_is_asked_nothing(lint: Lint, title: str) -> None:
    assert lint("I tried it for an hour.", title=title, type="Task").questions == ()


@pytest.mark.parametrize("table", [deeds.OF_WORK, deeds.OF_USE], ids=["work", "use"])
def test_no_verb_does_two_things(table: dict[str, str]) -> None:
    verbs = [verb for words in table.values() for verb in words.split()]

    assert len(verbs) == len(set(verbs))
