"""What a question quotes stands well in it; what does not is not quoted."""

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import annotate
from ticketlint.cleaning.outline import outline
from ticketlint.matching.signals.acts import act_of, people_of


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Move the parser to Rust", "Move the parser to Rust"),
        ("[iOS] Billing: move the parser to Rust.", "move the parser to Rust"),
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
        pytest.param("a b c d e f g h i j k", id="many words"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_would_not_stand_well_is_not_quoted(text: str) -> None:
    assert act_of(text) == ""


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
