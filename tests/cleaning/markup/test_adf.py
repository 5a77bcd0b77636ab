"""Atlassian Document Format."""

import pytest

from ticketlint.cleaning.markup import read_markup
from ticketlint.cleaning.markup.adf import read_document
from ticketlint.model import Markup

from .documents import Node, item, node, paragraph, read, words
from .reading import check_offsets, marked, source

# One node of each type, each with a text of its own.
NEEDLES = {
    "paragraph": paragraph("needle"),
    "heading": node("heading", words("needle"), level=2),
    "bulletList": node("bulletList", item(paragraph("needle"))),
    "orderedList": node("orderedList", item(paragraph("needle")), order=3),
    "taskItem": node("taskList", node("taskItem", words("needle"), state="DONE")),
    "blockTaskItem": node("taskList", node("blockTaskItem", paragraph("needle"), state="TODO")),
    "decisionItem": node("decisionList", node("decisionItem", words("needle"), state="DECIDED")),
    "blockquote": node("blockquote", paragraph("needle")),
    "codeBlock": node("codeBlock", words("needle"), language="java"),
    "panel": node("panel", paragraph("needle"), panelType="note"),
    "expand": node("expand", paragraph("needle"), title="More"),
    "expand title": node("expand", paragraph("inside"), title="needle"),
    "nestedExpand": node("nestedExpand", paragraph("needle"), title="More"),
    "tableHeader": node("table", node("tableRow", node("tableHeader", paragraph("needle")))),
    "tableCell": node("table", node("tableRow", node("tableCell", paragraph("needle"), colspan=2))),
    "media": node("mediaSingle", node("media", alt="needle", id="1", type="file")),
    "mediaGroup": node("mediaGroup", node("media", alt="needle", id="1")),
    "mediaInline": node("paragraph", node("mediaInline", alt="needle", id="1")),
    "caption": node("mediaSingle", node("media", id="1"), node("caption", words("needle"))),
    "layoutColumn": node("layoutSection", node("layoutColumn", paragraph("needle"), width=50)),
    "extension": node("extension", text="needle", extensionKey="k"),
    "bodiedExtension": node("bodiedExtension", paragraph("needle"), extensionKey="k"),
    "inlineExtension": node("paragraph", node("inlineExtension", text="needle")),
    "syncBlock": node("bodiedSyncBlock", paragraph("needle"), resourceId="1"),
    "blockCard": node("blockCard", url="https://needle"),
    "embedCard": node("embedCard", url="https://needle", layout="wide"),
    "inlineCard": node("paragraph", node("inlineCard", url="https://needle")),
    "inlineCard data": node("paragraph", node("inlineCard", data={"name": "needle"})),
    "mention": node("paragraph", node("mention", id="1", text="needle")),
    "emoji": node("paragraph", node("emoji", shortName=":needle:")),
    "date": node("paragraph", node("date", timestamp="needle")),
    "status": node("paragraph", node("status", text="needle", color="green")),
    "placeholder": node("paragraph", node("placeholder", text="needle")),
    "hardBreak": node("paragraph", words("a"), node("hardBreak"), words("needle")),
    "unknown block": node("futureBlock", node("futureInline", words("needle"))),
    "unknown inline": node("paragraph", words("a "), node("futureInline", title="needle")),
    "content that is a string": {"type": "paragraph", "content": "needle"},
    "content that is one node": {"type": "paragraph", "content": words("needle")},
    "list in a list": {"type": "paragraph", "content": [[words("needle")]]},
}


@pytest.mark.parametrize("needle", NEEDLES.values(), ids=NEEDLES.keys())
def test_no_text_of_a_node_is_lost(needle):
    body = read(paragraph("before"), needle, paragraph("after"))

    texts = [block.text for block in body.blocks]
    assert (texts[0], texts[-1]) == ("before", "after")
    assert sum("needle" in text for text in texts) == 1
    assert body.text.count("needle") == 1
    check_offsets(body)


def test_the_document_is_rendered_as_readable_text():
    body = read(
        node("heading", words("Goal"), level=2),
        node("paragraph", words("one"), node("hardBreak"), words("two")),
        node(
            "bulletList",
            item(paragraph("a"), node("orderedList", item(paragraph("b")))),
            item(paragraph("c")),
        ),
        node("taskList", node("taskItem", words("d"), state="DONE")),
        node("codeBlock", words("x = 1\ny = 2"), language="python"),
        node("blockquote", paragraph("said")),
        node(
            "table",
            node("tableRow", node("tableHeader", paragraph("h")), node("tableHeader")),
            node("tableRow", node("tableCell", paragraph("i")), node("tableCell", paragraph("j"))),
        ),
        node("rule"),
    )

    assert body.text == (
        "## Goal\n\none\ntwo\n\n- a\n  1. b\n- c\n- [x] d\n\n```python\nx = 1\ny = 2\n```\n\n"
        "> said\n\n| h | \n| i | j\n\n----"
    )
    assert [(b.kind.value, b.text) for b in body.blocks] == [
        ("heading", "Goal"),
        ("paragraph", "one"),
        ("paragraph", "two"),
        ("item", "a"),
        ("item", "b"),
        ("item", "c"),
        ("item", "d"),
        ("code", "x = 1\ny = 2"),
        ("paragraph", "said"),
        ("cell", "h"),
        ("cell", ""),
        ("cell", "i"),
        ("cell", "j"),
        ("rule", ""),
    ]
    check_offsets(body)


def test_items_tell_level_number_and_box():
    inner = node("orderedList", item(paragraph("b")), item(paragraph("c")), order=4)
    body = read(
        node("bulletList", item(paragraph("a"), inner)),
        node("taskList", node("taskItem", words("d"), state="TODO")),
    )

    found = [(b.text, b.level, b.number, b.checked) for b in body.blocks]
    assert found == [
        ("a", 1, "", None),
        ("b", 2, "4", None),
        ("c", 2, "5", None),
        ("d", 1, "", False),
    ]


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        pytest.param(
            words("a", "strong", "code"), [("strong", "a", ""), ("code", "a", "")], id="two marks"
        ),
        pytest.param(words("a", "link", href="http://b"), [("link", "a", "http://b")], id="link"),
        pytest.param(words("a", "textColor"), [], id="a mark of no meaning"),
        pytest.param(node("mention", id="7", text="@Bo"), [("mention", "@Bo", "7")], id="mention"),
        pytest.param(
            node("status", text="DONE", color="green"), [("status", "DONE", "green")], id="status"
        ),
        pytest.param(
            node("date", timestamp="1767225600000"),
            [("date", "2026-01-01", "2026-01-01")],
            id="date",
        ),
        pytest.param(
            node("placeholder", text="name"), [("placeholder", "name", "")], id="placeholder"
        ),
        pytest.param(
            node("inlineCard", url="https://j.c/browse/AB-1"),
            [
                ("link", "https://j.c/browse/AB-1", "https://j.c/browse/AB-1"),
                ("key", "https://j.c/browse/AB-1", "AB-1"),
            ],
            id="card of a ticket",
        ),
    ],
)
def test_inline_nodes_are_marked(inline, expected):
    [block] = read(node("paragraph", inline)).blocks

    assert marked(block) == expected


def test_a_line_that_is_bold_in_pieces_is_one_mark():
    [block] = read(node("paragraph", words("As", "strong"), words("sumptions", "strong"))).blocks

    assert marked(block) == [("strong", "Assumptions", "")]


def test_media_has_its_alternative_text_and_target():
    [block] = read(node("mediaSingle", node("media", alt="shot", id="42"))).blocks

    assert (block.kind.value, block.text, marked(block)) == (
        "media",
        "shot",
        [("image", "shot", "42")],
    )


def test_an_expand_has_its_title_as_a_strong_line():
    body = read(node("expand", paragraph("in"), title="Logs"), paragraph("out"))

    assert [(b.text, b.panel) for b in body.blocks] == [
        ("Logs", "expand"),
        ("in", "expand"),
        ("out", ""),
    ]
    assert marked(body.blocks[0]) == [("strong", "Logs", "")]


@pytest.mark.parametrize(
    ("kind", "panel"),
    [
        ("info", "info"),
        ("note", "note"),
        ("tip", "success"),
        ("error", "error"),
        ("custom", "info"),
    ],
)
def test_panels_tell_their_kind(kind, panel):
    [block] = read(node("panel", paragraph("a"), panelType=kind)).blocks

    assert block.panel == panel


def test_cells_count_over_spans():
    row = node(
        "tableRow", node("tableCell", paragraph("a"), colspan=2), node("tableCell", paragraph("b"))
    )
    body = read(node("table", row))

    assert [(b.text, b.row, b.column) for b in body.blocks] == [("a", 1, 1), ("b", 1, 3)]


def test_lists_and_code_in_a_cell_keep_the_cell():
    cell = node(
        "tableCell", node("bulletList", item(paragraph("a"))), node("codeBlock", words("b"))
    )
    body = read(node("table", node("tableRow", cell)))

    assert [(b.kind.value, b.text, b.column) for b in body.blocks] == [
        ("item", "a", 1),
        ("code", "b", 1),
    ]


def test_a_document_5000_deep_is_read():
    document: Node = paragraph("deep")
    for _ in range(5_000):
        document = node("blockquote", node("bulletList", item(document)))

    [*_, block] = read_document(node("doc", document)).blocks

    assert (block.text, block.level, block.quoted) == ("deep", 5_000, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Plain *text*", ["Plain *text*"], id="no JSON"),
        pytest.param('"A text\\n- in JSON"', ["A text", "in JSON"], id="a text as JSON"),
        pytest.param("[1, 2]", ["[1, 2]"], id="a list"),
        pytest.param('{"a": "b"}', ['{"a": "b"}'], id="an object that is no document"),
        pytest.param("{", ["{"], id="broken"),
        pytest.param('{"type": "doc"}', [], id="an empty document"),
    ],
)
def test_what_is_no_document_is_plain_text(text, expected):
    assert [b.text for b in read_markup(text, Markup.ADF).blocks] == expected


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "heading", "attrs": {"level": "x"}, "content": [words("a")]},
        {"type": "heading", "attrs": [1], "content": [words("a")]},
        {"type": 7, "content": [words("a")]},
        {
            "type": "paragraph",
            "content": [{"type": "text", "text": "a", "marks": [None, {"type": []}]}],
        },
        {"type": "tableCell", "content": [paragraph("a")]},
        {"type": "listItem", "content": [paragraph("a")]},
        {"type": "tableRow", "content": [paragraph("a")]},
        {"type": "orderedList", "attrs": {"order": None}, "content": [item(paragraph("a"))]},
        {"type": "paragraph", "content": [None, {"type": "hardBreak"}, words("a")]},
    ],
)
def test_a_malformed_node_keeps_its_text(broken):
    assert [b.text for b in read(broken).blocks] == ["a"]


def test_offsets_point_into_the_rendered_text():
    body = read(
        node(
            "bulletList",
            item(node("paragraph", words("the "), words("new", "strong"), words(" one"))),
        )
    )

    assert source(body, body.blocks[0], "new one") == "new one"
    assert body.text[body.blocks[0].start : body.blocks[0].end] == "- the new one"
