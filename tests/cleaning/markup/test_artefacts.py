"""Pasted logs and code, told from prose."""

import pytest

from ticketlint.cleaning.markup import read_markup
from ticketlint.cleaning.markup.artefacts import classify
from ticketlint.model import Markup

from .reading import outline

LOGS = {
    "levels": "[INFO]  Build started\n[ERROR] Build failed",
    "timestamps": "2024-05-01 10:00:01,123 main started\n2024-05-01T10:00:02Z main stopped",
    "logcat": "D/dalvikvm(  186): GC freed 146K\nE/AndroidRuntime( 3450): FATAL",
    "Java": "java.lang.NullPointerException\n\tat org.a.B.c(B.java:10)\n\tat org.a.B.d(Unknown Source)\nCaused by: x.Y\n\t... 8 more",
    "Python": 'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    run(1)\nValueError: bad',
    "JavaScript": "TypeError: x is undefined\n    at Object.run (app.js:12:5)\n    at main.js:1:2",
    ".NET": "   at Shop.Cart.Add(Item item) in C:\\src\\Cart.cs:line 42",
    "Ruby": "app/models/user.rb:12:in `save'\n\tfrom app.rb:3:in `run'",
    "native": "0   libsystem_kernel.dylib  0x00007fff8b2a241d mach_msg_trap + 8\n#1  0x1c051c3c in main () at a.c:2",
    "hex dump": "00000010  48 65 6c 6c 6f 20 77 6f  72 6c 64 21 0a 00 00 00",
    "compiler": "main.pas(421,18) Error: Illegal qualifier\nsrc/a.c:3:4: error: expected ';'",
}
CODE = {
    "JavaScript": "var win = Ti.UI.createWindow({\n  title: 'A',\n  top: 10\n});\nwin.open();",
    "JSON": '{\n  "name": "a",\n  "size": 3\n}',
    "Java": 'File f = File.createTempFile("a", "tmp");',
    "JSON with words": '{"ok": false, "error": "Please check that it is not in use by the system"}',
    "XML": '<item id="1">\n  <name>a</name>\n</item>',
    "SQL": "SELECT id, name FROM users WHERE id = 3;",
    "shell": "$ npm install -g titanium",
    "flags": "git push --force origin main",
    "C": "#include <stdio.h>\nint main() {\n  return 0;\n}",
    "diff": "--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@\n-old = 1\n+new = 2",
    "Python": "def run(self, x):\n    return x\nfrom app import run",
    "Objective-C": "[request setAllowCompressedResponse:YES];",
    "CSS": ".label {\n  color: red;\n}",
}
PROSE = [
    "The method Titanium.UI.createWindow() crashes when it is called twice.",
    "Titanium.Database.ResultSet.fieldName([index]) is not implemented.",
    "Call win.open() and then win.close() to see it.",
    "If the user clicks (x) the dialog should close;",
    "Error: the page does not load.",
    "Warning: this cannot be undone.",
    "Expected: the list is sorted",
    "Actual:",
    "Steps to reproduce:",
    "import the file and press return",
    "let me know if you need more",
    "class of 2024 cannot log in",
    "return to the home page",
    "select all rows from the table",
    "git push fails with an error on the server",
    "I see a message (in red) at the top [sometimes]",
    "at the end of the month the report is empty",
    "[Sun] the first day of the week is wrong",
    "<describe what happens>",
    "<steps>",
    "Browser: Chrome 120",
    "x = y is not checked",
    "As a user, I want to export {month} so that I can check it.",
    "12:30 the job starts and 12:45 it ends",
    "Foo -> Bar -> Baz (see screenshot)",
]


@pytest.mark.parametrize("text", LOGS.values(), ids=LOGS.keys())
def test_a_pasted_log_is_one_log(text):
    found = outline(f"It fails:\n\n{text}\n\nPlease help.", Markup.PLAIN)

    assert found == [("paragraph", "It fails:"), ("log", text), ("paragraph", "Please help.")]


@pytest.mark.parametrize("text", CODE.values(), ids=CODE.keys())
def test_pasted_code_is_one_block_of_code(text):
    found = outline(f"I wrote this.\n\n{text}\n\nIt does not work.", Markup.PLAIN)

    assert found == [
        ("paragraph", "I wrote this."),
        ("code", text),
        ("paragraph", "It does not work."),
    ]


@pytest.mark.parametrize("line", PROSE)
def test_prose_with_code_in_it_is_prose(line):
    assert classify([line]) == [None]


def test_prose_between_code_stays_prose():
    lines = ["foo(1);", "Then I do the other thing and it is wrong.", "bar(2);"]

    assert [verdict is None for verdict in classify(lines)] == [False, True, False]


def test_a_line_in_doubt_follows_its_neighbours():
    assert classify(["}"]) == [None]
    assert [v and v.value for v in classify(["foo(1);", "}"])] == ["code", "code"]
    assert [v and v.value for v in classify(["}", "", "foo(1);"])] == [None, None, "code"]


def test_bullets_after_code_are_no_code():
    assert [v and v.value for v in classify(["foo(1);", "- the first step", "* next step"])] == [
        "code",
        None,
        None,
    ]


def test_list_items_inside_pasted_code_are_part_of_it():
    text = "foo(1);\n* @param x\nbar(2);"

    assert outline(text, Markup.JIRA) == [("code", "foo(1);"), ("code", "@param x\nbar(2);")]


def test_a_list_of_calls_is_a_list():
    text = "* foo(1);\n* bar(2);\n* baz(3);"

    assert [kind for kind, _ in outline(text, Markup.JIRA)] == ["item", "item", "item"]


def test_encoded_data_is_a_log():
    assert [v and v.value for v in classify(["QUJDREVGR0g" * 100])] == ["log"]


def test_code_keeps_its_indentation_and_place():
    text = "See:\n    foo(1);\n        bar(2);\n"
    body = read_markup(text, Markup.PLAIN)
    block = body.blocks[1]

    assert block.text == "    foo(1);\n        bar(2);"
    assert text[block.start : block.end].strip() == block.text.strip()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("[INFO] started", "log"),
        ("at com.example.Main.run(Main.java:12)", "log"),
        ("npm ERR! code 1", "log"),
        ("return value;", "code"),
        ("}) => {", "code"),
        ('"key": "value",', "code"),
        ("<?xml version='1.0'?>", "code"),
        ("The page is shown to all users.", None),
    ],
)
def test_blanks_before_a_line_do_not_count(line: str, kind: str | None) -> None:
    assert [
        [v and v.value for v in classify([f"{blanks}{line}"])] for blanks in ("", "  ", "\t")
    ] == [[kind]] * 3


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param(" * a remark", "code", id="a remark that is indented"),
        pytest.param("* a remark", None, id="an item"),
        pytest.param("    name :", "code", id="a key that is indented"),
        pytest.param("name :", None, id="a label"),
    ],
)
def test_some_hints_count_only_where_they_are_indented(line: str, kind: str | None) -> None:
    assert [v and v.value for v in classify(["foo(1);", line])] == ["code", kind]
