"""Hostile text is harmless before it reaches a terminal or a CI log."""

import json
import sys

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from ticketlint.harmless.terminal import printable, without_commands


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


# Signs of Arabic, Syriac and Kaithi that Unicode counts among the format characters are seen.
SEEN = {
    *range(0x600, 0x606),
    *(0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD),
}
UNSEEN = regex.compile(
    r"[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]"
)


def test_no_character_that_is_not_seen_passes() -> None:
    passed = {
        code
        for code in range(sys.maxunicode + 1)
        if UNSEEN.match(chr(code)) and printable(f"{chr(code)}b")[0] == chr(code)
    }

    assert passed == SEEN


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\u061cb", "a\ufffdb", id="Arabic letter mark"),
        pytest.param("a\U000e0041b", "a\ufffdb", id="tag"),
        pytest.param("a\U000e0100b", "a\ufffdb", id="variation selector of the supplement"),
        pytest.param("a\u3164b", "a\ufffdb", id="Hangul filler"),
        pytest.param("\u2764\ufe0f b", "\u2764\ufe0f b", id="heart in colour"),
        pytest.param("a\ufe0f\ufe01b", "a\ufe0f\ufffdb", id="row of variation selectors"),
        pytest.param("\u062c\u06dd", "\u062c\u06dd", id="Arabic sign that is seen"),
        pytest.param("##VSO[x]", "#.VSO[x]", id="command in capitals"),
    ],
)
def test_characters_that_hide_words_are_replaced(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.sampled_from('#[]vso:\\"\n') | st.characters()))
def test_json_without_commands_has_the_same_value(text: str) -> None:
    harmless = without_commands(json.dumps(text))

    assert json.loads(harmless) == text
    assert "##" not in harmless
