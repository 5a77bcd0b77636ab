"""What a question quotes stands well in it; what does not is not quoted."""

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import annotate
from ticketlint.cleaning.outline import outline
from ticketlint.matching.signals.acts import act_of, is_act, people_of


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Move the parser to Rust", "Move the parser to Rust"),
        ("[iOS] Billing: move the parser to Rust.", "move the parser to Rust"),
        ("3. Upgrade the host to an m3.medium.", "Upgrade the host to an m3.medium"),
        ("# Store the date in UTC", "Store the date in UTC"),
        ("2 columns for prices", "2 columns for prices"),
        ("Refactor I/O of the IT report", "Refactor I/O of the IT report"),
        ("Bump lodash to 4.17.21", "Bump lodash to 4.17.21"),
        ("Use `TimeZone` in  the calendar", "Use `TimeZone` in the calendar"),
    ],
)
def test_a_title_is_quoted_without_its_marks(text: str, act: str) -> None:
    assert act_of(text) == act


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Rename", id="one word"),
        pytest.param('Rename "Total" to "Sum"', id="quotation marks"),
        pytest.param("Move what https://a.example/b says", id="an address"),
        pytest.param("Change the name to allow side-by-side installation and, possib…", id="cut"),
        pytest.param("Replace foo(bar in the mapper", id="an open bracket"),
        pytest.param("Use `foo in the mapper", id="open code"),
        pytest.param("Should we move the parser?", id="a question"),
        pytest.param("Move it to the other page", id="a pointer"),
        pytest.param("Let's introduce a property", id="an invitation"),
        pytest.param("a b c d e f g h i j k", id="many words"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_would_not_stand_well_is_not_quoted(text: str) -> None:
    assert act_of(text) == ""


@pytest.mark.parametrize(
    ("title", "can_be_done"),
    [
        ("Move the parser to Rust", True),
        ("[iOS] Italian translation", True),
        ("Some menus show the name of a variable", False),
        ("Question about Fragment.render", False),
        ("how to set a header", False),
        ("Problem with the editor", False),
    ],
)
def test_only_an_instruction_or_a_noun_can_be_done(
    nlp: Language, title: str, can_be_done: bool
) -> None:
    [doc] = annotate([outline(ticket("", title=title), {})], nlp)

    assert is_act(doc, doc.passages[0]) is can_be_done


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Accountants wait for the file.", "accountants"),
        ("The file is sent to the clerk.", "the clerk"),
        ("The user table has a column.", ""),
        ("The page is slow.", ""),
    ],
)
def test_people_are_those_that_take_part(nlp: Language, text: str, people: str) -> None:
    [doc] = annotate([outline(ticket(text), {})], nlp)

    assert people_of(doc) == people
