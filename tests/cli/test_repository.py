"""`ticketlint check .` in a repository, as a user runs it: one run that many tests read."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_cli import run as command
from tests.sources.repository.test_formats import LINES, PROPOSAL

SPEC = """# Feature Specification: Albums

### User Story 1 - Make albums (Priority: P1)

A user groups photos into an album so that they find them again.

### User Story 2 - Share albums (Priority: P2)

A user sends a link to an album so that friends see the photos.

## Requirements
### Functional Requirements
- **FR-001**: System MUST show a user-friendly and intuitive list of albums
"""
DELTA = """## ADDED Requirements
### Requirement: CSV export
The system SHALL write a user-friendly CSV file.
#### Scenario: Ten rows
- **WHEN** ten rows are exported
- **THEN** the file is intuitive and user-friendly
"""
FILES = {
    "specs/001-albums/spec.md": SPEC,
    "openspec/changes/add-export/proposal.md": PROPOSAL,
    "openspec/changes/add-export/specs/export/spec.md": DELTA,
    ".beads/issues.jsonl": LINES.replace("Three tries", "An intuitive and user-friendly way"),
    "README.md": "# Albums\n",
    "docs/guide.md": "# Guide\n",
}
CI = ("PRE_COMMIT_FROM_REF", "GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    with pytest.MonkeyPatch.context() as patch:
        for name in CI:
            patch.delenv(name, raising=False)
        return command(*arguments, cwd=folder)


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    return folder


@pytest.fixture(scope="module")
def outcome(repository: Path) -> subprocess.CompletedProcess[str]:
    outputs = ("-o", "json", "-o", "concise:concise.txt", "-o", "sarif:all.sarif")
    return run(repository, "check", ".", "--isolated", "--select", "ac-subjective,vague-quality", "--level", "note", *outputs)  # fmt: skip


@pytest.fixture(scope="module")
def report(outcome) -> dict:
    return json.loads(outcome.stdout)


def findings(report: dict) -> list[tuple[str, dict]]:
    return [(t["key"], one) for t in report["tickets"] for one in t["findings"]]


def test_the_tickets_of_all_formats_are_judged(report):
    assert sorted(ticket["key"] for ticket in report["tickets"]) == [
        *("001-albums/US1", "001-albums/US2", "a-1", "a-1.1", "add-export"),
    ]


def test_the_line_on_what_was_found_stands_in_the_report(report):
    messages = [notice["message"] for notice in report["notices"]]
    [told] = [one for one in messages if one.startswith("found 5 tickets beside code (")]

    assert "1 other file" in told


def test_words_that_stories_share_are_told_once(report):
    shared = [key for key, one in findings(report) if key.startswith("001-albums")]

    assert shared
    assert set(shared) == {"001-albums/US1"}


def test_every_finding_stands_at_its_words(report, repository):
    assert {key for key, _ in findings(report)} == {"001-albums/US1", "a-1", "add-export"}
    sources = {ticket["key"]: ticket["source"] for ticket in report["tickets"]}
    for key, one in findings(report):
        file = repository / one["file"].get("path", sources[key])
        line = file.read_text("utf-8").split("\n")[one["file"]["line"] - 1]
        assert line[one["file"]["column"] - 1 :].startswith(one["text"])


def test_a_finding_in_a_delta_spec_names_that_file(repository, outcome):
    assert outcome.returncode in {0, 1}
    name = "openspec/changes/add-export/specs/export/spec.md"
    concise = (repository / "concise.txt").read_text("utf-8")
    sarif = json.loads((repository / "all.sarif").read_text("utf-8"))

    assert f"\n{name}:" in "\n" + concise
    places = [r["locations"][0]["physicalLocation"] for r in sarif["runs"][0]["results"]]
    assert name in {place["artifactLocation"]["uri"] for place in places}


def test_where_nothing_has_changed_the_run_passes(repository, outcome):
    done = run(repository, "check", "--changed", ".", "--isolated", "-o", "concise")

    assert (done.returncode, done.stdout) == (0, "")


def test_a_closed_ticket_that_is_named_passes_and_says_so(repository, tmp_path):
    (tmp_path / "task-1.md").write_text(
        "---\nid: T-1\ntitle: Sort\nstatus: Done\nordinal: 1\n---\n## Description\nSort.\n"
    )
    done = run(tmp_path, "check", "task-1.md", "--isolated")

    assert done.returncode == 0
    assert "left out 1 closed ticket" in done.stdout


def test_what_changes_cannot_be_watched(repository):
    done = run(repository, "check", ".", "--changed", "--watch", "--isolated")

    assert done.returncode == 2
    assert "--changed" in done.stderr
