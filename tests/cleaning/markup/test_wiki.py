"""Jira wiki markup."""

import pytest

from ticketlint.cleaning.markup import BlockKind, read_markup
from ticketlint.model import Markup

from .reading import check_offsets, items, marked, only, outline, source

WIKI = Markup.JIRA


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("h2. Goal", [("heading", "Goal")], id="heading"),
        pytest.param("one\ntwo", [("paragraph", "one"), ("paragraph", "two")], id="two lines"),
        pytest.param("a \\\\ b", [("paragraph", "a"), ("paragraph", "b")], id="forced break"),
        pytest.param(
            "a\n----\nb", [("paragraph", "a"), ("rule", ""), ("paragraph", "b")], id="rule"
        ),
        pytest.param("* a\n* b", [("item", "a"), ("item", "b")], id="bullets"),
        pytest.param(
            "* a\nmore", [("item", "a"), ("paragraph", "more")], id="second line of an item"
        ),
        pytest.param("* a\n* ", [("item", "a"), ("item", "")], id="empty item"),
        pytest.param("a -- b\n-- c", [("paragraph", "a -- b"), ("paragraph", "-- c")], id="dashes"),
        pytest.param("|a|b|", [("cell", "a"), ("cell", "b")], id="row"),
        pytest.param("|a| |", [("cell", "a"), ("cell", "")], id="empty cell"),
        pytest.param("|a|b\nc|", [("cell", "a"), ("cell", "b\nc")], id="cell over two lines"),
        pytest.param("|[a|http://b.c]|!d.png|width=9!|", [("cell", "a"), ("cell", "")], id="pipes"),
        pytest.param("a | b", [("paragraph", "a | b")], id="a pipe in prose"),
        pytest.param("{code:java}\nx();\n{code}", [("code", "x();")], id="code"),
        pytest.param("{code:title=a.js}\nx\n{code}", [("code", "x")], id="titled code"),
        pytest.param("{noformat}\n *x*\n{noformat}", [("code", " *x*")], id="noformat"),
        pytest.param("{code}\nx\n* y", [("code", "x\n* y")], id="unclosed code"),
        pytest.param("{javascript}\nx\n{javascript}", [("code", "x")], id="old language macro"),
        pytest.param(
            "run {code}x *y*{code} now", [("paragraph", "run x *y* now")], id="code in a line"
        ),
        pytest.param("{html}<p>a <b>b</b></p>{html}", [("paragraph", "a b")], id="html"),
        pytest.param(
            "<!-- fill in -->\na", [("comment", "fill in"), ("paragraph", "a")], id="comment"
        ),
        pytest.param(
            "{toc}\na {foo:bar} b",
            [("paragraph", "{toc}"), ("paragraph", "a {foo:bar} b")],
            id="unknown macros",
        ),
        pytest.param("{color:red}a{color} b", [("paragraph", "a b")], id="colour"),
        pytest.param("!shot.png|width=3!", [("media", "")], id="image alone"),
        pytest.param("wow! and !x", [("paragraph", "wow! and !x")], id="exclamation marks"),
        pytest.param("&lt;b&gt; &foo;", [("paragraph", "<b> &foo;")], id="entities"),
        pytest.param("a \\* b \\[c]", [("paragraph", "a * b [c]")], id="escapes"),
        pytest.param(
            "see C:\\\\Users\\\\me and \\\\srv\\x",
            [("paragraph", "see C:\\\\Users\\\\me and \\\\srv\\x")],
            id="paths",
        ),
        pytest.param("(/) yes (x)", [("paragraph", "✅ yes ❌")], id="icons"),
        pytest.param("f(x) and (?)", [("paragraph", "f(x) and ❓")], id="icons stand alone"),
        pytest.param(
            "[INFO] a[1] [x]", [("log", "[INFO] a[1] [x]")], id="brackets that are no links"
        ),
    ],
)
def test_wiki_reads_as_jira_shows_it(text, expected):
    assert outline(text, WIKI) == expected


@pytest.mark.parametrize(
    ("text", "clean", "expected"),
    [
        pytest.param("a *b* c", "a b c", [("strong", "b", "")], id="strong"),
        pytest.param("_b_ *c*", "b c", [("emphasis", "b", ""), ("strong", "c", "")], id="two"),
        pytest.param("a -b c- d", "a b c d", [("strike", "b c", "")], id="strike"),
        pytest.param("a +b+ ^c^ ~d~", "a b c d", [], id="marks of no meaning"),
        pytest.param("a{*}b{*}c", "abc", [("strong", "b", "")], id="forced"),
        pytest.param(
            "*{{x_y_z}}*", "x_y_z", [("code", "x_y_z", ""), ("strong", "x_y_z", "")], id="nested"
        ),
        pytest.param(
            "{{{}GET /a{}}}", "GET /a", [("code", "GET /a", "")], id="code as Jira Cloud writes it"
        ),
        pytest.param(
            "[a *b*|http://c.d]",
            "a b",
            [("link", "a b", "http://c.d"), ("strong", "b", "")],
            id="link",
        ),
        pytest.param(
            "[http://c.d]", "http://c.d", [("link", "http://c.d", "http://c.d")], id="bare link"
        ),
        pytest.param(
            "[https://j.c/browse/AB-1|https://j.c/browse/AB-1|smart-link]",
            "https://j.c/browse/AB-1",
            [
                ("link", "https://j.c/browse/AB-1", "https://j.c/browse/AB-1"),
                ("key", "https://j.c/browse/AB-1", "AB-1"),
            ],
            id="smart link",
        ),
        pytest.param(
            "http://a.b/x_y_z.",
            "http://a.b/x_y_z.",
            [("link", "http://a.b/x_y_z", "http://a.b/x_y_z")],
            id="address",
        ),
        pytest.param(
            "[~bob] [~accountid:12:3]",
            "@bob @accountid:12:3",
            [("mention", "@bob", "bob"), ("mention", "@accountid:12:3", "accountid:12:3")],
            id="people",
        ),
        pytest.param("[^a.log]", "a.log", [("link", "a.log", "a.log")], id="attachment"),
        pytest.param('a !b.png|alt="x"! c', "a x c", [("image", "x", "b.png")], id="image"),
        pytest.param("2 * 3 * 4, a_b_c, x-y-z", "2 * 3 * 4, a_b_c, x-y-z", [], id="signs in prose"),
        pytest.param("-v and --force", "-v and --force", [], id="flags"),
        pytest.param("a[i] and [foo]", "a[i] and [foo]", [], id="brackets in prose"),
        pytest.param("??cited??", "cited", [("emphasis", "cited", "")], id="citation"),
    ],
)
def test_marks_stand_over_the_clean_text(text, clean, expected):
    block = only(text, WIKI)

    assert block.text == clean
    assert marked(block) == expected


def test_lists_nest_and_mix():
    body = read_markup("# a\n#* b\n#* c\n# d\n** e", WIKI)

    found = [(block.text, block.level, block.ordered, block.number) for block in body.blocks]
    assert found == [
        ("a", 1, True, "1"),
        ("b", 2, False, ""),
        ("c", 2, False, ""),
        ("d", 1, True, "2"),
        ("e", 2, False, ""),
    ]


def test_boxes_of_items_are_read():
    body = read_markup("* [ ] open\n* [x] done\n* [a|http://b.c]", WIKI)

    assert [(b.text, b.checked) for b in body.blocks] == [
        ("open", False),
        ("done", True),
        ("a", None),
    ]


def test_code_in_an_item_belongs_to_it():
    body = read_markup("* run this:\n{code}\nx\n{code}\n* then that", WIKI)

    assert [(b.kind.value, b.level) for b in body.blocks] == [("item", 1), ("code", 1), ("item", 1)]


def test_table_cells_know_their_row_column_and_heading():
    body = read_markup("||a||b||\n|c|d|\n\n|e|f|", WIKI)

    found = [(b.text, b.row, b.column, b.header) for b in body.blocks]
    assert found == [
        ("a", 1, 1, True),
        ("b", 1, 2, True),
        ("c", 2, 1, False),
        ("d", 2, 2, False),
        ("e", 1, 1, False),
        ("f", 1, 2, False),
    ]


@pytest.mark.parametrize(
    ("text", "panel"),
    [
        ("{panel:bgColor=#deebff}\na\n{panel}", "info"),
        ("{panel:bgColor=#eae6ff}\na\n{panel}", "note"),
        ("{panel:bgColor=#e3fcef}\na\n{panel}", "success"),
        ("{panel:bgColor=#fffae6}\na\n{panel}", "warning"),
        ("{panel:bgColor=#ffebe6}\na\n{panel}", "error"),
        ("{panel}\na\n{panel}", "info"),
        ("{warning}\na\n{warning}", "warning"),
        ("a", ""),
    ],
)
def test_panels_tell_their_kind(text, panel):
    assert only(text, WIKI).panel == panel


def test_a_panel_title_is_a_strong_line_and_the_panel_ends():
    body = read_markup("{panel:title=Scope|borderStyle=solid}\nin\n{panel}\nout", WIKI)

    assert [(b.text, b.panel) for b in body.blocks] == [
        ("Scope", "info"),
        ("in", "info"),
        ("out", ""),
    ]
    assert marked(body.blocks[0]) == [("strong", "Scope", "")]


def test_quotes_are_quoted_and_end():
    body = read_markup("{quote}a{quote}\nb\nbq. c\nd", WIKI)

    assert [(b.text, b.quoted) for b in body.blocks] == [
        ("a", True),
        ("b", False),
        ("c", True),
        ("d", False),
    ]


def test_an_adf_macro_is_read_as_adf_and_stands_for_its_range():
    macro = '{adf:display=block}{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"deep"}]}]}{adf}'
    body = read_markup(f"a\n{macro}\nb", WIKI)

    assert [b.text for b in body.blocks] == ["a", "deep", "b"]
    assert source(body, body.blocks[1], "deep") == macro
    check_offsets(body, copied=False)


def test_an_inline_adf_macro_is_part_of_its_line():
    macro = '{adf:display=inline}{"type":"placeholder","attrs":{"text":"name"}}{adf}'

    assert only(f"by {macro} today", WIKI).text == "by name today"


def test_carriage_returns_stay_in_the_body_and_out_of_the_blocks():
    text = "h1. A\r\n\r\nb\r\nc\r\n{code}\r\nx\r\n y\r\n{code}\r\n"
    body = read_markup(text, WIKI)

    assert body.text == text
    assert [b.text for b in body.blocks] == ["A", "b", "c", "x\n y"]
    assert source(body, body.blocks[3], "x\n y") == "x\r\n y"
    check_offsets(body)


def test_offsets_lead_back_to_the_marked_up_text():
    body = read_markup("Use the *new &amp; [better|http://a.b] export* now", WIKI)
    [block] = body.blocks

    assert source(body, block, "new & better export") == "new &amp; [better|http://a.b] export"
    assert source(body, block, "&") == "&amp;"


def test_an_item_without_a_blank_line_around_it_is_an_item():
    assert items(read_markup("do:\n* a\n* b\nthen", WIKI)) == ["a", "b"]


def test_media_keeps_the_name_of_the_file():
    block = only("!shot.png|thumbnail!", WIKI)

    assert (block.kind, marked(block)) == (BlockKind.MEDIA, [("image", "", "shot.png")])
