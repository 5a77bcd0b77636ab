"""HTML of Azure DevOps and of Jira's exports."""

import pytest

from ticketlint.cleaning.markup import read_markup
from ticketlint.model import Markup

from .reading import check_offsets, marked, only, outline, source

HTML = Markup.HTML


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('<h1><a name="A"></a><b>A</b></h1>', [("heading", "A")], id="heading"),
        pytest.param("<p>a\n b</p>c", [("paragraph", "a b"), ("paragraph", "c")], id="white space"),
        pytest.param(
            "<div>a</div><div>b<br/>c</div>",
            [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")],
            id="lines as in Azure DevOps",
        ),
        pytest.param(
            '<ul class="alternate"><li>a</li><li>b</li></ul>',
            [("item", "a"), ("item", "b")],
            id="list",
        ),
        pytest.param(
            "<ul><li>a<li>b</ul>c",
            [("item", "a"), ("item", "b"), ("paragraph", "c")],
            id="unclosed items",
        ),
        pytest.param("<ul><li></li></ul>", [("item", "")], id="empty item"),
        pytest.param(
            "<ul><li><p>a</p><p>b</p></li></ul>",
            [("item", "a"), ("paragraph", "b")],
            id="paragraphs in an item",
        ),
        pytest.param("<pre>a\n  b &lt;c&gt;<br>d</pre>", [("code", "a\n  b <c>\nd")], id="pre"),
        pytest.param("a<hr>b", [("paragraph", "a"), ("rule", ""), ("paragraph", "b")], id="rule"),
        pytest.param(
            "a<script>b</script><style>c</style>d", [("paragraph", "ad")], id="script and style"
        ),
        pytest.param("<!-- a -->b", [("comment", "a"), ("paragraph", "b")], id="comment"),
        pytest.param("<img src=a alt=b>", [("media", "b")], id="image alone"),
        pytest.param(
            "<table><tr><th>a</th></tr><tr><td>b<td></table>",
            [("cell", "a"), ("cell", "b"), ("cell", "")],
            id="table",
        ),
        pytest.param("1 < 2 & a <name> b", [("paragraph", "1 < 2 & a <name> b")], id="no tags"),
        pytest.param(
            "a&nbsp;b &#233; &bogus; &#x41;", [("paragraph", "a\xa0b é &bogus; A")], id="entities"
        ),
        pytest.param("<o:p>a</o:p><span>b</span>", [("paragraph", "ab")], id="tags of no meaning"),
        pytest.param("a<b", [("paragraph", "a<b")], id="unclosed tag"),
    ],
)
def test_html_reads_as_a_browser_shows_it(text, expected):
    assert outline(text, HTML) == expected
    check_offsets(read_markup(text, HTML))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "<b>a <strong>b</strong> c</b>", [("strong", "a b c", "")], id="strong in strong"
        ),
        pytest.param(
            "<em>a</em><tt>b</tt><del>c</del>",
            [("emphasis", "a", ""), ("code", "b", ""), ("strike", "c", "")],
            id="kinds",
        ),
        pytest.param(
            '<a href="http://a.b?x=1&amp;y">c</a>', [("link", "c", "http://a.b?x=1&y")], id="link"
        ),
        pytest.param(
            '<a href="/x" data-issue-key="AB-1">c</a>',
            [("link", "c", "/x"), ("key", "c", "AB-1")],
            id="ticket",
        ),
        pytest.param(
            '<a href="#" data-vss-mention="v,1">@Bo</a>',
            [("link", "@Bo", "#"), ("mention", "@Bo", "v,1")],
            id="mention",
        ),
        pytest.param("a<img src=b.png>", [("image", "", "b.png")], id="image"),
        pytest.param("</b>a</i>", [], id="closed but not open"),
    ],
)
def test_marks_stand_over_the_clean_text(text, expected):
    assert marked(only(text, HTML)) == expected


def test_a_mark_over_two_paragraphs_marks_both():
    body = read_markup("<b><p>a</p><p>b</p></b><p>c</p>", HTML)

    assert [[m.kind.value for m in b.marks] for b in body.blocks] == [["strong"], ["strong"], []]


def test_lists_tell_level_number_and_box():
    text = '<ol start="3"><li>a<ul><li>b</li></ul></li><li value="7">c</li></ol>'
    text += '<ol type="a"><li>d</li></ol><ul><li><input type="checkbox" checked> e</li></ul>'
    body = read_markup(text, HTML)

    found = [(b.text, b.level, b.ordered, b.number, b.checked) for b in body.blocks]
    assert found == [
        ("a", 1, True, "3", None),
        ("b", 2, False, "", None),
        ("c", 1, True, "7", None),
        ("d", 1, True, "a", None),
        ("e", 1, False, "", True),
    ]


def test_table_cells_count_over_spans_and_nested_tables():
    text = "<table><tr><td colspan=2>a</td><td>b</td></tr><tr><td><table><tr><td>c</td></tr></table></td><td>d</td></tr></table>"
    body = read_markup(text, HTML)

    assert [(b.text, b.row, b.column) for b in body.blocks] == [
        ("a", 1, 1),
        ("b", 1, 3),
        ("c", 1, 1),
        ("d", 2, 2),
    ]


@pytest.mark.parametrize(
    ("text", "panel"),
    [
        ('<div class="panel"><div class="panelContent"><p>a</p></div></div>', "info"),
        ('<div class="aui-message warning macro"><p>a</p></div>', "warning"),
        ('<div class="code panel"><p>a</p></div>', ""),
        ("<details><p>a</p></details>", "expand"),
        ("<div><p>a</p></div>", ""),
    ],
)
def test_panels_tell_their_kind(text, panel):
    assert only(text, HTML).panel == panel


def test_a_quote_ends():
    body = read_markup("<blockquote>a</blockquote>b", HTML)

    assert [(b.text, b.quoted) for b in body.blocks] == [("a", True), ("b", False)]


def test_offsets_lead_back_to_the_stored_html():
    body = read_markup("<p>the <b>new</b> &amp;\n   better one</p>", HTML)
    [block] = body.blocks

    assert source(body, block, "new & better") == "new</b> &amp;\n   better"
    assert source(body, block, "&") == "&amp;"
