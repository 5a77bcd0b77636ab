"""Small backlogs, and the script lines of CI files run by bash as a runner would run them."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

VAGUE = "---\nid: PAY-1\n---\n# Improve the export\n\nThe export should be fast.\n\n## Acceptance criteria\n\nTBD\n"
# The same ticket, known by its key, with the answers.
MENDED = VAGUE.replace("TBD", "- A file of 400 rows is there within 2 seconds of the click.")
CLEAR = """---
id: PAY-2
type: Story
---
# Export the invoices of a month

As an accountant I want a file, because I copy 400 rows by hand.

## Acceptance criteria

- The file holds one row for each invoice of the month.
"""
BIN = Path(sys.executable).parent
INDENTED = re.compile(r"^    (ticketlint .*)$", re.MULTILINE)
FENCED = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def backlog(folder: Path, name: str = "backlog") -> Path:
    """Make a folder with a ticket that fails the gate and one that does not."""
    made = folder / name
    made.mkdir(parents=True)
    (made / "vague.md").write_text(VAGUE)
    (made / "clear.md").write_text(CLEAR)
    return made


def bash(script: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script as runners do; `ticketlint` is the one under test, no setting is inherited."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TICKETLINT_")}
    hosts = ("GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")
    env = {name: value for name, value in kept.items() if name not in hosts}
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd,
        env={**env, "PATH": path, "PYTHONUTF8": "1", "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


def page(name: str) -> str:
    return (ROOT / "docs" / "adopt" / name).read_text(encoding="utf-8")


def commands_of(name: str) -> list[str]:
    """Return the commands that a page tells to type, in order."""
    return INDENTED.findall(page(name))


def fenced_yaml(name: str) -> list[str]:
    return FENCED.findall(page(name))
