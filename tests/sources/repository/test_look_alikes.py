"""Files that have the name, the place or some words of a ticket and are none."""

import pytest

# Each: where it stands, and what is in it.
LOOK_ALIKES = {
    "tasks of VS Code": (
        ".vscode/tasks.json",
        '{"version": "2.0.0", "tasks": [{"label": "build", "type": "shell", "command": "make"}]}',
    ),
    "tasks of VS Code in tasks": (
        "tasks/tasks.json",
        '{"version": "2.0.0", "tasks": [{"label": "build", "dependencies": [], "details": ""}]}',
    ),
    "a list of chores": (
        "tasks/tasks.json",
        '[{"id": 1, "title": "Milk", "description": "Buy it", "done": false}]',
    ),
    "tasks by number": (
        "tasks/tasks.json",
        '{"1": {"id": 1, "description": "New task", "status": "todo", "createdAt": "2025"}}',
    ),
    "tasks of a benchmark": (
        "tasks/tasks.json",
        '{"tasks": [{"id": "t1", "prompt": "Add two numbers", "answer": "4", "status": "x"}]}',
    ),
    "prompts": ("tasks/tasks.json", '{"Task001": {"Task": "Find x", "Description": "y"}}'),
    "a product of a shop": (
        "prd.json",
        '{"title": "Lamp", "description": "Bright", "features": ["dimmable"], "price": 9}',
    ),
    "the settings of production": ("config/prd.json", '{"database": {"host": "db", "steps": 3}}'),
    "a product document": (
        "prd.json",
        '{"title": "Shop", "goals": ["sell"], "userStories": ["As a buyer I pay"]}',
    ),
    "stories as a mapping": ("prd.json", '{"userStories": {"US-1": {"title": "Pay"}}}'),
    "a recipe": (
        "prd.json",
        '{"name": "Cake", "ingredients": ["egg"], "steps": ["mix", "bake"]}',
    ),
    "a package": (
        "package.json",
        '{"name": "shop", "version": "1.0.0", "description": "A shop", "dependencies": {}}',
    ),
    "a lock of packages": (
        "tickets/composer.lock.json",
        '{"packages": [{"name": "a/b", "description": "c", "type": "library"}]}',
    ),
    "a board of Planka": (
        "trello-like.json",
        '{"boards": [{"name": "B", "cards": [{"name": "c", "listId": "1"}]}]}',
    ),
    "a deck of cards": (
        "trello.json",
        '{"name": "Deck", "cards": [{"name": "Ace", "suit": "spades"}]}',
    ),
    "a webhook of Trello": (
        "trello-hook.json",
        '{"model": {"idBoard": "1"}, "action": {"type": "updateCard"}}',
    ),
    "events of an agent": (".beads/interactions.jsonl", '{"id": "int-1", "kind": "llm_call"}\n'),
    "an old copy of issues": (
        ".beads/sync_base.jsonl",
        '{"id": "a-1", "title": "x", "status": "open", "issue_type": "task"}\n',
    ),
    "a log under the name of issues": (
        ".beads/issues.jsonl",
        '{"ts": "2026", "level": "info", "title": "started"}\n',
    ),
    "packages of Python": (".kiro/specs/app/requirements.md", "# Requirements\n\n- django>=5\n"),
    "requirements of pip": ("requirements.txt", "django>=5\nrequests\n"),
    "what a machine needs": (
        ".kiro/specs/setup/requirements.md",
        "# System requirements\n\n## Hardware\n\n- 8 GB of memory\n\n## Software\n\n- Linux\n",
    ),
    "a design": (
        ".kiro/specs/app/design.md",
        "# Design\n\n### Requirement 1: mapped\n\n#### Acceptance Criteria\n\n1. none\n",
    ),
    "the steering of Kiro": (".kiro/steering/product.md", "# Product\n\nWe sell lamps.\n"),
    "a protocol": (
        "specs/transport/spec.md",
        "# Transport protocol\n\nA frame MUST begin with 0x7E. A peer SHOULD answer.\n",
    ),
    "a spec of RPM": ("specs/rpm/spec.md", "# shop.spec\n\n%files\n/usr/bin/shop\n"),
    "a project of OpenSpec": ("openspec/project.md", "# Project\n\n## Purpose\nLamps.\n"),
    "orders to an agent": (
        "openspec/AGENTS.md",
        "# OpenSpec\n\n### Requirement: write like this\n#### Scenario: always\n",
    ),
    "a design of a change": (
        "openspec/changes/add-a/design.md",
        "## Context\n\nWe have A.\n\n## Decisions\n\nB.\n",
    ),
    "a novel": (
        "docs/stories/story.md",
        "# The Story of the Lamp\n\nAs a child, I wanted a lamp so that the dark would go.\n",
    ),
    "a chapter": ("docs/stories/1.1-the-lamp.md", "# 1.1 The lamp\n\nIt was a dark night.\n"),
    "a report of a sprint": (
        "_bmad-output/implementation-artifacts/epic-1-retro.md",
        "# Epic 1 retrospective\n\n## What went well\n\nStory 1.2 was done.\n",
    ),
    "a document of requirements": (
        "_bmad-output/planning-artifacts/prd.md",
        "# Product\n\n## Functional Requirements\n\n- FR1: Users can pay.\n",
    ),
    "notes on a design": ("docs/prd/architecture.md", "# Architecture\n\nA server and a page.\n"),
    "a decision": (
        "backlog/decisions/decision-1 - Use-Rust.md",
        "---\nid: decision-1\ntitle: Use Rust\nstatus: accepted\n---\n## Context\nIt is fast.\n",
    ),
    "a document of Backlog.md": (
        "backlog/docs/doc-1 - Guide.md",
        "---\nid: doc-1\ntitle: Guide\ntype: guide\n---\nRead this.\n",
    ),
    "a post of a blog": (
        "backlog/tasks/hello.md",
        "---\ntitle: Hello\ndate: 2026-01-01\nlayout: post\n---\nWelcome.\n",
    ),
    "a workflow of somebody": (
        "backlog/completed/002-fix.md",
        "# Fix\n\n## Metadata\n- **ID**: 002\n- **Status**: todo\n",
    ),
    "a README with a story": (
        "README.md",
        "# Shop\n\n## User Story\n\nAs a buyer, I want to pay.\n\n## Acceptance Criteria\n\n- Paid\n",
    ),
    "a README of the specs": ("specs/README.md", "# Specs\n\n### User Story 1 - like this\n"),
    "a form of issues": (
        ".github/ISSUE_TEMPLATE/bug.yml",
        "name: Bug\ndescription: Report\nbody:\n  - type: input\n    attributes: {label: What}\n",
    ),
    "a scheme of JSON": (
        "tasks/tasks.json",
        '{"$schema": "x", "properties": {"tasks": {"type": "array"}}, "title": "Tasks"}',
    ),
    "locales": ("trello/en.json", '{"cards": "Cards", "lists": "Lists", "title": "Board"}'),
}


@pytest.fixture(params=LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def look_alike(request):
    return request.param


def test_no_search_takes_a_look_alike_for_a_ticket(repository, look_alike):
    name, text = look_alike

    result = repository({".git/HEAD": "ref: x\n", name: text})

    assert result.tickets == []
    assert result.notices or result.failures


def test_a_look_alike_that_is_named_is_of_no_format_beside_code(repository, look_alike):
    """It is refused, or read as plain Markdown or JSON, since the user said so."""
    name, text = look_alike
    copies = {"sync_base.jsonl"}  # a real issue, where somebody wants to see the old ones

    result = repository({name: text}, name)

    kinds = {"Story", "Requirement", "Task", "Bug", "Feature"}
    assert all(ticket.type not in kinds for ticket in result.tickets)
    assert name.rpartition("/")[2] in copies or not any(
        "beside code (" in notice.message for notice in result.notices
    )


def test_what_sets_up_a_tool_is_no_ticket_even_where_it_is_named(repository):
    manifest = LOOK_ALIKES["a package"]
    scheme = LOOK_ALIKES["a scheme of JSON"]

    for name, text in (manifest, scheme):
        result = repository({name: text}, name)
        assert result.tickets == []
        assert "no ticket in this record" in result.failure.message
