"""Expressions in small letters find what they would find where case does not count."""

import re

import pytest

from ticketlint.annotation.lexicon.caseless import Caseless
from ticketlint.annotation.networks import kind_cues, presence_cues

PATTERNS = {"log in": r"\blog\s?in\b", "fail": r"\bfail\w*\b", "kiosk": r"\bkiosks?\b"}
TABLES = (kind_cues.TABLES[0], presence_cues.TABLES[0], presence_cues.TABLES[2])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Log In FAILS at the Kiosk", id="capitals"),
        pytest.param("log in fails at the kiosk", id="small letters"),
        pytest.param("Störung: FAILÉ, Ärger, ẞ, Σ", id="letters beyond ASCII"),
        pytest.param(
            "the \u212aios\u212a and the kio\u017fk", id="letters that only fold to ASCII"
        ),
        pytest.param("LOG \u0130N fa\u0131l", id="letters that are two in small"),
    ],
)
def test_the_same_is_found_at_the_same_places(text: str) -> None:
    expressions, read = Caseless(PATTERNS).for_text(text)

    found = {name: [hit.span() for hit in one.finditer(read)] for name, one in expressions.items()}

    assert found == {
        name: [hit.span() for hit in re.finditer(pattern, text, re.IGNORECASE)]
        for name, pattern in PATTERNS.items()
    }


def test_the_names_of_what_is_found_come_in_order() -> None:
    assert list(Caseless(PATTERNS).found_in("A Kiosk FAILED")) == ["fail", "kiosk"]


@pytest.mark.parametrize("table", TABLES)
def test_no_cue_of_a_ticket_holds_a_capital(table: dict[str, tuple[str, int]]) -> None:
    # After a backslash it is a class, not a letter.
    bare = [re.sub(r"\\.", "", pattern) for pattern, _ in table.values()]

    assert bare == [pattern.lower() for pattern in bare]
