"""Markdown: facts from front matter and headings, the text as a slice of the file."""

import pytest

from ticketlint.model import Markup, TicketField

from .conftest import text_of

BACKLOG = """---
id: BACK-427
title: Filter unassigned tasks
status: To Do
assignee:
  - '@alex'
created_date: '2026-04-25 12:14'
labels:
  - cli
  - mcp
dependencies:
  - BACK-12
parent_task_id: BACK-400
priority: medium
---

## Description

<!-- SECTION:DESCRIPTION:BEGIN -->
Users list tasks without an assignee.
<!-- SECTION:DESCRIPTION:END -->

## Acceptance Criteria
<!-- AC:BEGIN -->
- [ ] #1 `task list --unassigned` shows them.
<!-- AC:END -->
"""
BMAD = "# Story 1.2: Sign in\n\n## Status\n\nDraft\n\n## Story\n\n**As a** user I sign in.\n"


def line_of(field: TicketField) -> int:
    """Return the line of the file on which a field begins."""
    return field.anchors[0].position.line


def test_front_matter_tells_the_facts_and_the_rest_is_the_description(read):
    ticket = read(BACKLOG, "back-427 - Filter.md").ticket

    assert (ticket.key, ticket.title) == ("BACK-427", "Filter unassigned tasks")
    assert (ticket.status, ticket.created) == ("To Do", "2026-04-25 12:14")
    assert (ticket.labels, ticket.links) == (("cli", "mcp"), ("BACK-12",))
    assert ticket.parent == "BACK-400"
    [field] = ticket.fields
    assert (field.name, field.markup, line_of(field)) == ("description", Markup.MARKDOWN, 16)
    assert BACKLOG.replace("#1 ", "").endswith(field.text)
    assert field.text.startswith("\n## Description\n")


def test_a_level_1_heading_at_the_top_is_the_title_and_the_file_name_the_key(read):
    ticket = read("# Export fails #\n\nIt stops.\n", "login-page.md").ticket

    assert (ticket.key, ticket.title) == ("login-page", "Export fails")
    assert text_of(ticket) == "\nIt stops.\n"
    assert (ticket.line, line_of(ticket.fields[0])) == (1, 2)


@pytest.mark.parametrize(
    ("text", "title", "description", "line"),
    [
        pytest.param("# T\nText", "T", "Text", 2, id="heading"),
        pytest.param("# T", "T", "", 1, id="heading only"),
        pytest.param("T\n===\nText\n", "T", "Text\n", 3, id="underlined heading"),
        pytest.param("\n<!-- x\n# y -->\n\n# T\nText\n", "T", "Text\n", 6, id="comment first"),
        pytest.param("Intro\n\n# T\nText\n", "T", "Intro\n\n# T\nText\n", 1, id="text first"),
        pytest.param("A line\n\nText\n", "A line", "\nText\n", 2, id="a line of its own"),
        pytest.param("A line\nand more\n", "A line", "A line\nand more\n", 1, id="a paragraph"),
        pytest.param("One line", "One line", "", 1, id="one line"),
        pytest.param("## Steps\nText\n", "PAY-1", "## Steps\nText\n", 1, id="sections only"),
        pytest.param("- a\n- b\n", "PAY-1", "- a\n- b\n", 1, id="a list"),
        pytest.param("x" * 200, "PAY-1", "x" * 200, 1, id="a long line"),
        pytest.param("```\n# no\n```\n", "PAY-1", "```\n# no\n```\n", 1, id="code only"),
        pytest.param("---\n\nText\n", "PAY-1", "---\n\nText\n", 1, id="a thematic break"),
        pytest.param("#\u00a0T\n", "PAY-1", "#\u00a0T\n", 1, id="no heading"),
    ],
)
def test_the_title_is_found_and_the_rest_is_a_slice(read, text, title, description, line):
    ticket = read(text).ticket

    assert (ticket.title, text_of(ticket)) == (title, description)
    assert line_of(ticket.fields[0]) == line
    assert description in text


def test_windows_line_ends_stay_as_they_are(read):
    ticket = read("---\r\nid: A-1\r\n---\r\n# T\r\n\r\nOne\r\nTwo\r\n").ticket

    assert (ticket.key, ticket.title) == ("A-1", "T")
    assert text_of(ticket) == "\r\nOne\r\nTwo\r\n"
    assert line_of(ticket.fields[0]) == 5


def test_a_byte_order_mark_does_not_hide_front_matter(read):
    assert read("\ufeff---\nid: A-1\n---\n# T\n").ticket.key == "A-1"


def test_values_of_front_matter_stay_as_written(read):
    ticket = read(
        "---\nid: 0123\ntitle: no\nstatus: on\ncreated: 2026-01-02\nestimate: 1:30\n"
        "type: Yes\nlabels: [no, 1.0, ~]\nurl: https://x.test/a#b\ndue:\n---\n"
    ).ticket

    assert (ticket.key, ticket.title, ticket.status, ticket.type) == ("0123", "no", "on", "Yes")
    assert (ticket.created, ticket.estimate, ticket.due) == ("2026-01-02", "1:30", "")
    assert ticket.labels == ("no", "1.0", "~")
    assert ticket.url == "https://x.test/a#b"


def test_what_front_matter_does_not_say_is_unknown(read):
    ticket = read("---\nid: A-1\ndependencies: []\n---\n# T\n").ticket

    assert ticket.links == ()
    assert (ticket.parent, ticket.attachments, ticket.due, ticket.estimate) == (None,) * 4


@pytest.mark.parametrize(
    ("front", "line"),
    [
        pytest.param("id: A-1\ntitle: [unclosed\nx: 1", 4, id="bracket"),
        pytest.param("title: a: b", 2, id="colon"),
        pytest.param("id: A-1\n\ttitle: tab", 3, id="tab"),
        pytest.param("a: &x [1]\nb: *x", 3, id="alias"),
        pytest.param("- a\n- b:\n  id: A-1", 2, id="list"),
        pytest.param("id: " + "[" * 30 + "]" * 30, 2, id="deep"),
        pytest.param("id: " + "[" * 30_000, 2, id="bomb"),
    ],
)
def test_bad_front_matter_is_told_and_the_body_is_read(read, front, line):
    result = read(f"---\n{front}\n---\n# T\n\nText\n")

    assert result.failure.message.startswith("front matter")
    assert abs(result.failure.line - line) <= 1
    assert [(t.key, t.title, text_of(t)) for t in result.tickets] == [("PAY-1", "T", "\nText\n")]


def test_front_matter_that_is_not_closed_is_told_and_the_text_is_read(read):
    result = read("---\nid: A-1\ntitle: T\n\nText\n")

    assert "without its closing" in result.failure.message
    assert "Text" in text_of(result.tickets[0])


def test_a_title_in_front_matter_wins_and_its_repetition_is_not_the_description(read):
    same = read("---\ntitle: Export fails\n---\n# PAY-1 - Export fails\n\nText\n").ticket
    other = read("---\ntitle: Export fails\n---\n# Description\n\nText\n").ticket

    assert (same.title, text_of(same)) == ("Export fails", "\nText\n")
    assert (other.title, text_of(other)) == ("Export fails", "# Description\n\nText\n")


def test_several_documents_with_front_matter_are_several_tickets(read):
    text = (
        "---\nid: A-1\ntitle: One\n---\nFirst\n\n---\n\nStill the first\n\n"
        "```\n---\nid: X-9\n---\n```\n"
        "---\nid: A-2\n---\n# Two\nSecond\n---\n---\ntitle: Three\n---\nThird\n"
    )
    result = read(text, "list.md")

    assert result.failures == []
    assert [(t.key, t.title) for t in result.tickets] == [
        ("A-1", "One"),
        ("A-2", "Two"),
        ("list-3", "Three"),
    ]
    first, second, third = (text_of(t) for t in result.tickets)
    assert "Still the first" in first
    assert "X-9" in first
    assert (second, third) == ("Second\n", "Third\n")
    assert [t.line for t in result.tickets] == [1, 16, 22]
    for ticket in result.tickets:
        lines = text.split("\n")
        assert lines[line_of(ticket.fields[0]) - 1] == ticket.fields[0].text.split("\n")[0]


def test_headings_with_issue_keys_begin_tickets(read):
    text = (
        "# Sprint 12\n\n## PROJ-12: Export fails\nIt stops.\n### Steps\n1. Export\n"
        "## Notes\nBelongs to 12.\n## [PROJ-13] - Import\nText\n## PROJ-14\n"
    )
    result = read(text, "sprint.md")

    assert result.notices == []
    assert [(t.key, t.title, t.line) for t in result.tickets] == [
        ("PROJ-12", "Export fails", 3),
        ("PROJ-13", "Import", 9),
        ("PROJ-14", "PROJ-14", 11),
    ]
    first, second, third = (text_of(t) for t in result.tickets)
    assert first == "It stops.\n### Steps\n1. Export\n## Notes\nBelongs to 12.\n"
    assert (second, third) == ("Text\n", "")
    assert line_of(result.tickets[0].fields[0]) == 4


def test_text_above_the_first_key_is_named_not_lost_in_silence(read):
    [notice] = read("# Sprint\nIntro.\n\n## AB-1: T\n\n## AB-2: U\n").notices

    assert "above the first issue key" in notice.message


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param("# PROJ-12 Title\na\n# PROJ-13 Title\nb\n", ["PROJ-12", "PROJ-13"], id="H1"),
        pytest.param("# PROJ-12: Title\n## Steps\n", ["PROJ-12"], id="one"),
        pytest.param("# Backlog\n\n## PROJ-12: T\nText\n", ["PROJ-12"], id="one below a heading"),
        pytest.param("# T\nText\n## PROJ-12: see there\n", ["PAY-1"], id="mentioned once"),
        pytest.param("# T\n## AC-1: a\n## AC-2: b\n", ["PAY-1"], id="numbered criteria"),
        pytest.param("# T\n### FR-1: a\n### FR-2: b\n", ["PAY-1"], id="numbered requirements"),
        pytest.param("# AB-1: T\n## AB-2: part\n## AB-3: part\n", ["AB-1"], id="parts with keys"),
        pytest.param("---\nid: A-1\n---\n## BC-1: x\n## BC-2: y\n", ["A-1"], id="front matter"),
        pytest.param("```\n# AB-1: T\n# AB-2: T\n```\n", ["PAY-1"], id="in code"),
        pytest.param("# BACK-100.9: T\n# BACK-100.10: T\n", ["BACK-100.9", "BACK-100.10"], id="."),
        pytest.param(
            "# Epic 1\n## Story 1.1: A\nx\n## Story 1.2: B\ny\n",
            ["Story 1.1", "Story 1.2"],
            id="stories of an epic",
        ),
    ],
)
def test_a_file_is_several_tickets_only_if_it_says_so(read, text, keys):
    assert read(text).keys == keys


def test_a_bmad_story_is_known(read):
    ticket = read(BMAD, "1.2.sign-in.md").ticket

    assert (ticket.key, ticket.title, ticket.type) == ("1.2.sign-in", "Sign in", "Story")
    assert ticket.status == "Draft"
    assert text_of(ticket).startswith("\n## Status")


def test_the_name_of_a_zipped_file_is_the_key_without_its_suffixes(read):
    import gzip

    assert read(gzip.compress(b"# T\n"), "PAY-7.md.gz").ticket.key == "PAY-7"


def test_acceptance_criteria_in_front_matter_are_a_text_of_their_own(read):
    text = "---\nacceptance_criteria:\n  - One\n  - Two\nfertig: Drei\n---\n# T\n"

    assert text_of(read(text).ticket, "acceptance_criteria") == "- One\n- Two"
    named = read(text, acceptance_fields=("Fertig",)).ticket
    assert text_of(named, "acceptance_criteria") == "Drei"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!--\n```\na\n```\nb\n```\n# no\n-->\n# T\nText\n", id="fences in a comment"),
        pytest.param("<!-- ``` -->\n\n# T\nText\n", id="half a fence in a comment"),
        pytest.param("```\n<!--\n```\n\n# T\nText\n", id="half a comment in a fence"),
        pytest.param(
            "```\n```js\n# no\n```\n\n# T\nText\n", id="a fence with a language closes none"
        ),
        pytest.param("~~~~\n~~~\n# no\n~~~~\n\n# T\nText\n", id="a short fence closes none"),
    ],
)
def test_code_and_comments_hide_headings_and_nothing_else(read, text):
    assert read(text).ticket.title == "T"


def test_front_matter_may_be_empty(read):
    ticket = read("---\n---\n# T\n").ticket

    assert (ticket.key, ticket.title) == ("PAY-1", "T")


def test_prose_between_two_breaks_is_no_front_matter(read):
    assert text_of(read("---\nJust prose\n---\nText\n").ticket).startswith("---\nJust prose")


def test_a_file_longer_than_memory_allows_is_told(read, monkeypatch):
    monkeypatch.setattr("ticketlint.config.budgets.MARKDOWN_CHARS", 100)

    assert read("# T\n" + "x" * 200).failure.message.startswith("longer than")
