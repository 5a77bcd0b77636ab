"""Markdown and CSV tell what was found, within what their readers take."""

import csv
import re
from dataclasses import replace
from io import StringIO

import pytest

from tests.reporters.hosts import azure_commands
from tests.reporters.reports import (
    ADDRESS,
    CLEAR,
    EMPTY,
    FINDING,
    FULL,
    RESULT,
    found,
    many,
    report_of,
    with_state,
    written,
)
from ticketlint.model import Earlier, Severity, State
from ticketlint.reporters import markdown
from ticketlint.reporters.csv import COLUMNS

MEBIBYTE = 1024 * 1024


def test_markdown_begins_with_a_small_heading_and_folds_each_ticket():
    assert written("markdown", replace(FULL, failures=FULL.failures[:1])).splitlines() == [
        "### ticketlint: the gate failed",
        "",
        "- 1 warning finding",
        "",
        "**1 ticket · 0 new errors · 1 new warning · 0 new notes · 3 less severe not shown · median score 61.5**",
        "",
        "1 new, 2 fixed, 3 known (known.json); fixed in PAY-4; 1 worse: PAY-1",
        "",
        "| rule | findings |",
        "|---|---:|",
        "| vague-quality | 1 |",
        "",
        "- could not be read: backlog/a.jsonl:7: not JSON (mend it)",
        "",
        "<details><summary><b>PAY-12</b> Improve the export (61.5 C, refined)</summary>",
        "",
        "- [open the ticket](<https://jira.example.com/browse/PAY-12>)",
        "- **gate:** scores 61.5, below 80",
        "- +38.5 if it names a measure",
        "- **Ask:** How fast, in seconds?",
        "- **failed** open-list: broke",
        '- warning vague-quality (description, backlog/PAY-12.md:9): "fast" has no measure.',
        "",
        "</details>",
    ]


def test_markdown_has_the_worst_tickets_first_and_leaves_out_those_with_nothing():
    noted = found(replace(ADDRESS, key="A-1"), replace(FINDING, severity=Severity.NOTE))
    wrong = found(replace(ADDRESS, key="A-2"), replace(FINDING, severity=Severity.ERROR))
    known = found(replace(ADDRESS, key="A-3"), with_state(FINDING, State.KNOWN))
    report = report_of(noted, CLEAR, known, found(ADDRESS, FINDING), wrong)
    only_new = written("markdown", replace(report, hidden=(State.SUPPRESSED, State.KNOWN)))

    assert re.findall(r"<b>(.*?)</b>", only_new) == ["A-2", "PAY-12", "A-1"]
    assert re.findall(r"<b>(.*?)</b>", written("markdown", report)) == [
        "A-2",
        "A-3",
        "PAY-12",
        "A-1",
    ]


def test_markdown_has_nothing_of_a_ticket_that_has_nothing_new_but_questions():
    old = replace(
        RESULT,
        earlier=Earlier(is_fresh=False),
        misses=(),
        judgement=replace(
            RESULT.judgement, failures=(), findings=(with_state(FINDING, State.KNOWN),)
        ),
    )
    told = written("markdown", replace(FULL, results=(old,), failures=()))

    assert "<details>" not in told
    assert "**1 ticket · 0 new errors" in told
    assert "vague-quality" not in told


@pytest.mark.parametrize("name", ["x", "日本"])
def test_markdown_is_cut_between_tickets_and_says_how_many_are_left_out(name):
    finding = replace(FINDING, message=name * 1000)
    results = [
        found(replace(ADDRESS, key=f"A-{number}"), finding, finding) for number in range(1200)
    ]
    told = written("markdown", report_of(*results))

    assert MEBIBYTE - 14_000 < len(told.encode()) <= MEBIBYTE
    shown = told.count("<details>")
    assert shown == told.count("</details>")
    assert told.endswith(
        f"\n{1200 - shown:,} more tickets and failures are left out: there is no room for all.\n"
    )


def test_where_there_is_no_room_markdown_writes_nothing():
    stream = StringIO()
    markdown.write_within(FULL, stream, 600)

    assert stream.getvalue() == ""


def test_csv_has_a_row_for_each_finding_and_failure():
    rows = list(csv.DictReader(StringIO(written("csv", FULL))))

    assert [(row["severity"], row["key"], row["message"]) for row in rows] == [
        ("failed", "", "not JSON (mend it)"),
        ("failed", "PAY-12", "broke"),
        ("error", "PAY-12", "scores 61.5, below 80"),
        ("warning", "PAY-12", '"fast" has no measure.'),
    ]
    assert rows[3] | {} == {
        "key": "PAY-12",
        "title": "Improve the export",
        "url": "https://jira.example.com/browse/PAY-12",
        "source": "backlog/PAY-12.md",
        "source_line": "9",
        "kind": "story",
        "status": "Open",
        "parent": "PAY-1",
        "score": "61.5",
        "grade": "C",
        "level": "refined",
        "severity": "warning",
        "rule": "vague-quality",
        "category": "ambiguity",
        "message": '"fast" has no measure.',
        "question": "How fast, in seconds?",
        "suggestion": "Give a number.",
        "field": "description",
        "section": "acceptance_criteria",
        "line": "3",
        "column": "7",
        "words": "fast",
        "state": "new",
        "fingerprint": rows[3]["fingerprint"],
    }
    assert written("csv", EMPTY) == ",".join(COLUMNS) + "\n"


def test_azure_gets_ten_warnings_notes_last_and_a_count_of_the_rest():
    report = report_of(found(ADDRESS, *many(4, Severity.NOTE), *many(8), *many(11, Severity.ERROR)))
    commands = azure_commands(written("azure", report))

    assert [at["type"] for _, at, _ in commands] == ["error"] * 10 + ["warning"] * 10
    name, at, told = commands[0]
    assert (name, told) == (
        "task.logissue",
        'PAY-12: "fast" has no measure. Ask: How fast, in seconds?',
    )
    assert at == {
        "type": "error",
        "sourcepath": "backlog/PAY-12.md",
        "linenumber": "9",
        "columnnumber": "7",
        "code": "vague-quality",
    }
    assert commands[-1][2].startswith("ticketlint: 1 error, 3 notes more: Azure Pipelines shows 10")
