"""`check --watch`: local files are checked again when they change, until Ctrl-C."""

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import IO

import pytest

from tests.cli.test_cli import run
from tests.cli.test_shell import started
from tests.rules.test_rules import write_rule

if os.name == "nt":
    pytest.skip("needs interrupts that reach one process", allow_module_level=True)

AGAIN = b"ticketlint: settings have changed, all is judged again\n"
CLEAR = "# PAY-1: Export\n\nAs a clerk I want a file, because I copy 400 rows.\n"


class Watching:
    """A run that watches a folder; its outputs can be read while it goes on."""

    def __init__(self, folder: Path) -> None:
        self.shown, self.report = folder / "shown.txt", folder / "report.json"
        self.settings = folder / "team.yaml"
        self.settings.write_text("{}")
        (folder / "tickets").mkdir()
        self.folder = folder / "tickets"

    def start(self) -> "subprocess.Popen[bytes]":
        command = [
            "-m",
            "ticketlint",
            "check",
            str(self.folder),
            "--watch",
            "-c",
            str(self.settings),
        ]
        outputs = ["-o", "concise", "-o", f"json:{self.report}", "--level", "note"]
        with self.shown.open("wb") as stream:
            return started([*command, *outputs], stdout=stream.fileno())

    def since(self, size: int) -> str:
        return self.shown.read_bytes()[size:].decode()

    @property
    def size(self) -> int:
        return self.shown.stat().st_size

    def keys(self) -> list[str]:
        return [ticket["key"] for ticket in json.loads(self.report.read_text())["tickets"]]


def replaced(path: Path, text: str) -> None:
    """Write a file in one step, as editors do."""
    path.with_suffix(".new").write_text(text)
    path.with_suffix(".new").replace(path)


def settings_are_read_again(watching: Watching, told: IO[bytes]) -> None:
    """Change the settings and a rule while one ticket is watched, and see it judged by them."""
    rules = watching.settings.parent / "rules"
    rules.mkdir()
    write_rule(rules, "no-tea")
    before = watching.size
    replaced(watching.settings, "rules: {vague-quality: oops}\n")
    while not told.readline().endswith(b"ticketlint: the settings before stay in effect\n"):
        pass
    assert watching.size == before

    replaced(watching.settings, "rules: {vague-quality: error}\nrule_paths: [rules]\n")
    assert told.readline() == AGAIN
    assert b"; 1 ticket in all, waiting" in told.readline()
    assert "error[vague-quality]" in watching.since(before)

    write_rule(rules, "no-tea", "fast")
    while "[no-tea]" not in watching.since(before):
        assert told.readline()


def test_files_are_checked_again_when_they_change_until_an_interrupt(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    for number in (1, 2):
        (watching.folder / f"{number}.md").write_text(CLEAR.replace("PAY-1", f"PAY-{number}"))
    process = watching.start()
    assert process.stderr

    assert process.stderr.readline().endswith(b"; 2 tickets in all, waiting\n")
    assert watching.keys() == ["PAY-1", "PAY-2"]
    before = watching.size

    (watching.folder / "2.md").write_text(CLEAR.replace("PAY-1", "PAY-2") + "\nIt shall be fast.\n")
    told = process.stderr.readline()
    assert told.startswith(f"ticketlint: read {watching.folder / '2.md'}; 2 tickets".encode())
    assert "PAY-2: description: " in watching.since(before)
    assert "PAY-1" not in watching.since(before)
    assert watching.keys() == ["PAY-1", "PAY-2"]

    (watching.folder / "3.json").write_text("{oops")
    assert b"3.json; 2 tickets" in process.stderr.readline()
    assert f"{watching.folder / '3.json'}:1" in watching.since(before)

    (watching.folder / "3.json").unlink()
    (watching.folder / "1.md").unlink()
    while watching.keys() != ["PAY-2"]:
        assert process.stderr.readline()

    settings_are_read_again(watching, process.stderr)

    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=120)
    assert (process.returncode, told[-24:]) == (130, b"ticketlint: interrupted\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-"], "cannot watch `-`"),
        (["PAY-1"], "cannot watch tickets in Jira"),
        (["no*.md"], "cannot watch `no*.md`, which matches nothing"),
        ([".", "--limit", "3"], "cannot watch a part of the tickets (--limit)"),
        ([], "cannot watch nothing"),
    ],
    ids=str,
)
def test_what_is_no_local_file_is_not_watched(
    arguments: list[str], told: str, tmp_path: Path
) -> None:
    done = run("check", *arguments, "--watch", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"ticketlint: --watch: {told} (name files or folders)\n"
