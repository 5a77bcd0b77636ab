"""Plain text."""

import pytest

from ticketlint.cleaning.markup import read_markup
from ticketlint.model import Markup

from .reading import outline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "One.\n\nTwo.", [("paragraph", "One."), ("paragraph", "Two.")], id="paragraphs"
        ),
        pytest.param("- a\n* b\n• c", [("item", "a"), ("item", "b"), ("item", "c")], id="bullets"),
        pytest.param(
            "1. a\n2) b\nc) d", [("item", "a"), ("item", "b"), ("item", "d")], id="numbers"
        ),
        pytest.param("-Login works", [("item", "Login works")], id="bullet without a space"),
        pytest.param("1.5 times as fast", [("paragraph", "1.5 times as fast")], id="a decimal"),
        pytest.param("-5 degrees", [("paragraph", "-5 degrees")], id="a negative number"),
        pytest.param(
            "*b* `c` <d> &amp;", [("paragraph", "*b* `c` <d> &amp;")], id="markup is text"
        ),
        pytest.param(
            "a <!-- b --> c",
            [("paragraph", "a"), ("comment", "b"), ("paragraph", "c")],
            id="comment",
        ),
        pytest.param("<!-- a", [("paragraph", "<!-- a")], id="unclosed comment"),
    ],
)
def test_plain_text_reads_as_it_stands(text, expected):
    assert outline(text, Markup.PLAIN) == expected


def test_indented_bullets_nest():
    body = read_markup("- a\n  - b\n    more of b\n- c\n\n1) d\n   - e", Markup.PLAIN)

    found = [(b.kind.value, b.text, b.level, b.number) for b in body.blocks]
    assert found == [
        ("item", "a", 1, ""),
        ("item", "b", 2, ""),
        ("paragraph", "more of b", 2, ""),
        ("item", "c", 1, ""),
        ("item", "d", 1, "1"),
        ("item", "e", 2, ""),
    ]
