"""The flags of `check` that say what is shown: they change nothing of what fails."""

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import STORY, run, write

POOR = {**STORY, "description": "It should be fast, etc.\n\n## Acceptance criteria\n\nTBD"}


@pytest.fixture(scope="module")
def backlog(tmp_path_factory: pytest.TempPathFactory) -> str:
    tickets = [
        {**(POOR if number % 2 else STORY), "key": f"A-{number}"} for number in reversed(range(24))
    ]
    return write(tmp_path_factory.mktemp("backlog"), "a.jsonl", *tickets)


def test_an_order_is_that_of_every_output(backlog: str, tmp_path: Path) -> None:
    out = tmp_path / "out.json"

    done = run("check", backlog, "--sort", "key", "-o", f"json:{out}", "-o", "text")

    keys = [ticket["key"] for ticket in json.loads(out.read_text())["tickets"]]
    assert keys == [f"A-{number}" for number in range(24)]
    assert done.stdout.startswith("24 tickets: ")
    assert "\n24 tickets: " in done.stdout
    shown = [line.split()[0] for line in done.stdout.split("\n") if line.startswith("A-")]
    assert shown == keys
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["-qq"], "Gate failed: 36 errors (fail_on: error)\n"),
        (["-q", "-q"], "Gate failed: 36 errors (fail_on: error)\n"),
        (["--statistics", "-q", "--level", "error"], "any rule  "),
        (["--fail-on", "never", "-qq"], ""),
    ],
    ids=" ".join,
)
def test_what_is_shown_does_not_change_what_fails(
    backlog: str, flags: list[str], told: str
) -> None:
    done = run("check", backlog, *flags)

    assert told in done.stdout
    assert told or not done.stdout
    assert (done.returncode, done.stderr) == (0 if "never" in flags else 1, "")


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--sort", "date"], "--sort: `date` (one of score, findings, key, new)"),
        (["--group-by", "author"], "--group-by: `author` (one of rule, epic, project, kind)"),
        (["--color", "blue"], "--color: `blue` (one of auto, always, never)"),
        (["-v", "-q"], "--verbose: contradicts --quiet (give one of them)"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_word_is_told_with_the_right_ones(flags: list[str], told: str) -> None:
    done = run("check", "a.md", *flags)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"ticketlint: {told}\n")
