"""What may be asked about: the author's own words, whole and well standing, and missing parts."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.asking.candidates import Candidate, candidates_of
from ticketlint.asking.standing import stands
from ticketlint.cleaning.outline import outline
from ticketlint.cleaning.templates import Templates
from ticketlint.model import AnswerType, Ticket
from ticketlint.rules.questions import Shape

Read = Callable[[Ticket], TicketDoc]


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    def _read(one: Ticket) -> TicketDoc:
        [doc] = annotate([outline(one, {}, Templates())], nlp)
        return doc

    return _read


def texts(found: list[Candidate]) -> set[str]:
    return {one.phrase.text for one in found if one.phrase}


def in_title(read: Read, title: str) -> set[str]:
    return texts(candidates_of(read(ticket("", title=title))))


@pytest.mark.parametrize(
    ("title", "phrase"),
    [
        ("Add optional columns to the form", "optional columns"),
        ("Add the optional columns", "optional columns"),
        ("Show all open invoices", "all open invoices"),
        ("Show a list of filters", "list of filters"),
        ("Users can export the invoices", "export the invoices"),
        ("Users can log in quickly", "log in quickly"),
        ("The export is slow", "slow"),
        ("The server crashes", "server crashes"),
    ],
)
def test_phrases_of_the_title_are_candidates(read: Read, title: str, phrase: str) -> None:
    assert phrase in in_title(read, title)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('The dialog says "unknown voucher" now.', "voucher"),
        ("The dialog says “unknown voucher” now.", "voucher"),
        ("Call `load_voucher` from the form.", "voucher"),
        ("Look at https://example.com/voucher/list first.", "voucher"),
        ("The file src/voucher/list.py is long.", "voucher"),
        ("See PAY-77 for the form.", "PAY-77"),
        ("Fill in [voucher number] in the form.", "voucher"),
        ("Show the form to @voucher.", "voucher"),
        ("We shall remove PayPal from the form.", "PayPal"),
        ("> The voucher is lost.", "voucher"),
        ("```\nThe voucher is lost.\n```", "voucher"),
        ("# Out of scope\n\nThe voucher page.", "voucher"),
        ("~~The voucher page.~~", "voucher"),
        ("# Acceptance criteria\n\n- [ ] Implement the solution", "solution"),
    ],
)
def test_nobody_is_asked_about_what_are_no_words_of_the_author(
    read: Read, text: str, word: str
) -> None:
    assert not any(word in one for one in texts(candidates_of(read(ticket(text)))))


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("Bug", {"environment", "steps", "expected", "why", "who", "done"}),
        ("Story", {"why", "who", "done"}),
    ],
)
def test_the_parts_that_a_ticket_of_this_kind_may_lack_are_candidates(
    read: Read, kind: str, parts: set[str]
) -> None:
    found = candidates_of(read(ticket("It shows 0.", type=kind)))
    assert {one.part for one in found if one.part} == {AnswerType(part) for part in parts}


def test_to_ask_nothing_is_the_last_candidate(read: Read) -> None:
    assert candidates_of(read(ticket("It shows 0.")))[-1].shape is Shape.NOTHING


@pytest.mark.parametrize(
    ("title", "phrase", "well"),
    [
        ("Add optional columns", "optional columns", True),
        ("Support the Linux servers", "Linux servers", True),
        ("Show the e-mail addresses", "e-mail addresses", True),
        ("Show the user's invoices", "user's invoices", True),
        ("ADD OPTIONAL FIELDS", "OPTIONAL FIELDS", False),
        ("Solve the issue", "issue", False),
        ("Show the export", "export", False),
        ("Show the KQV", "KQV", True),
    ],
)
def test_a_phrase_stands_well_where_it_is_whole_and_says_something(
    read: Read, title: str, phrase: str, well: bool
) -> None:
    found = [one for one in candidates_of(read(ticket("", title=title))) if one.phrase]
    assert well is any(
        stands(one.phrase, one.shape) for one in found if one.phrase and one.phrase.text == phrase
    )


@pytest.mark.parametrize(
    ("text", "phrase", "well"),
    [
        ("1. add a size to tray 2. print the cover in tray 3. staple both", "tray 3", False),
        ("Print the cover in tray 3. It is the blue one.", "tray 3", True),
        ("Clerks print it without having to phone support.", "phone support", False),
        ("Clerks print it with phone support.", "phone support", True),
        ("Stop it before the paper jams.", "paper jams", False),
        ("Stop it before the paper jams are seen.", "paper jams", True),
        ("Stop the paper jams.", "paper jams", True),
    ],
    ids=[
        *("the number of the next item", "a number of its own", "a verb behind a need"),
        *("a name of the same words", "a clause", "a clause with a verb of its own", "an object"),
    ],
)
def test_a_name_holds_no_number_of_an_item_and_no_verb(
    read: Read, text: str, phrase: str, well: bool
) -> None:
    found = [one for one in candidates_of(read(ticket(text, title=""))) if one.phrase]
    own = [one for one in found if one.phrase and one.phrase.text == phrase]

    assert well is any(stands(one.phrase, one.shape) for one in own if one.phrase), own
