"""What real files of a format do besides its template: each shape was met in a public repository."""

import json

import pytest

from tests.sources.conftest import text_of

STORY = """# Story AO.8: Close positions

## Status: Draft

## Story

As a user, I want positions to close, so that I see what was sold.

## Acceptance Criteria

### Validation & saving

1. The date of sale is after the date of purchase

### Testing on a phone

2. The list shows one column below 600 px

## Implementation Approach

Add a column.

## Files Modified

positions.ts

## Testing

Run the suite.
"""
EPICS = """# Epics

## Epic M1: Review

### Story M1.1: Add the review

As a maintainer, I want a review, so that nothing is missed.

**Acceptance Criteria:**

**Given** a story, **When** it is reviewed, **Then** a report is written

### Story M1.2: Keep the layers

As a maintainer, I want layers, so that findings are sorted.

**Acceptance Criteria:**

**Given** findings, **When** sorted, **Then** each has a layer
"""


def test_criteria_in_groups_are_kept_whatever_the_groups_are_called(repository):
    [ticket] = repository({"docs/stories/AO.8.close.md": STORY}).tickets
    text = text_of(ticket)

    assert (ticket.key, ticket.parent, ticket.status) == ("Story AO.8", "Epic AO", "Draft")
    assert "after the date of purchase" in text
    assert "below 600 px" in text
    for cut in ("Add a column", "positions.ts", "Run the suite", "Draft"):
        assert cut not in text


def test_epics_may_be_named_by_letters(repository):
    sprint = "development_status:\n  m1-2-keep-the-layers: done\n  epic-m1: in-progress\n"
    files = {
        "_bmad-output/planning-artifacts/epics.md": EPICS,
        "_bmad-output/implementation-artifacts/sprint-status.yaml": sprint,
    }

    assert repository(files).keys == ["Story M1.1"]
    assert repository(files, include_closed=True).keys == ["Story M1.1", "Story M1.2"]


def test_a_story_of_letters_with_a_file_of_its_own_is_read_there(repository):
    own = "# Story M1.1: Add\n\n## Story\n\nAs a maintainer.\n\n## Acceptance Criteria\n\n1. Done\n"
    files = {
        "_bmad-output/planning-artifacts/epics.md": EPICS,
        "_bmad-output/implementation-artifacts/m1-1-add.md": own,
    }

    tickets = repository(files).tickets

    assert {t.key: t.source.rpartition("/")[2] for t in tickets} == {
        "Story M1.1": "m1-1-add.md",
        "Story M1.2": "epics.md",
    }


def test_an_objective_stands_for_the_title_of_a_bare_requirement(repository):
    text = (
        "# Requirements Document\n\n## Requirements\n\n### Requirement 1\n"
        "**Objective:** As an owner, I want a lock, so that nobody enters\n\n"
        "#### Acceptance Criteria\n1. When the door shuts, the Lock shall close\n"
    )

    [ticket] = repository({".kiro/specs/lock/requirements.md": text}).tickets

    assert ticket.title == "As an owner, I want a lock, so that nobody enters"


@pytest.mark.parametrize("word", ["passes", "complete", "completed", "done"])
def test_the_stories_of_a_loop_say_in_several_words_that_they_are_done(repository, word):
    stories = [
        {"category": "Setup", "description": "Add tests", "steps": ["Run"], word: True},
        {"category": "Paths", "description": "Map paths", "steps": ["Map"], word: False},
    ]

    result = repository({"prd.json": json.dumps(stories)})

    assert [ticket.title for ticket in result.tickets] == ["Map paths"]
    assert "left out 1 closed ticket" in result.notices[-1].message


def test_a_change_in_the_archive_is_not_titled_by_its_day(repository):
    files = {"openspec/changes/archive/2026-04-25-add-a-shop/proposal.md": "## Why\n\nTo sell.\n"}

    [ticket] = repository(files, include_closed=True).tickets

    assert (ticket.key, ticket.title) == ("2026-04-25-add-a-shop", "add a shop")


def test_the_facts_and_the_next_steps_of_a_spec_are_no_part_of_the_request(repository):
    text = (
        "# Feature Specification: Shop\n\n**Feature Branch**: `001-shop`\n**Created**: 2026-01-01\n"
        '**Status**: Draft\n**Input**: User description: "Sell lamps"\n\n## User Scenarios\n\n'
        "A buyer pays.\n\n## Next Phase: Planning\n\nWrite `plan.md`.\n"
    )

    [ticket] = repository({"specs/001-shop/spec.md": text}).tickets
    told = text_of(ticket)

    assert "Sell lamps" in told
    assert "A buyer pays." in told
    for fact in ("001-shop", "2026", "Draft", "plan.md"):
        assert fact not in told


@pytest.mark.parametrize("name", ["AGENTS", "CLAUDE", "GEMINI", "design"])
def test_orders_to_agents_hold_no_tickets_however_they_look(repository, name):
    text = "# X\n\n### Requirement: Pay\nIt SHALL pay.\n\n#### Scenario: Card\n- **WHEN** paid\n"

    files = {".git/HEAD": "ref: x\n", f"openspec/specs/{name}.md": text}

    assert repository(files).tickets == []
    assert {ticket.type for ticket in repository(files, f"openspec/specs/{name}.md").tickets} <= {
        ""
    }


def test_the_purpose_of_a_spec_is_read_with_each_requirement(repository):
    spec = (
        "# export\n\n## Purpose\n\n{}\n\n## Requirements\n\n### Requirement: CSV\n"
        "The system SHALL write CSV.\n\n#### Scenario: Rows\n- **WHEN** asked\n- **THEN** rows\n"
    )
    told = "Accountants hand their invoices on."
    generated = "TBD - created by archiving change add-csv. Update Purpose after archive."
    files = {
        "openspec/specs/told/spec.md": spec.format(told),
        "openspec/specs/open/spec.md": spec.format(generated),
    }

    texts = {ticket.parent: text_of(ticket) for ticket in repository(files).tickets}

    assert told in texts["told"]
    assert "TBD" not in texts["open"]


def test_what_an_agent_notes_of_its_own_run_is_no_ticket(repository):
    record = {"title": "Patrol", "status": "open", "issue_type": "chore"}
    lines = [{"id": "bd-wisp-4b", **record}, {"id": "bd-7", **record}]

    result = repository({".beads/issues.jsonl": "\n".join(map(json.dumps, lines))})

    assert result.keys == ["bd-7"]
    assert "1 machine record" in result.notices[-1].message
