"""A format is told by the structure of an input, never by a word in somebody's text."""

import gzip
import json

import pytest

from tests.sources.conftest import text_of

GOOD = "As a clerk I want the export so that I save time."
SPOOF = "<rss><channel><item><key>X-1</key><summary>Spoof</summary></item></channel></rss>"
MENTIONS = {
    "rss": "The feed must answer <rss></rss>",
    "rss with a version": 'the <rss version="2.0"> feed',
    "declaration": 'begin with <?xml version="1.0"?> please',
    "doctype": "<!DOCTYPE rss>",
    "a whole export": SPOOF,
    "at the start": f"{SPOOF} is wrong",
}
RECORDS = [{"key": f"PAY-{n}", "title": "Pay", "description": GOOD} for n in (1, 2, 3)]
RSS = f'<rss version="0.92"><!-- c --><channel><title>J</title>{SPOOF[14:-16]}</channel></rss>'


def records(text):
    return [RECORDS[0], {**RECORDS[1], "description": text}, RECORDS[2]]


def table(text):
    cell = '"' + text.replace('"', '""') + '"'
    rows = [f"PAY-1,Pay,{GOOD}", f"PAY-2,Pay,{cell}", f"PAY-3,Pay,{GOOD}"]
    return "\n".join(["Issue key,Summary,Description", *rows])


@pytest.mark.parametrize("text", MENTIONS.values(), ids=MENTIONS)
@pytest.mark.parametrize("mark", ["", "\ufeff", "\n \n"], ids=["plain", "mark", "blanks"])
@pytest.mark.parametrize("shape", ["csv", "json", "jsonl", "pretty.json", "stdin"])
def test_no_ticket_is_lost_where_a_text_mentions_xml(read, text, mark, shape):
    written = {
        "csv": table(text),
        "json": json.dumps(records(text)),
        "stdin": json.dumps(records(text)),
        "pretty.json": json.dumps(records(text), indent=1),
        "jsonl": "\n".join(json.dumps(record) for record in records(text)),
    }[shape]

    for data, zipped in ((mark + written).encode(), ""), (gzip.compress(written.encode()), ".gz"):
        result = read(data, f"a.{shape}{zipped}")
        assert result.keys == ["PAY-1", "PAY-2", "PAY-3"]
        assert result.failures == []


@pytest.mark.parametrize("blank", [" ", "\t\t", "\xa0", "\x0c"], ids=repr)
def test_blank_rows_of_a_table_are_no_tickets(read, blank):
    head, *rows = table(GOOD).split("\n")
    result = read("\n".join([blank, blank, head, blank, *rows, f"{blank},{blank}", ""]), "a.csv")

    assert result.keys == ["PAY-1", "PAY-2", "PAY-3"]
    assert result.failures == []


def test_a_header_may_begin_like_a_feed(read):
    assert read("<rss,title,description\n1,T,D\n", "a.csv").ticket.title == "T"


@pytest.mark.parametrize("name", ["a.md", "a.markdown"])
@pytest.mark.parametrize(
    "text", [SPOOF, f"# T\n{SPOOF}", '[{"title": "no JSON"}', '{"a": 1} is it']
)
def test_a_markdown_file_is_markdown_whatever_it_begins_with(read, name, text):
    [ticket] = read(text, name).tickets

    assert text_of(ticket) or ticket.title


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"<!DOCTYPE html><html><body>{SPOOF}</body></html>", id="page"),
        pytest.param(f"<html><pre>&lt;rss> <rss><channel></pre>{SPOOF}</html>", id="no doctype"),
    ],
)
def test_a_page_that_quotes_a_feed_is_a_page(read, text):
    assert read(text, "a.txt").failure.message.startswith("an HTML page")


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("", id="nothing"),
        pytest.param("\ufeff\n", id="mark"),
        pytest.param("<!-- <rss> of Jira -->\n" * 3, id="comments"),
        pytest.param("<?xml version='1.0'?>\n<?xml-stylesheet href='x'?>", id="instructions"),
        pytest.param("\n" * 100_000, id="many blank lines"),
    ],
)
@pytest.mark.parametrize("name", ["a.xml", "a.csv", "a"])
def test_an_export_is_xml_whatever_stands_above_its_root(read, before, name):
    result = read(before + RSS, name)

    assert (result.keys, result.failures) == (["X-1"], [])
    assert result.tickets[0].line == (before + RSS).replace("\ufeff", "").count("\n") + 1


@pytest.mark.parametrize("gap", ["\n" * 70_000, " \n\t\n" * 40_000, "\r\n" * 70_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("text", ["# Title\n\nText\n", "---\ntitle: Title\n---\nText\n"])
def test_blank_lines_above_a_text_are_no_empty_file(read, gap, encoding, text):
    result = read((gap + text).encode(encoding), "a.md")

    assert [ticket.title for ticket in result.tickets] == ["Title"]
    assert result.failures == []
    [anchor] = result.tickets[0].title_anchors
    assert anchor.position.line == (gap + text).split("Title")[0].count("\n") + 1


def test_blank_lines_alone_are_an_empty_file(read):
    assert read("\n" * 200_000, "a.md").failure.message.startswith("the file is empty")


def test_a_board_of_trello_is_told_what_to_do(read):
    board = {"name": "Board", "desc": "", "idOrganization": "x", "cards": [{"name": "A"}] * 50}

    for text in (json.dumps(board), json.dumps(board, indent=1), json.dumps(board) + "\n" * 2):
        result = read(text, "board.json")
        assert result.tickets == []
        assert "a board of Trello" in result.failure.message
        assert "jq '.cards[]" in result.failure.message


UNKNOWN = "Resumé,Nøkkel,Sakstype,Beskrivelse\n"


@pytest.mark.parametrize("name", ["a.csv", "stdin", "a.txt"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_headers_in_an_unknown_language_are_told_what_to_do(read, name, delimiter):
    text = (UNKNOWN + "Pagar,PAY-1,História,Texto\n").replace(",", delimiter)

    failure = read("\ufeff" + text, name).failure

    assert "are they in another language?" in failure.message
    assert "set the language of your Jira profile to English" in failure.message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "Issue key,Summary,Description\n"),
        ("a.csv", "\ufefftitle;description"),
        ("a.json", "[]"),
        ("a.json", '{"issues": [], "total": 0}'),
        ("a.xml", '<rss version="0.92"><channel/></rss>'),
    ],
)
def test_an_export_without_tickets_says_so(read, name, text):
    [notice] = read(text, name).notices

    assert notice.message.startswith("it holds no tickets")
