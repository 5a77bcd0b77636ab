"""JSON in general: lines, lists, pages, broken records, and plain tickets."""

import json

import pytest

from ticketlint.model import Markup

from .conftest import text_of

ADF = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": []}]}
FULL = {
    "id": 7,
    "title": "Title\nwith two lines",
    "description": "Text",
    "type": "Bug",
    "acceptance_criteria": ["One", "Two"],
    "environment": "iOS 18",
    "labels": ["a", {"name": "b"}, 3],
    "status": {"name": "Open"},
    "url": "https://x.test/7",
    "created": "2026-01-02",
    "parent": {"key": "A-1"},
    "project": "PAY",
    "links": ["A-2"],
    "attachments": [],
    "versions": ["1.0"],
    "due": None,
    "estimate": 5.0,
    "surprise": {"deep": [1]},
}


def test_every_known_name_is_read_and_others_are_ignored(read):
    ticket = read(json.dumps(FULL), "a.json").ticket

    assert (ticket.key, ticket.title, ticket.type) == ("7", "Title\nwith two lines", "Bug")
    assert (text_of(ticket), text_of(ticket, "environment")) == ("Text", "iOS 18")
    assert text_of(ticket, "acceptance_criteria") == "- One\n- Two"
    assert {field.markup for field in ticket.fields} == {Markup.MARKDOWN}
    assert (ticket.labels, ticket.status) == (("a", "b", "3"), "Open")
    assert (ticket.url, ticket.created, ticket.project) == (
        "https://x.test/7",
        "2026-01-02",
        "PAY",
    )
    assert (ticket.parent, ticket.links, ticket.attachments) == ("A-1", ("A-2",), ())
    assert (ticket.versions, ticket.due, ticket.estimate) == (("1.0",), "", "5")


@pytest.mark.parametrize(
    ("record", "text", "markup"),
    [
        pytest.param({"description": None}, "", Markup.MARKDOWN, id="null"),
        pytest.param({"description": ""}, "", Markup.MARKDOWN, id="empty"),
        pytest.param({"description": 12}, "12", Markup.MARKDOWN, id="number"),
        pytest.param({"description": ADF}, json.dumps(ADF), Markup.ADF, id="ADF"),
        pytest.param({"description": "x", "markup": "jira"}, "x", Markup.JIRA, id="Jira"),
        pytest.param({"description": "x", "markup": "HTML"}, "x", Markup.HTML, id="HTML"),
        pytest.param({"description": "x", "markup": "plain"}, "x", Markup.PLAIN, id="plain"),
        pytest.param({"description": "x", "markup": "??"}, "x", Markup.MARKDOWN, id="unknown"),
        pytest.param({"description": "", "markup": "adf"}, "", Markup.ADF, id="empty ADF"),
        pytest.param({"body": "x"}, "x", Markup.MARKDOWN, id="body"),
        pytest.param({"wiki": "x", "adf": ADF}, "x", Markup.JIRA, id="wiki"),
        pytest.param({"description": "", "text": "x"}, "x", Markup.MARKDOWN, id="text"),
    ],
)
def test_the_description_and_its_markup(read, record, text, markup):
    [field] = read(json.dumps({"title": "T", **record}), "a.json").ticket.fields

    assert (field.name, field.text, field.markup) == ("description", text, markup)


def test_a_text_that_is_not_there_is_not_carried(read):
    assert read('{"title": "T"}', "a.json").ticket.fields == ()


def test_a_record_without_key_is_numbered_in_its_file(read):
    result = read('{"title": "A"}\n\n{"summary": "B"}\n{"key": "C-1", "title": "C"}\n', "all.jsonl")

    assert [(t.key, t.line) for t in result.tickets] == [("all-1", 1), ("all-2", 3), ("C-1", 4)]


RECORDS = [{"key": f"A-{n}", "title": f'T "{n}" [x] {{', "description": "é\\n"} for n in range(3)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lines", "\n".join(json.dumps(r) for r in RECORDS)),
        ("lines with CRLF", "\r\n".join(json.dumps(r) for r in RECORDS)),
        ("list", json.dumps(RECORDS)),
        ("pretty list", json.dumps(RECORDS, indent=2)),
        ("lists after one another", "".join(json.dumps([r]) for r in RECORDS)),
        ("pretty objects after one another", "\n".join(json.dumps(r, indent=1) for r in RECORDS)),
        ("page", json.dumps({"total": 3, "tickets": RECORDS})),
        ("pretty page", json.dumps({"items": RECORDS, "total": 3}, indent=1)),
        ("pages as lines", "\n".join(json.dumps({"items": [r]}) for r in RECORDS)),
        ("wrapped", json.dumps([{"backend": "x", "data": r} for r in RECORDS], indent=1)),
        ("a long first line", json.dumps([{"body": " " * 99_999, "key": "A-0"}, *RECORDS[1:]])),
        ("a long page", json.dumps({"x": " " * 99_999, "issues": RECORDS})),
        ("white space first", "\n \n" + json.dumps(RECORDS)),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
@pytest.mark.parametrize("suffix", ["json", "jsonl", "dat"])
def test_records_are_read_from_every_shape(read, name, text, suffix):
    if suffix == "jsonl" and name.startswith("pretty") and not text.startswith("["):
        pytest.skip("the suffix promises one record per line")

    result = read(text, f"a.{suffix}")

    assert result.keys == ["A-0", "A-1", "A-2"]
    assert result.failures == []


def test_the_line_of_a_record_in_a_list_is_known(read):
    text = json.dumps(RECORDS, indent=2)

    tickets = read(text, "a.json").tickets

    assert len(tickets) == len(RECORDS)
    for ticket in tickets:
        assert f'"{ticket.key}"' in text.split("\n")[ticket.line]


GOOD = '{"key": "A-%d", "title": "T"}'
BAD = {
    "syntax": ('{"key": "B-1", oops}', "not JSON"),
    "NaN": ('{"key": "B-1", "title": NaN}', "not JSON: NaN"),
    "Infinity": ('{"key": "B-1", "title": [-Infinity]}', "not JSON: -Infinity"),
    "a million digits": ('{"key": %s}' % ("1" * 1_000_000), "a number of more than"),
    "lone surrogate": (r'{"key": "B-1", "title": "x\ud800y"}', "half a character"),
    "deep": ('{"key": ' + "[" * 500 + "1" + "]" * 500 + "}", "nested deeper than 200"),
    "very deep": ('{"key": ' + "[" * 100_000 + "1" + "]" * 100_000 + "}", "nested deeper than 200"),
    "a list": ("[1, 2]", "not an object"),
    "a word": ('"word"', "not an object"),
    "null": ("null", "not an object"),
    "no ticket": ('{"a": 1}', "no ticket in this record"),
    "bad UTF-8": (b'{"key": "B-1", "title": "caf\xe9"}', "not UTF-8"),
    "control character": ('{"key": "B-1", "title": "a\x01b"}', "not JSON"),
}


@pytest.mark.parametrize(("bad", "message"), BAD.values(), ids=BAD)
def test_one_bad_line_is_told_with_its_number_and_the_rest_is_read(read, bad, message):
    lines = [(GOOD % n).encode() for n in range(1000)]
    lines.insert(500, bad if isinstance(bad, bytes) else bad.encode())

    result = read(b"\n".join(lines), "a.jsonl")

    assert len(result.tickets) == 1000
    assert (result.failure.line, result.failure.source[-7:]) == (501, "a.jsonl")
    assert result.failure.message.startswith(message)


@pytest.mark.parametrize(("bad", "message"), BAD.values(), ids=BAD)
def test_one_bad_record_of_a_list_is_told_with_its_line_and_the_rest_is_read(read, bad, message):
    records = [(GOOD % n).encode() for n in range(1000)]
    records.insert(500, bad if isinstance(bad, bytes) else bad.encode())

    result = read(b"[" + b",\n".join(records) + b"]", "a.json")

    assert result.keys == [f"A-{n}" for n in range(1000)]
    assert result.failure.line == 501
    assert result.failure.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "read_keys"),
    [
        pytest.param('[{"key": "A-1", "title": "T"}, {"key": "A-2", "ti', ["A-1"], id="cut"),
        pytest.param('[{"key": "A-1", "title": "T"},', ["A-1"], id="cut behind a comma"),
        pytest.param('[{"key": "A-1", "title": "T"}', ["A-1"], id="bracket missing"),
        pytest.param('{"issues": [{"key": "A-1", "title": "T"}', ["A-1"], id="page cut"),
        pytest.param(
            '{"issues": [{"key": "A-1", "title": "T"}], "x": ', ["A-1"], id="page end cut"
        ),
        pytest.param('{"key": "A-1",\n"title": "T"', [], id="object cut"),
        pytest.param('{"key": "A-1",\n"title" "T"}', [], id="colon missing"),
        pytest.param(
            '[{"key": "A-1", "title": "T"} {"key": "A-2", "title": "T"}]',
            ["A-1", "A-2"],
            id="comma missing",
        ),
        pytest.param('[{"key": "A-1", "title": "T"}]]', ["A-1"], id="bracket too many"),
        pytest.param('[{"key": "A-1", "title": "T"}] and more', ["A-1"], id="text behind"),
        pytest.param('{"key": "A-1",', [], id="one open line"),
        pytest.param("[" * 100_000, [], id="open brackets"),
        pytest.param('[{"a":' * 50_000, [], id="open brackets and braces"),
        pytest.param('["' + '\\"' * 99_999, [], id="open string"),
    ],
)
def test_a_broken_document_is_one_failure_and_keeps_what_came_before(read, text, read_keys):
    result = read(text, "a.json")

    assert result.keys == read_keys
    assert "\n" not in result.failure.message


def test_a_comma_too_many_is_borne(read):
    assert read('[{"key": "A-1", "title": "T"},]', "a.json").ticket.key == "A-1"


def test_a_file_that_promises_json_and_holds_prose_is_one_failure(read):
    assert read("Hello, this is text.\n\nMore, of, it.", "a.json").failure.line == 1


def test_comments_of_jira_are_not_tickets(read):
    page = {"comments": [{"id": "1", "body": "x"}], "total": 1}

    assert read(json.dumps(page), "a.json").failure.message.startswith("no ticket in this record")


def test_an_empty_list_or_page_is_silent(read):
    for text in ("[]", '{"issues": [], "total": 0}', '{"issues": []}\n{"issues": []}'):
        result = read(text, "a.json")
        assert (result.tickets, result.failures) == ([], [])


def test_a_key_decides_if_a_list_belongs_to_a_ticket(read):
    ticket = read('{"title": "T", "items": [1, 2], "value": [3]}', "a.json").ticket

    assert ticket.title == "T"
