"""What holds for every text in every markup."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ticketlint.cleaning.markup import BlockKind, read_markup, source_span
from ticketlint.model import Markup

from .reading import check_offsets

VERBATIM = [Markup.JIRA, Markup.MARKDOWN, Markup.HTML, Markup.PLAIN]
SIGNS = [
    *("h1. ", "# ", "* ", "** ", "- ", "1. ", "a) ", "- [ ] ", "[x] ", "|", "||", "|-|-|", "> "),
    *("*", "_", "**", "`", "```", "~~", "{code}", "{code:java}", "{noformat}", "{quote}", "{html}"),
    *(
        "{panel:title=T}",
        "{panel}",
        "{adf}",
        "{color:red}",
        "{color}",
        "{{",
        "}}",
        "[",
        "]",
        "(",
        ")",
    ),
    *(
        "[a|http://b.c]",
        "[^f.log]",
        "[~bob]",
        "!i.png!",
        "!i.png|alt=x!",
        "\\\\",
        "\\*",
        "\\",
        "----",
    ),
    *("<b>", "</b>", "<ul><li>", "</li>", "</ul>", "<br>", "<table><tr><td>", "<pre>", "</pre>"),
    *(
        "<!--",
        "-->",
        "<img alt=a src=b>",
        "<a href='x'>",
        "</a>",
        "<details><summary>",
        "&amp;",
        "&nbsp;",
    ),
    *(
        "&#8217;",
        "<name>",
        "<script>",
        "http://a.b/c",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "    ",
        "  \n",
    ),
    *("word", "Another one. ", "é", "😀", "\u202e", "\0", "\ud800", "\ufeff", "\u2028", "\x0b"),
    *("var x = 1;\n", "[INFO] started\n", "at a.b.C.d(C.java:1)\n", '{"type": "doc"}', "![a](b)"),
    "This line is long enough to be taken for one that some program has wrapped at\n",
]
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))


@pytest.mark.parametrize("markup", VERBATIM)
@settings(max_examples=400, deadline=None)
@given(text=texts)
def test_a_body_is_its_stored_text_and_every_block_points_into_it(markup: Markup, text: str):
    body = read_markup(text, markup)

    assert body.text == text
    check_offsets(body)


@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_text_that_is_no_adf_is_read_all_the_same(text: str):
    check_offsets(read_markup(text, Markup.ADF))


@pytest.mark.parametrize("markup", VERBATIM)
@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_any_part_of_a_block_has_a_range_in_the_body(markup: Markup, text: str):
    body = read_markup(text, markup)

    for block in body.blocks:
        for at in range(len(block.text)):
            start, end = source_span(block, at, at + 1)
            assert 0 <= start <= end <= len(body.text)
            assert start < end or block.text[at] not in text


@pytest.mark.parametrize("markup", VERBATIM)
@settings(max_examples=100, deadline=None)
@given(text=texts)
def test_reading_twice_gives_the_same(markup: Markup, text: str):
    assert read_markup(text, markup) == read_markup(text, markup)


def test_prose_without_signs_is_the_same_in_every_markup():
    text = "The export holds every invoice.\n\nIt takes a minute."

    found = {markup: [b.text for b in read_markup(text, markup).blocks] for markup in VERBATIM}

    assert found[Markup.HTML] == ["The export holds every invoice. It takes a minute."]
    assert found[Markup.JIRA] == found[Markup.MARKDOWN] == found[Markup.PLAIN]
    assert found[Markup.PLAIN] == ["The export holds every invoice.", "It takes a minute."]


HOSTILE = {
    "empty": "",
    "blanks": " \t\r\n \u00a0",
    "NUL": "a\0b\0" * 50,
    "lone surrogates": "\ud800 a \udfff",
    "right to left": "\u202eאבג\u202c - \u200f* אבג\n",
    "one line of 1 MB": "word " * 200_000,
    "one word of 1 MB": "x" * 1_000_000,
    "10,000 quotes": "> " * 10_000 + "a",
    "10,000 lists on a line": "- " * 10_000 + "a",
    "1,000 nested lists": "".join("  " * depth + "- a\n" for depth in range(1_000)),
    "10,000 wiki levels": "*" * 10_000 + " a",
    "10,000 nested HTML lists": "<ul><li>a" * 10_000,
    "100,000 brackets": "[" * 100_000,
    "50,000 images": "![" * 50_000,
    "100,000 braces": "{" * 100_000,
    "100,000 stars": "*" * 100_000,
    "100,000 pipes": "|" * 100_000,
    "100,000 exclamation marks": "!" * 100_000,
    "unclosed tags": '<a href="' * 20_000,
    "unclosed comments": "<!-- " * 20_000,
    "unclosed macros": "{code}{quote}{panel:title=x}{adf}{html}{noformat}" * 2_000,
    "unclosed everything": "*_-+{{[<b>`~~|{code:" * 2_000,
    "closed but never opened": "</li></ul></td>{code}}}]" * 2_000,
    "a line separator alone": "a b\n\u2028\nc d\n\n\u2028\n`a\nb`",
    "blank lines": "\n" * 100_000,
    "carriage returns": "\r" * 100_000,
}


@pytest.mark.parametrize("markup", list(Markup))
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read(text: str, markup: Markup):
    body = read_markup(text, markup)

    assert body.text == text
    check_offsets(body)


def test_deep_json_that_python_cannot_parse_is_one_block_of_code():
    text = '{"type":"doc","content":[' * 100_000

    [block] = read_markup(text, Markup.ADF).blocks

    assert (block.kind, block.text) == (BlockKind.CODE, text)


NODE_TYPES = [
    *("doc", "paragraph", "heading", "text", "table", "tableCell", "listItem", "taskItem"),
    *("date", "mention", "media", "expand", "hardBreak", "orderedList"),
]


@settings(max_examples=200, deadline=None)
@given(
    document=st.recursive(
        st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=5), st.integers()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(
                st.sampled_from(["type", "content", "text", "attrs", "marks", "title", "order"]),
                st.one_of(
                    inner,
                    st.sampled_from(NODE_TYPES),
                ),
            ),
        ),
        max_leaves=30,
    )
)
def test_any_json_is_read_as_adf(document: object):
    check_offsets(read_markup(json.dumps(document), Markup.ADF))
