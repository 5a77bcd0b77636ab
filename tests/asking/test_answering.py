"""A phrase whose answer stands beside it is not asked about."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.asking.answering import is_answered, names_environment, shows_steps
from ticketlint.asking.candidates import Phrase, candidates_of
from ticketlint.cleaning.outline import outline

Read = Callable[[str, str], TicketDoc]


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    def _read(title: str, text: str) -> TicketDoc:
        [doc] = annotate([outline(ticket(text, title=title), {})], nlp)
        return doc

    return _read


def phrase_of(doc: TicketDoc, text: str) -> Phrase:
    return next(c.phrase for c in candidates_of(doc) if c.phrase and c.phrase.text == text)


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("Show the optional columns.", False),
        ("Show the optional columns (sum and tax).", True),
        ("Show the optional columns: sum and tax.", True),
        ("Show the optional columns such as sum and tax.", True),
        ("Show the optional columns, `sum` and `tax`.", True),
        ("Show the optional columns that have a sum.", True),
        ("Show these optional columns.", True),
        ("Show the optional columns in this order:\n\n- sum\n- tax", True),
        ("Show optional columns. The columns hold sum and tax.", True),
        ("Chapter 4.2 lists optional columns", True),
        ("Hide optional columns, look into the list for each of them", True),
        ("Show optional columns. Add columns that have a sum.", True),
        ("Show optional columns. Those are columns such as sum.", True),
    ],
    ids=[
        "nothing said",
        "in brackets",
        "behind a colon",
        "by examples",
        "in code",
        "by a clause",
        "pointing",
        "by a list",
        "in the next sentence",
        "by a chapter",
        "taken up again",
        "by a clause elsewhere",
        "by an example elsewhere",
    ],
)
def test_what_stands_beside_a_phrase_answers_it(read: Read, text: str, answered: bool) -> None:
    doc = read("Invoices", text)

    assert is_answered(phrase_of(doc, "optional columns"), doc) is answered


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It hangs.", False),
        ("It hangs since 2.4.", True),
        ("It hangs on Ubuntu.", True),
        ("```\nledger 1.3\n```\nIt hangs.", True),
    ],
    ids=["nothing", "a version", "a system", "a version in code"],
)
def test_an_environment_is_named_wherever_it_stands(read: Read, text: str, named: bool) -> None:
    assert names_environment(read("Ledger", text)) is named


@pytest.mark.parametrize(
    "text",
    [
        "The specification has no word for a late claim.",
        "https://tills.example.org/hours answers with an error.",
    ],
    ids=["a specification", "a hosted page"],
)
def test_where_no_version_makes_a_difference_none_is_missing(read: Read, text: str) -> None:
    assert names_environment(read("A late claim", text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The ledger is empty.", False),
        ("The ledger is empty.\n\n## Steps to reproduce\n\nTBD", False),
        ("```\n$ ledger --open may\nerror: no such month\n```", True),
        ("The ledger was set up with `--month=may`.", True),
        ("Now, clicking on the picture of an invoice has no effect.", True),
        ("![shot](shot.png)", True),
        ("We should probably add `too_late` as a reason.", True),
    ],
    ids=[
        *("nothing", "a heading alone", "a command", "a setting", "in prose", "a picture"),
        "a proposal",
    ],
)
def test_steps_are_told_in_many_ways(read: Read, text: str, shown: bool) -> None:
    assert shows_steps(read("Ledger of May", text)) is shown


def test_a_number_says_which_version_is_meant(read: Read) -> None:
    doc = read("Build with the latest version", "The latest one is 4.x, else take 3.x.")

    assert is_answered(phrase_of(doc, "latest version"), doc)


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("Sum, tax, discount, and total are shown.", True),
        ("- sum\n- tax\n- total", True),
        ("The clerks asked for it, and we agreed.", False),
    ],
    ids=["counted up", "a list", "no list"],
)
def test_a_short_text_may_count_up_what_its_title_names(
    read: Read, text: str, answered: bool
) -> None:
    doc = read("Show the optional columns", text)

    assert is_answered(phrase_of(doc, "optional columns"), doc) is answered
