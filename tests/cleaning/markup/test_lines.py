"""Visual lines: kept where the author broke them, joined where a program did."""

from itertools import pairwise

import pytest

from ticketlint.cleaning.markup import read_markup
from ticketlint.model import Markup

from .reading import only, outline, source

LONG = "The importer reads the file of the bank at night and then writes every"


def texts(text: str, markup: Markup = Markup.PLAIN) -> list[str]:
    return [found for _, found in outline(text, markup)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{LONG}\npayment to the ledger.",
            [f"{LONG} payment to the ledger."],
            id="goes on in lower case",
        ),
        pytest.param(f"{LONG}.\nnext", [f"{LONG}.", "next"], id="ends a sentence"),
        pytest.param(f"{LONG}\nNext", [LONG, "Next"], id="next begins upper case"),
        pytest.param("Short\nlines", ["Short", "lines"], id="short"),
        pytest.param(f"{LONG}\n\nnext", [LONG, "next"], id="empty line"),
        pytest.param(f"{LONG}\n- next", [LONG, "next"], id="bullet"),
        pytest.param(f"{LONG * 3}\nnext", [LONG * 3, "next"], id="longer than any wrapping"),
        pytest.param(f"- {LONG}\n  payment.", [f"{LONG} payment."], id="item"),
    ],
)
def test_a_line_that_a_program_wrapped_is_joined(text, expected):
    assert texts(text) == expected


def test_a_paragraph_filled_to_its_width_is_joined_as_a_whole():
    lines = [
        "We saw this on the server of the customer. It happens at night only, when",
        "Oracle runs its jobs. The log is attached, and a colleague has seen it too.",
        "Please have a look.",
    ]

    assert texts("\n".join(lines)) == [" ".join(lines)]


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        pytest.param(f"{LONG}\npayment", Markup.MARKDOWN, id="markdown"),
        pytest.param(f"* {LONG}\npayment", Markup.JIRA, id="wiki item"),
        pytest.param(f"<p>{LONG}<br>payment</p>", Markup.HTML, id="html"),
        pytest.param(f"> {LONG}\r\n> payment", Markup.MARKDOWN, id="quote"),
    ],
)
def test_every_markup_joins_wrapped_lines(text, markup):
    block = only(text, markup)

    assert block.text == f"{LONG} payment"
    assert source(read_markup(text, markup), block, "payment") == "payment"


def test_lines_after_the_first_of_an_item_are_paragraphs_of_its_level():
    body = read_markup("1. Open the page\n   Log in", Markup.MARKDOWN)

    found = [(b.kind.value, b.text, b.level, b.ordered, b.number) for b in body.blocks]
    assert found == [("item", "Open the page", 1, True, "1"), ("paragraph", "Log in", 1, False, "")]


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("[ ] a", False),
        ("[] a", False),
        ("[x] a", True),
        ("[✅] a", True),
        ("☐ a", False),
        ("☑ a", True),
    ],
)
@pytest.mark.parametrize("bullet", ["", "- "])
def test_a_box_makes_a_checked_or_open_item(text, checked, bullet):
    block = only(bullet + text, Markup.PLAIN)

    assert (block.kind.value, block.text, block.checked) == ("item", "a", checked)


def test_bullets_typed_in_any_markup_are_items():
    body = read_markup("<p>• a<br>1) b</p>", Markup.HTML)

    assert [(b.kind.value, b.text, b.number) for b in body.blocks] == [
        ("item", "a", ""),
        ("item", "b", "1"),
    ]


def test_the_outer_lines_keep_the_range_of_their_block():
    text = "<p>a<br>b</p>"
    body = read_markup(text, Markup.HTML)

    assert [text[b.start : b.end] for b in body.blocks] == ["a", "b"]


def test_a_whole_bold_line_can_be_seen():
    body = read_markup("*Steps:*\nopen it", Markup.JIRA)
    line = body.blocks[0]

    assert [(m.start, m.end) for m in line.marks] == [(0, len(line.text))]


def test_addresses_in_code_are_no_links():
    block = only("see `http://a.b` and http://c.d", Markup.MARKDOWN)

    assert [m.kind.value for m in block.marks] == ["code", "link"]


def test_lines_of_a_macro_that_stands_as_a_whole_are_not_joined():
    text = "{adf}This line is long enough to have been wrapped by a tool that wraps at\nh1. {adf}"

    blocks = read_markup(text, Markup.JIRA).blocks

    assert [block.text for block in blocks][1:] == ["h1."]
    assert all(a <= b for block in blocks for (_, a), (_, b) in pairwise(block.offsets))
