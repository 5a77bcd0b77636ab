"""Files are judged again when they change, and when one changes that is read with them."""

import os
import signal
import subprocess
import sys
import threading
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

from tests.run.test_remembering import write
from ticketlint.config.settings import Config
from ticketlint.run.lookout import Lookout
from ticketlint.sources import SourceOptions

FILES = {
    ".git/HEAD": "ref: refs/heads/main\n",
    "openspec/changes/add-csv/proposal.md": (
        "# Change: Add CSV\n\n## Why\n\nRows are copied by hand.\n\n## What Changes\n\n- A file\n"
    ),
    "openspec/changes/add-csv/specs/export/spec.md": (
        "## ADDED Requirements\n\n### Requirement: CSV\nThe system SHALL write CSV.\n\n"
        "#### Scenario: Rows\n- **WHEN** asked\n- **THEN** ten rows are written\n"
    ),
    "specs/001-till/spec.md": (
        "# Feature Specification: Till\n\n### User Story 1 - Open (Priority: P1)\n\n"
        "A clerk opens the till.\n"
    ),
    "specs/001-till/tasks.md": "- [ ] T001 [US1] Write the till\n",
    "_bmad-output/planning-artifacts/epics.md": (
        "# Epics\n\n### Story 1.1: Sign in\n\nAs a clerk, I sign in.\n\n"
        "**Acceptance Criteria:**\n\n**Given** a name **When** told **Then** the till opens\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("beside", "text", "again", "count"),
    [
        pytest.param(
            "openspec/changes/add-csv/specs/export/spec.md",
            "## ADDED Requirements\n\n### Requirement: CSV\nThe system SHALL write it.\n",
            ["proposal.md", "spec.md"],
            3,
            id="a delta spec and its proposal",
        ),
        pytest.param(
            "specs/001-till/tasks.md",
            "- [x] T001 [US1] Write the till\n",
            ["spec.md"],
            2,
            id="the plan of a spec",
        ),
        pytest.param(
            "_bmad-output/implementation-artifacts/sprint-status.yaml",
            "development_status:\n  1-1-sign-in: done\n",
            ["epics.md"],
            2,
            id="the plan of a sprint",
        ),
    ],
)
def test_a_file_is_judged_again_with_what_is_read_with_it(
    folder: Path, beside: str, text: str, again: list[str], count: int
) -> None:
    with Lookout([str(folder)], Config(), SourceOptions()) as lookout:
        first = lookout.look()
        assert first is not None
        assert len(first.whole.results) == 3
        assert lookout.look() is None

        (folder / beside).parent.mkdir(parents=True, exist_ok=True)
        (folder / beside).write_text(text)
        change = lookout.look()

    assert change is not None
    assert [Path(name).name for name in change.files] == again
    assert len(change.whole.results) == count


_LOOK = """
import sys
import subprocess
import sys
from pathlib import Path
from ticketlint.cache.kept import Kept
from ticketlint.config.settings import Config
from ticketlint.run.lookout import Lookout
from ticketlint.sources import SourceOptions

with Kept(Path(sys.argv[2]), sys.exit) as kept:
    with Lookout([sys.argv[1]], Config(), SourceOptions(), kept=kept) as lookout:
        change = lookout.look()
print([(one.key, len(one.findings)) for one in change.whole.results], "spacy" in sys.modules)
"""


def test_what_an_earlier_run_has_judged_is_not_judged_again(folder: Path, tmp_path: Path) -> None:
    first, second = (
        subprocess.run(
            [sys.executable, "-c", _LOOK, str(folder / "specs"), str(tmp_path / "cache.sqlite3")],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    )

    assert first.endswith(" True")
    assert second == first.removesuffix("True") + "False"


def interrupt_when_started(before: int) -> None:
    """Interrupt this process as soon as it has started another."""
    while len(active_children()) <= before:
        time.sleep(0.001)
    os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_while_lines_are_learnt_leaves_no_process(tmp_path: Path) -> None:
    path = write(tmp_path / "backlog.jsonl", (f"Row {number} fails." for number in range(400)))
    before = len(active_children())
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=interrupt_when_started, args=(before,), daemon=True).start()
    try:
        with pytest.raises(KeyboardInterrupt):
            Lookout([path], Config(), SourceOptions(), 2)
    finally:
        signal.signal(signal.SIGINT, handler)

    assert len(active_children()) == before
