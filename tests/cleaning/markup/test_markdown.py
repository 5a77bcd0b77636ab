"""Markdown of GitHub and GitLab."""

import pytest

from ticketlint.cleaning.markup import read_markup, source_span
from ticketlint.model import Markup

from .reading import check_offsets, marked, only, outline, source

MD = Markup.MARKDOWN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("## Goal ##", [("heading", "Goal")], id="heading"),
        pytest.param("Goal\n====", [("heading", "Goal")], id="underlined heading"),
        pytest.param("One\nTwo", [("paragraph", "One"), ("paragraph", "Two")], id="soft break"),
        pytest.param("One  \nTwo", [("paragraph", "One"), ("paragraph", "Two")], id="hard break"),
        pytest.param("a<br>b", [("paragraph", "a"), ("paragraph", "b")], id="break tag"),
        pytest.param("- a\n- b", [("item", "a"), ("item", "b")], id="bullets"),
        pytest.param(
            "- a\n\n  more",
            [("item", "a"), ("paragraph", "more")],
            id="second paragraph of an item",
        ),
        pytest.param("- a\n-", [("item", "a"), ("item", "")], id="empty item"),
        pytest.param("```js\nx\n  y\n```", [("code", "x\n  y")], id="fence"),
        pytest.param("```\nx", [("code", "x")], id="unclosed fence"),
        pytest.param("> ```\n> x\n> ```", [("code", "x")], id="fence in a quote"),
        pytest.param("    x\n     y", [("code", "x\n y")], id="indented code"),
        pytest.param("a\n\n---\n", [("paragraph", "a"), ("rule", "")], id="rule"),
        pytest.param(
            "<!-- fill\n\nin -->\na", [("comment", "fill\n\nin"), ("paragraph", "a")], id="comment"
        ),
        pytest.param(
            "a <!-- b --> c", [("paragraph", "a  c"), ("comment", "b")], id="comment in a line"
        ),
        pytest.param("![shot](a.png)", [("media", "shot")], id="image alone"),
        pytest.param("a \\* b &amp; c", [("paragraph", "a * b & c")], id="escape and entity"),
        pytest.param(
            "use <name> here",
            [("paragraph", "use <name> here")],
            id="placeholder in angle brackets",
        ),
        pytest.param(
            "<describe the bug>", [("paragraph", "<describe the bug>")], id="placeholder alone"
        ),
        pytest.param("<p align=center>a <b>b</b></p>", [("paragraph", "a b")], id="HTML block"),
        pytest.param(
            "| a | b |\n|---|---|\n| c\\|d | |",
            [("cell", "a"), ("cell", "b"), ("cell", "c|d"), ("cell", "")],
            id="table",
        ),
        pytest.param("\ufeff# A", [("heading", "A")], id="byte order mark"),
        pytest.param("a\0b", [("paragraph", "a\0b")], id="NUL"),
    ],
)
def test_markdown_reads_as_github_shows_it(text, expected):
    assert outline(text, MD) == expected


@pytest.mark.parametrize(
    ("text", "clean", "expected"),
    [
        pytest.param(
            "**a *b***", "a b", [("strong", "a b", ""), ("emphasis", "b", "")], id="nested"
        ),
        pytest.param(
            "~~a~~ `b*c*`",
            "a b*c*",
            [("strike", "a", ""), ("code", "b*c*", "")],
            id="strike and code",
        ),
        pytest.param("`` a`b ``", "a`b", [("code", "a`b", "")], id="code with a backtick"),
        pytest.param('[a](http://b.c "t") a', "a a", [("link", "a", "http://b.c")], id="link"),
        pytest.param(
            "[a][r]\n\n[r]: http://b.c", "a", [("link", "a", "http://b.c")], id="reference"
        ),
        pytest.param("[b](b)b", "bb", [("link", "b", "b")], id="the same letter all over"),
        pytest.param(
            "<http://b.c>", "http://b.c", [("link", "http://b.c", "http://b.c")], id="autolink"
        ),
        pytest.param(
            "x http://b.c/d.",
            "x http://b.c/d.",
            [("link", "http://b.c/d", "http://b.c/d")],
            id="address",
        ),
        pytest.param("![a](b.png) c", "a c", [("image", "a", "b.png")], id="image"),
        pytest.param(
            "<b>a</b> <kbd>b</kbd>", "a b", [("strong", "a", ""), ("code", "b", "")], id="tags"
        ),
    ],
)
def test_marks_stand_over_the_clean_text(text, clean, expected):
    block = only(text, MD)

    assert block.text == clean
    assert marked(block) == expected
    check_offsets(read_markup(text, MD))


def test_offsets_are_exact_where_a_word_stands_twice():
    text = "[red](red) `red` *red* red"
    body = read_markup(text, MD)
    [block] = body.blocks

    spans = [source_span(block, at, at + 3) for at in (0, 4, 8, 12)]
    assert spans == [(1, 4), (12, 15), (18, 21), (23, 26)]


def test_lists_tell_level_number_and_box():
    body = read_markup("3. a\n4. b\n   - [x] c\n   - [ ] d\n", MD)

    found = [(b.text, b.level, b.ordered, b.number, b.checked) for b in body.blocks]
    assert found == [
        ("a", 1, True, "3", None),
        ("b", 1, True, "4", None),
        ("c", 2, False, "", True),
        ("d", 2, False, "", False),
    ]


def test_quotes_lists_and_lazy_lines_keep_their_places():
    text = "> - one\r\n>   two\r\nthree\r\n\r\nfour"
    body = read_markup(text, MD)

    assert [(b.text, b.quoted) for b in body.blocks] == [
        ("one", True),
        ("two", True),
        ("three", True),
        ("four", False),
    ]
    assert [body.text[b.start : b.end] for b in body.blocks[1:]] == ["two", "three", "four"]
    check_offsets(body)


def test_details_are_an_expand_whose_summary_is_strong():
    body = read_markup("<details><summary>Logs</summary>\n\n- a\n\n</details>\n\nb", MD)

    assert [(b.text, b.panel) for b in body.blocks] == [
        ("Logs", "expand"),
        ("a", "expand"),
        ("b", ""),
    ]
    assert marked(body.blocks[0]) == [("strong", "Logs", "")]


def test_table_cells_know_their_row_column_and_range():
    body = read_markup("> | a | **b** |\n> |---|---|\n> | c | d |\n", MD)

    found = [(b.text, b.row, b.column, b.header) for b in body.blocks]
    assert found == [("a", 1, 1, True), ("b", 1, 2, True), ("c", 2, 1, False), ("d", 2, 2, False)]
    assert source(body, body.blocks[1], "b") == "b"
    check_offsets(body)


def test_code_with_tabs_in_a_list_keeps_its_lines():
    body = read_markup("-\tx\n\n\t\tcode\n", MD)

    assert [b.text.strip() for b in body.blocks] == ["x", "code"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("> " * 50 + "a", id="fifty quotes"),
        pytest.param(" " * 120 + "- a", id="an item far to the right"),
    ],
)
def test_text_above_a_limit_is_read_as_plain_text(text):
    assert read_markup(text, MD) == read_markup(text, Markup.PLAIN)


def test_a_paragraph_of_very_many_brackets_keeps_its_text():
    text = "[" * 3_000 + " *a*"

    assert only(text, MD).text == text


@pytest.mark.parametrize("sign", ["_", "*", "[", "é"])
def test_signs_of_markup_are_bounded_and_letters_are_not(monkeypatch, sign):
    monkeypatch.setattr("ticketlint.config.budgets.FIELD_SIGNS", 4)

    body = read_markup(f"{sign}a{sign} " * 3, MD)

    assert body.unread == (0 if sign.isalpha() else len(f"{sign}a{sign} "))
