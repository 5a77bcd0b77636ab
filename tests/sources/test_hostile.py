"""Whatever the bytes, reading ends, raises nothing and gives valid text."""

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ticketlint.model import Failure, Notice, Ticket
from ticketlint.sources import FORMATS, SourceOptions, github_json, read_tickets

WORDS = [
    *('{"key": "A-1", "title": "T"}', "[", "]", "{", "}", ",", ":", '"', "\\", "\\ud800", "null"),
    *("---\n", "id: A\n", "title: T\n", "# AB-1: T\n", "## AB-2 U\n", "<!--", "-->", "```\n"),
    *("Issue key,Summary\n", "ID,Work Item Type,Title\n", "id,team,title,status\n", "sep=;\n"),
    *(
        "title\tdescription\n",
        ";",
        "\t",
        "\r",
        "\n",
        "\r\n",
        " ",
        "\0",
        "\ufeff",
        "é",
        "\U0001f600",
    ),
    *("<rss>", "<channel>", "<item>", "</item>", "</rss>", "<!DOCTYPE x>", "&x;", "<key>A</key>"),
    *('{"issues": [', '"names": {', '"fields": {', '"System.Title": 1', '"number": 1', "&[", "*x"),
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=30).map("".join)
RECORDS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("key", "id", "title", "fields", "summary", "description", "issuetype"),
                    *("number", "iid", "body", "labels", "data", "issues", "value", "names"),
                    *("schema", "System.Title", "relations", "parent", "content", "type", "self"),
                    *("issuelinks", "attachment", "pull_request", "markup", "references"),
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


def check(data: bytes, input_format: str | None = None) -> list[Ticket | Failure | Notice]:
    options = SourceOptions(input_format=input_format)
    items = list(read_tickets(["-"], options, io.BytesIO(data)))
    for item in items:
        if isinstance(item, Ticket):
            for text in (item.key, item.title, *(field.text for field in item.fields)):
                text.encode("utf-8")
            assert all(isinstance(label, str) for label in item.labels)
            hash(item)
        else:
            assert "\n" not in item.message
            assert "Traceback" not in item.message
    return items


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example('"\\')
def test_any_text_is_read_to_its_end(text):
    check(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_to_their_end(data):
    check(data)
    check(gzip.compress(data))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RECORDS, st.sampled_from([None, "jira-json", "azure-json", "json", "github-json"]))
def test_any_record_is_a_ticket_or_a_failure(record, input_format):
    check(json.dumps(record).encode(), input_format)
    check(json.dumps([record, record], indent=1).encode(), input_format)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(FORMATS))
def test_any_text_in_any_named_format_is_read_to_its_end(text, input_format):
    check(text.encode("utf-8", "replace"), input_format)


MEGABYTE = 1_000_000
LARGE = {
    "open comments": "<!--" * (MEGABYTE // 4),
    "comments": "<!-- -->" * (MEGABYTE // 8),
    "open fences": "```\n" * (MEGABYTE // 4),
    "rules": "---\nid: A\n---\n" + "---\n" * (MEGABYTE // 4),
    "rules with keys": "---\nid: A\n---\n" + "---\na: b\n" * (MEGABYTE // 9),
    "hashes": "#" * MEGABYTE,
    "heading of spaces": "# " + " " * MEGABYTE + "x",
    "headings": "# AB-1: T\n" * (MEGABYTE // 10),
    "keys of all levels": "".join(f"{'#' * (n % 6 + 1)} AB-{n} T\n" for n in range(60_000)),
    "underlines": "a\n===\n" * (MEGABYTE // 6),
    "white space": "x" + " \n" * (MEGABYTE // 2),
    "one line": "x" * MEGABYTE,
    "status": "# T\n" + "## Status\n" + "\n" * MEGABYTE,
    "open objects": '{"a":' * (MEGABYTE // 5),
    "open strings": '["' * (MEGABYTE // 2),
    "backslashes": '["' + "\\" * MEGABYTE,
    "commas": "[{" + "," * MEGABYTE,
    "letters": "[{a" + "b" * MEGABYTE,
    "small faults": "[" + '{"a" 1},' * (MEGABYTE // 9) + "]",
    "quotation marks in CSV": "Issue key,Summary\n" + '"' * MEGABYTE,
    "columns": "Issue key,Summary" + ",a" * (MEGABYTE // 2),
    "same columns": "Issue key,Summary" + ",Labels" * 4000 + "\n" + "x," * 4000,
    "tags": "<rss><channel><item>" + "<a>" * (MEGABYTE // 3),
    "entities": "<rss>" + "&x;" * (MEGABYTE // 3),
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_megabyte_of_the_worst_is_read_to_its_end(text):
    items = check(text.encode())

    assert items


def test_a_line_longer_than_memory_allows_is_told_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("ticketlint.config.budgets.RECORD_BYTES", 1000)
    lines = [
        '{"key": "A-1", "title": "T"}',
        '{"key": "%s"}' % ("x" * 5000),
        '{"id": 3, "title": ""}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))

    first, failure, last = read_tickets([str(tmp_path / "a.jsonl")], SourceOptions())

    assert (first.key, last.key) == ("A-1", "3")
    assert (failure.line, last.line) == (2, 3)
    assert failure.message.startswith("a line longer than")


def test_commas_and_brackets_of_a_text_are_no_values_of_its_record(tmp_path):
    row = {"key": "A-1", "title": "T", "description": "[1, 2], {3, 4}, " * 150_000}
    lines, pages = tmp_path / "a.jsonl", tmp_path / "a.json"
    lines.write_text(json.dumps(row))
    pages.write_text(json.dumps([row, row], indent=1))

    read = list(read_tickets([str(lines), str(pages)], SourceOptions()))

    assert [item.key for item in read] == ["A-1"] * 3


def test_a_record_longer_than_memory_allows_is_told_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("ticketlint.config.budgets.RECORD_BYTES", 1000)
    records = [{"key": "A-1", "title": "T"}, {"key": "x" * 500_000}, {"key": "A-3", "title": "T"}]
    (tmp_path / "a.json").write_text(json.dumps(records))

    first, failure, last = read_tickets([str(tmp_path / "a.json")], SourceOptions())

    assert (first.key, last.key) == ("A-1", "A-3")
    assert failure.message.startswith("a record longer than")


def test_a_cell_longer_than_memory_allows_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("ticketlint.config.budgets.FIELD_CHARS", 1000)
    text = f"Issue key,Summary,Description\nA-1,T,D\nA-2,T,{'x' * 2000}\nA-3,T,D\n"
    (tmp_path / "a.csv").write_text(text)

    first, failure, last = read_tickets([str(tmp_path / "a.csv")], SourceOptions())

    assert (first.key, last.key, last.line) == ("A-1", "A-3", 4)
    assert failure.message.startswith("a cell longer than")
    assert failure.line == 3


def test_a_fault_of_ours_on_one_record_costs_that_record_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"number": 1, "title": "A"}\n{"title": "B", "description": ""}\n')
    monkeypatch.setattr(github_json, "repository_key", lambda *_: 1 / 0)

    items = list(read_tickets([str(path)], SourceOptions()))

    assert [item.message for item in items if isinstance(item, Failure)] == [
        "cannot be read: ZeroDivisionError (please report it)"
    ]
    assert [item.title for item in items if isinstance(item, Ticket)] == ["B"]
