"""No text of a ticket breaks out of an output: each is read back by what its host reads it with."""

import csv
import json
import re
from io import StringIO

import pytest
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from tests.reporters.hosts import azure_commands, github_commands, parsed
from tests.reporters.reports import EMPTY, HOSTILE, hostile_report, written
from ticketlint.reporters import REPORTERS

# What a terminal obeys, and characters that nobody sees. A line break is the reporter's own.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# `::` at the start of a line, and the others anywhere, are commands of runners.
_COMMANDS = re.compile(r"^\s*::|##vso\[|##\[|##teamcity\[", re.MULTILINE | re.IGNORECASE)
# Mentions, references and bare links, which hosts make of plain text.
_LINKED = re.compile(r"[@#!~%]\w|https?://|www\.", re.IGNORECASE)
OF_RUNNERS = ("github", "azure")
# In ids of tests a lone surrogate cannot be printed.
texts = pytest.mark.parametrize("text", HOSTILE, ids=ascii)


@pytest.mark.parametrize("name", [name for name in REPORTERS if name not in OF_RUNNERS])
@texts
def test_no_text_of_a_ticket_is_obeyed(name, text):
    told = written(name, hostile_report(text))

    assert not _UNSEEN.search(told)
    assert not _COMMANDS.search(told)
    told.encode("utf-8")


@texts
def test_every_format_of_ci_reads_back(text):
    report = hostile_report(text)

    for name in ("json", "sarif", "gitlab"):
        assert json.loads(written(name, report))
    for line in written("jsonl", report).splitlines():
        assert len(json.loads(line)) == 1
    suites = JUnitXml.fromstring(written("junit", report).encode())
    assert (suites.errors, suites.failures) == (4, 4)


@texts
def test_runners_find_our_commands_and_no_other(text):
    report = hostile_report(text)
    for_github, for_azure = written("github", report), written("azure", report)

    commands = github_commands(for_github)
    assert [kind for kind, _, _ in commands] == ["error"] * 7 + ["warning"] * 3
    assert {name for _, at, _ in commands for name in at} <= {"file", "line", "col", "title"}
    commands = azure_commands(for_azure)
    assert [(name, at["type"]) for name, at, _ in commands] == [
        *[("task.logissue", "error")] * 7,
        *[("task.logissue", "warning")] * 3,
    ]
    assert {name for _, at, _ in commands for name in at} <= {
        *("type", "sourcepath", "linenumber", "columnnumber", "code")
    }
    assert [at.get("code") for _, at, _ in commands] == [None] * 5 + ["vague-quality"] * 5
    for told in (for_github, for_azure):
        assert len(told.splitlines()) == 10
        assert not _UNSEEN.search(told)
    assert not re.search(r"##(vso)?\[", for_github)
    assert not re.search(r"^\s*::", for_azure, re.MULTILINE)


@texts
def test_no_key_and_no_name_of_a_file_leaves_the_folder(text):
    report = hostile_report(text)
    [run] = json.loads(written("sarif", report))["runs"]
    paths = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for result in run["results"]
        for place in result["locations"]
    ]
    paths += [each["location"]["path"] for each in json.loads(written("gitlab", report))]
    commands = [
        *github_commands(written("github", report)),
        *azure_commands(written("azure", report)),
    ]
    paths += [at[name] for _, at, _ in commands for name in ("file", "sourcepath") if name in at]

    assert paths
    for path in paths:
        assert ".." not in path.split("/")
        assert "\n" not in path
        # As the user named it, on the command line.
        assert not path.startswith("/") or text == path


@texts
def test_no_cell_is_a_formula_and_no_row_is_broken(text):
    told = written("csv", hostile_report(text))
    rows = list(csv.DictReader(StringIO(told)))

    assert len(rows) == 2 + 3 + 3 + 1 + 1  # failures, findings of three tickets, a limit
    assert all(None not in row and None not in row.values() for row in rows)
    for row in rows:
        assert not any(cell.lstrip().startswith(tuple("=+-@")) for cell in row.values())
    if text[:1] in tuple("=+-@"):
        assert rows[-1]["title"] == f"'{text}"


@texts
def test_nothing_of_a_ticket_is_markup_in_markdown(text):
    plain, told = (_page(hostile_report(one)) for one in ("x", text))

    assert [tag for tag in told.tags if tag != "a"] == [tag for tag in plain.tags if tag != "a"]
    assert told.attributes == plain.attributes
    assert not any(_LINKED.search(each) for each in told.text)


def _page(report):
    """Return the page that a host makes of our Markdown."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parsed(reader.render(written("markdown", report)))


@pytest.mark.parametrize("name", REPORTERS)
def test_a_run_without_tickets_is_whole_in_every_output(name):
    told = written(name, EMPTY)

    assert told.endswith("\n") or name in {"questions", "concise", *OF_RUNNERS}
