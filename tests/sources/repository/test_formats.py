"""Each format of tickets beside code: what is a ticket, what is left out, where words stand."""

import json
from pathlib import Path

import pytest

from tests.sources.conftest import sort, text_of
from ticketlint.sources import SourceOptions, read_tickets

BEADS = [
    {"id": "a-1", "title": "Retry\tuploads", "description": 'Say "no"\nwhen é 😀 fails.',
     "acceptance_criteria": "- Three tries", "status": "open", "issue_type": "task",
     "notes": "done by an agent", "dependencies": [
         {"issue_id": "a-1", "depends_on_id": "a-3", "type": "parent-child"},
         {"issue_id": "a-1", "depends_on_id": "a-2", "type": "blocks"}]},
    {"id": "a-2", "title": "Old", "status": "closed", "issue_type": "bug"},
    {"id": "a-3", "title": "Epic", "status": "closed", "issue_type": "epic"},
    {"id": "a-4", "title": "Gone", "status": "tombstone", "deleted_at": "2026-01-01"},
    {"id": "a-5", "title": "Ping", "status": "open", "issue_type": "message"},
    {"id": "a-1.1", "title": "Child", "status": "open", "issue_type": "task"},
    {"id": "m", "_type": "memory", "title": "x", "status": "open"},
    {"id": "a-6", "title": "Cut", "status": "open", "issue_type": "task", "compaction_level": 1},
]  # fmt: skip
TASK = {"id": 5, "title": "Map columns", "description": "Users map columns.", "status": "pending",
        "dependencies": [1], "details": "Drag them.\n<info added on 2025-05-01T10:00:00Z>\nIt was "
        "hard.\n</info added on 2025-05-01T10:00:00Z>\nSave the map.",
        "testStrategy": "Map ten files.",
        "subtasks": [{"id": 1, "title": "Grid", "description": "Show it", "status": "pending",
                      "dependencies": []},
                     {"id": 2, "title": "Store", "description": "Keep it", "status": "done",
                      "dependencies": [1, "4.1"]}]}  # fmt: skip
DONE = {**TASK, "id": 1, "title": "Set up", "status": "done", "subtasks": []}
BACKLOG = """---
id: TASK-7
title: 'Sort: by date'
status: To Do
created_date: '2026-04-25'
dependencies: [TASK-3]
parent_task_id: TASK-2
---
## Description
<!-- SECTION:DESCRIPTION:BEGIN -->
Readers find the newest entry first.
<!-- SECTION:DESCRIPTION:END -->
## Acceptance Criteria
<!-- AC:BEGIN -->
- [x] #1 The newest entry stands first
<!-- AC:END -->
## Implementation Plan
Change the query.
## Definition of Done
<!-- DOD:BEGIN -->
- [ ] #1 Tests pass
<!-- DOD:END -->
"""
SPEC = """# Feature Specification: Albums
**Feature Branch**: `004-albums`
**Status**: Draft

## User Scenarios & Testing *(mandatory)*

### User Story 1 - Make albums (Priority: P1)

A user groups photos.

**Acceptance Scenarios**:
1. **Given** photos, **When** grouped, **Then** an album is shown

---

### User Story 2 - Share albums (Priority: P2)

A user sends a link.

### Edge Cases
- What of an empty album?

## Requirements
### Functional Requirements
- **FR-001**: System MUST keep albums for 30 days
## Clarifications
### Session 2026-01-01
- Q: How long? -> A: 30 days
"""
KIRO = """# Requirements Document

## Glossary
- **Auth_System**: signs users in

## Requirements

### Requirement 1: Sign in

**User Story:** As a user, I want to sign in, so that I see my data.

#### Acceptance Criteria
1. WHEN a user signs in, THE Auth_System SHALL show the start page

### Requirement 2

**User Story:** As a user, I want to sign out, so that nobody sees my data.

#### Acceptance Criteria
1. WHEN a user signs out, THE Auth_System SHALL end the session
"""
BUGFIX = """# Bugfix Requirements Document

## Bug Analysis
### Current Behavior (Defect)
1.1 WHEN the list is empty THEN the page crashes
### Expected Behavior (Correct)
2.1 WHEN the list is empty THEN the system SHALL show a hint
### Unchanged Behavior (Regression Prevention)
3.1 WHEN the list has rows THEN the system SHALL CONTINUE TO show them
"""
PROPOSAL = (
    "# Change: Add export\n\n## Why\nReports are copied by hand.\n\n## What Changes\n- An export\n"
)
DELTA = """## ADDED Requirements
### Requirement: CSV export
The system SHALL write
a CSV file.
#### Scenario: Ten rows
- **WHEN** ten rows are exported
- **THEN** the file has ten lines
```
### Requirement: in a fence
```
## REMOVED Requirements
### Requirement: Print
**Reason**: nobody prints
"""
STORY = """# Story 1.2: Sign in

Status: ready-for-dev

## Story
As a user, I want to sign in, so that I see my data.

## Acceptance Criteria
1. The start page is shown

## Tasks / Subtasks
- [ ] Task 1 (AC: 1)

## Dev Notes
Use the session store.
### Project Structure Notes
Status: PASS

## Dev Agent Record
Done.
"""
EPICS = """# Epic Breakdown
## Epic 1: Accounts
### Story 1.1: Sign up
As a user, I want to sign up.
**Acceptance Criteria:**
**Given** a form **When** sent **Then** an account exists
### Story 1.2: Sign in
As a user, I want to sign in.
**Acceptance Criteria:**
**Given** an account **When** used **Then** a session exists
### Story 1.3: Sign out
As a user, I want to sign out.
"""
PRD = {"project": "Shop", "userStories": [
    {"id": "US-001", "title": "Cart", "description": "As a buyer I fill a cart.",
     "acceptanceCriteria": ['Shows "3 items"', "Typecheck passes"], "passes": False,
     "notes": "half done", "dependsOn": ["US-000"]},
    {"id": "US-002", "title": "Pay", "description": "Buy", "acceptanceCriteria": [],
     "passes": True}]}  # fmt: skip
BOARD = {"name": "Shop", "idOrganization": None, "labelNames": {},
         "lists": [{"id": "l1", "name": "To do", "closed": False},
                   {"id": "l2", "name": "Done", "closed": False}],
         "checklists": [{"id": "k1", "name": "Acceptance criteria",
                         "checkItems": [{"name": "Total is shown"}]}],
         "cards": [{"id": "1", "shortLink": "abc", "name": "Cart", "desc": "Buyers fill a cart.",
                    "idList": "l1", "idChecklists": ["k1"], "labels": [{"name": "Feature"}]},
                   {"id": "2", "name": "---", "desc": "", "idList": "l1"},
                   {"id": "3", "name": "Old", "desc": "", "idList": "l1", "closed": True},
                   {"id": "4", "name": "Paid", "desc": "", "idList": "l2"}]}  # fmt: skip
LINES = "\n".join(json.dumps(one) for one in BEADS) + "\n"
REPOSITORY = {
    ".beads/issues.jsonl": LINES,
    ".beads/sync_base.jsonl": LINES,
    ".beads/interactions.jsonl": '{"kind": "x"}\n',
    ".taskmaster/tasks/tasks.json": json.dumps({"master": {"tasks": [DONE, TASK]}}, indent=2),
    "backlog/tasks/task-7 - Sort.md": BACKLOG,
    "backlog/completed/task-6 - Old.md": BACKLOG.replace("TASK-7", "TASK-6"),
    "backlog/archive/tasks/task-5 - Dropped.md": BACKLOG.replace("TASK-7", "TASK-5"),
    "backlog/docs/doc-1 - Guide.md": "# Guide\n",
    "specs/004-albums/spec.md": SPEC,
    "specs/004-albums/plan.md": "# Plan\n",
    "specs/004-albums/tasks.md": "- [x] T001 [US1] Model\n- [ ] T002 [US2] Link\n",
    ".kiro/specs/sign-in/requirements.md": KIRO,
    ".kiro/specs/sign-in/design.md": "# Design\n",
    ".kiro/specs/sign-in/tasks.md": "- [ ] 1. Do\n  - _Requirements: 1.1_\n",
    ".kiro/specs/empty-list/bugfix.md": BUGFIX,
    "openspec/project.md": "# Project\n",
    "openspec/changes/add-export/proposal.md": PROPOSAL,
    "openspec/changes/add-export/specs/export/spec.md": DELTA,
    "openspec/changes/archive/2026-01-01-old/proposal.md": PROPOSAL,
    "openspec/specs/export/spec.md": "# Export\n## Requirements\n" + DELTA.split("##", 2)[2].join(["##", ""]),
    "_bmad-output/planning-artifacts/epics.md": EPICS,
    "_bmad-output/implementation-artifacts/1-2-sign-in.md": STORY,
    "_bmad-output/implementation-artifacts/sprint-status.yaml": "development_status:\n  1-3-sign-out: done\n",
    "_bmad-output/implementation-artifacts/retro.md": "# Retrospective\n",
    "prd.json": json.dumps(PRD),
    "README.md": "# Shop\n",
    "docs/guide.md": "# Guide\n",
    "package.json": "{}",
}  # fmt: skip
# Counted by hand: what is open in each file.
COUNTS = {
    ".beads/issues.jsonl": ["a-1", "a-1.1"],
    ".taskmaster/tasks/tasks.json": ["5", "5.1"],
    "backlog/tasks/task-7 - Sort.md": ["TASK-7"],
    "specs/004-albums/spec.md": ["004-albums/US2"],
    ".kiro/specs/sign-in/requirements.md": ["sign-in/1", "sign-in/2"],
    ".kiro/specs/empty-list/bugfix.md": ["empty-list"],
    "openspec/changes/add-export/proposal.md": ["add-export"],
    "openspec/specs/export/spec.md": ["export/csv-export"],
    "_bmad-output/planning-artifacts/epics.md": ["Story 1.1"],
    "_bmad-output/implementation-artifacts/1-2-sign-in.md": ["Story 1.2"],
    "prd.json": ["US-001"],
}


@pytest.fixture
def whole(repository):
    return repository(REPOSITORY)


def only(result, key):
    [ticket] = [ticket for ticket in result.tickets if ticket.key == key]
    return ticket


def test_a_repository_holds_the_tickets_that_a_reader_counts(whole, tmp_path):
    found = {}
    for ticket in whole.tickets:
        name = ticket.source.removeprefix(f"{tmp_path}/")
        found.setdefault(name, []).append(ticket.key)

    assert found == COUNTS
    assert whole.failures == []


def test_one_line_says_what_was_found_and_what_was_left_out(whole):
    [notice] = whole.notices

    assert notice.message.startswith("found 14 tickets beside code (")
    for part in ("Beads 2", "Task Master 2", "Kiro 3", "OpenSpec 2", "BMAD 2", "spec-kit 1"):
        assert part in notice.message
    for part in ("tombstone", "machine records", "archived tickets", "removed requirement"):
        assert part in notice.message
    assert "story with a file of its own" in notice.message
    assert notice.message.endswith("(--include-closed reads them)")


def test_what_is_closed_is_read_on_demand_but_never_what_machines_keep(repository):
    keys = set(repository(REPOSITORY, include_closed=True).keys)

    assert {"a-2", "a-3", "TASK-6", "TASK-5", "1", "5.2", "004-albums/US1", "US-002"} <= keys
    assert keys.isdisjoint({"a-4", "a-5", "m"})


def test_every_word_stands_where_its_place_says(whole, tmp_path):
    """Each piece of a text, from anchor to line end or escape, is found at its place."""
    for ticket in whole.tickets:
        for text, anchors in (
            (ticket.title, ticket.title_anchors),
            *((field.text, field.anchors) for field in ticket.fields),
        ):
            assert anchors or not text.strip() or ticket.key == "empty-list", ticket.key
            starts = [anchor.start for anchor in anchors] + [len(text)]
            for anchor, end in zip(anchors, starts[1:], strict=True):
                at = anchor.position
                line = Path(at.path or ticket.source).read_text("utf-8").split("\n")[at.line - 1]
                piece = text[anchor.start : end].partition("\n")[0].rstrip('- \t"\\é😀')[:8]
                assert line[at.column - 1 :].startswith(piece), (ticket.key, piece, line)


def test_machine_written_parts_are_cut(whole):
    told = "\n".join(field.text for ticket in whole.tickets for field in ticket.fields)

    for machine in (
        *("done by an agent", "It was hard", "half done", "Change the query", "Tests pass"),
        *("session store", "Status: PASS", "Task 1 (AC: 1)", "-> A: 30 days", "nobody prints"),
    ):
        assert machine not in told
    assert "Drag them.\n\nSave the map." in told


def test_criteria_come_from_the_field_the_heading_and_the_sibling_file(whole):
    criteria = {t.key: text_of(t, "acceptance_criteria") for t in whole.tickets}

    assert criteria["a-1"] == "- Three tries"
    assert criteria["5"] == "Map ten files."
    assert criteria["US-001"] == '- Shows "3 items"\n- Typecheck passes'
    assert "- [x] The newest entry stands first" in text_of(only(whole, "TASK-7"))
    assert criteria["add-export"].startswith("### Requirement: CSV export\nThe system SHALL write")
    assert "FR-001" in criteria["004-albums/US2"]
    assert criteria["export/csv-export"].startswith("#### Scenario: Ten rows")


def test_parents_and_dependencies_are_read(whole):
    facts = {t.key: (t.parent, t.links) for t in whole.tickets}

    assert facts["a-1"] == ("a-3", ("a-2",))
    assert facts["a-1.1"] == ("a-1", ())
    assert facts["5"] == ("", ("1",))
    assert facts["5.1"][0] == "5"
    assert facts["TASK-7"] == ("TASK-2", ("TASK-3",))
    assert facts["US-001"][1] == ("US-000",)
    assert facts["004-albums/US2"][0] == "004-albums"
    assert only(whole, "a-1").is_parent_apart
    assert not only(whole, "a-1.1").is_parent_apart
    assert only(whole, "5").is_parent_apart


def test_tickets_of_each_format_know_that_they_stand_beside_code(whole, repository):
    plain = repository({"tickets/drawer.md": "# Count the drawer\n\nTwice a day.\n"}, "tickets")

    assert [ticket.is_beside_code for ticket in whole.tickets] == [True] * len(whole.tickets)
    assert [ticket.is_beside_code for ticket in plain.tickets] == [False]


@pytest.mark.parametrize(
    "facts",
    [{"labels": ["type:plugin-run", "result:success"]}, {"title": "Plugin Result: sum - even"}],
    ids=["a label", "a title"],
)
def test_what_a_plugin_of_an_agent_did_is_a_machines_record(repository, facts):
    issue = {"id": "a-7", "title": "Sum", "status": "open", "issue_type": "task", **facts}
    result = repository({".beads/issues.jsonl": json.dumps(issue)}, include_closed=True)

    assert result.keys == []
    assert "1 machine record" in result.notices[0].message


def test_a_delta_spec_stands_for_itself_where_it_is_named(repository):
    name = "openspec/changes/add-export/specs/export/spec.md"

    assert repository(REPOSITORY, name).keys == ["export/csv-export"]


def test_a_delta_spec_without_a_proposal_is_read(repository):
    files = {"openspec/changes/add-export/specs/export/spec.md": DELTA}

    assert repository(files).keys == ["export/csv-export"]


def test_a_bare_requirement_has_its_user_story_for_a_title(whole):
    assert only(whole, "sign-in/2").title.startswith("As a user, I want to sign out")


def test_a_spec_without_stories_is_one_ticket_without_the_marks_of_its_template(repository):
    text = (
        "# Feature Specification: Shop\n## Execution Flow (main)\nParse it\n## User Scenarios\n"
        "### Primary User Story\nA buyer pays.\n## Review & Acceptance Checklist\n- [ ] Done\n"
    )

    [ticket] = repository({"specs/001-shop/spec.md": text}).tickets

    assert (ticket.key, ticket.title) == ("001-shop", "Shop")
    assert "A buyer pays." in text_of(ticket)
    assert "Parse it" not in text_of(ticket)
    assert "Done" not in text_of(ticket)


@pytest.mark.parametrize(
    ("root", "keys"),
    [
        pytest.param({"tasks": [TASK]}, ["5", "5.1"], id="one list"),
        pytest.param({"master": {"tasks": [TASK]}}, ["5", "5.1"], id="one tag"),
        pytest.param(
            {"master": {"tasks": [TASK]}, "v2": {"tasks": [TASK, {**TASK, "id": 9, "title": "New"}]}},
            ["5", "5.1", "v2:9", "v2:9.1"],
            id="copies in another tag",
        ),
        pytest.param(
            {"version": 1, "tags": {"master": {"tasks": []}}, "sprint-0": {"tasks": [TASK]}},
            ["5", "5.1"],
            id="made by hand",
        ),
    ],
)  # fmt: skip
def test_task_master_has_three_shapes(repository, root, keys):
    assert repository({"tasks/tasks.json": json.dumps(root)}).keys == keys


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tasks/tasks.json", '{"Task001": {"Task": "x", "Description": "y"}}'),
        ("tasks/tasks.json", ('{"tasks": [{"id": "T-1", "title": "a", "description": "a", '
         '"status": "open", "completed": false}]}')),
        ("prd.json", '{"features": [{"id": 1}]}'),
        ("prd.json", "not json"),
        ("backlog/completed/002-fix.md", "# Fix\n## Metadata\n- **ID**: 002\n"),
        ("specs/api/spec.md", "# API\nAn overview.\n"),
        (".kiro/specs/x/requirements.md", "# Python packages\n"),
        (".beads/issues.jsonl", '{"kind": "log", "at": 1}\n'),
        ("docs/stories/notes.md", "# Story ideas\n"),
    ],
)  # fmt: skip
def test_a_look_alike_is_no_ticket(repository, name, text):
    result = repository({name: text})

    assert result.tickets == []
    assert "left out 1 look-alike" in result.notices[-1].message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".github/ISSUE_TEMPLATE/bug.md", "---\nname: Bug\nabout: Report\n---\nWhat?\n"),
        ("bug.md", "---\nname: Bug\nabout: Report\ntitle: ''\n---\nWhat?\n"),
        ("bug.md", "## What?\n<!-- tell -->\n/label ~bug\n"),
        ("tasks.md", "- [ ] T001 [P] [US1] Create the model\n"),
    ],
)
def test_a_template_and_a_plan_are_no_tickets_even_where_they_are_named(repository, name, text):
    assert repository({name: text}, name).tickets == []


def test_a_board_of_trello_gives_its_open_cards(repository):
    result = repository({"board.json": json.dumps(BOARD)}, "board.json")

    [ticket] = result.tickets
    assert (ticket.key, ticket.title, ticket.status) == ("abc", "Cart", "To do")
    assert ticket.labels == ("Feature",)
    assert not ticket.is_beside_code
    assert text_of(ticket, "acceptance_criteria") == "- Total is shown\n"
    assert "1 separator" in result.notices[-1].message


def test_escapes_of_json_do_not_move_a_place(repository):
    [ticket, _] = repository({".beads/issues.jsonl": LINES}).tickets
    [anchor] = [
        one
        for one in ticket.fields[0].anchors
        if ticket.fields[0].text[one.start :].startswith("when")
    ]

    assert anchor.position.line == 1
    assert LINES[anchor.position.column - 1 :].startswith("when")


def test_a_broken_line_is_told_and_the_others_are_read(repository):
    text = LINES + '{"id": "a-9", \n' + json.dumps({**BEADS[0], "id": "a-8"}) + "\n"

    result = repository({".beads/issues.jsonl": text})

    assert result.keys == ["a-1", "a-1.1", "a-8"]
    assert (result.failure.line, result.failure.message[:8]) == (9, "not JSON")


@pytest.mark.parametrize(("folder", "least"), [("backlog-md", 0), ("beads", 4), ("bmad", 3),
    ("kiro", 3), ("openspec", 5), ("spec-kit", 3), ("taskmaster", 5)])  # fmt: skip
def test_real_files_of_each_format_hold_tickets(shared, folder, least):
    files = [f for f in sorted((shared / "samples" / folder).iterdir()) if f.suffix != ".yml"]
    held = [sort(read_tickets([str(f)], SourceOptions(include_closed=True))) for f in files]

    assert all(not result.failures for result in held)
    assert sum(bool(result.tickets) for result in held) >= least
