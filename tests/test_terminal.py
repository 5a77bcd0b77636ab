"""Hostile text is harmless before it reaches a terminal or a CI log."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketlint.terminal import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[31mred", "\ufffd[31mred", id="colour"),
        pytest.param("\x1b]8;;http://x\x07link", "\ufffd]8;;http://x\ufffdlink", id="OSC 8"),
        pytest.param("a\x00b", "a\ufffdb", id="NUL"),
        pytest.param("a\u202eb", "a\ufffdb", id="right-to-left override"),
        pytest.param("a\ud800b", "a\ufffdb", id="lone surrogate"),
        pytest.param("a\r\nb", "a  b", id="line break"),
        pytest.param("::error::x", ".:error::x", id="GitHub command"),
        pytest.param("  ::error::x", "  .:error::x", id="indented command"),
        pytest.param("x ##vso[task]", "x #.vso[task]", id="Azure command"),
        pytest.param("std::string", "std::string", id="C++ stays"),
        pytest.param("[/b] :bug: naïve 日本", "[/b] :bug: naïve 日本", id="ordinary text stays"),
    ],
)
def test_unsafe_characters_are_replaced_one_by_one(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_the_length_stays_so_that_carets_stay_in_place(text: str) -> None:
    shown = printable(text)

    assert len(shown) == len(text)
    assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in shown)
