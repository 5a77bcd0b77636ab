"""`-o auto` suits the place where it runs; the default stays the text."""

import os
import pty
import subprocess
import sys

import pytest

from tests.cli.test_cli import run
from tests.reporters.reports import FULL, written

ON_GITHUB = {"GITHUB_ACTIONS": "true"}
COMMAND = (sys.executable, "-m", "ticketlint", "report", "r.json")
# The tests may run on a host themselves.
NOWHERE = {"GITHUB_ACTIONS": "", "GITLAB_CI": "", "TF_BUILD": "", "GITHUB_STEP_SUMMARY": ""}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "r.json").write_text(written("json", FULL))
    return tmp_path


def reported(folder, *outputs, **environment):
    named = [part for output in outputs for part in ("-o", output)]
    return run(
        "report", "r.json", *named, cwd=folder, **{**NOWHERE, "COLUMNS": "500", **environment}
    )


@pytest.mark.parametrize(
    ("environment", "formats"),
    [
        ({}, ["concise"]),
        (ON_GITHUB, ["text", "github"]),
        ({"TF_BUILD": "True"}, ["text", "azure"]),
        ({"GITLAB_CI": "true"}, ["text"]),
        ({"CI": "true"}, ["concise"]),
        ({"GITHUB_ACTIONS": "false"}, ["concise"]),
    ],
    ids=["a pipe", "GitHub", "Azure", "GitLab", "another host", "not GitHub"],
)
def test_auto_follows_the_host(folder, environment, formats):
    told = reported(folder, "auto", **environment)
    separate = "".join(written(name, FULL) for name in formats)

    assert (told.returncode, told.stdout) == (2, separate)
    # Told once: a concise report holds the line already.
    assert ("not JSON" in told.stderr) == (formats != ["concise"])


def shown(folder, *command: str, stderr: int | None = None) -> tuple[int, bytes]:
    """Return the exit code of a run at a terminal, and what one sees there."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, **NOWHERE, "TERM": "xterm", "COLUMNS": "80"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        command, cwd=folder, stdout=theirs, stderr=stderr or theirs, env=environment
    ) as process:
        os.close(theirs)
        told = b""
        while chunk := _read(ours):
            told += chunk
    os.close(ours)
    return process.returncode, told


def test_auto_on_a_terminal_is_the_text_with_colours(folder):
    code, told = shown(folder, *COMMAND, "-o", "auto", stderr=subprocess.DEVNULL)

    assert code == 2
    assert b"\x1b[" in told
    assert b"PAY-12" in told
    assert b"Gate failed" in told


def test_what_could_not_be_read_is_told_once_on_a_terminal(folder):
    _, told = shown(folder, *COMMAND)

    assert told.count(b"not JSON") == 1


def _read(descriptor):
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux ends a terminal so
        return b""


def test_without_a_name_the_output_is_the_text_wherever_it_runs(folder):
    assert reported(folder, **ON_GITHUB).stdout == written("text", FULL)


def test_the_summary_of_a_step_is_added_to_what_others_wrote_there(folder):
    (folder / "summary").write_text("# Build\n")

    reported(folder, "auto", GITHUB_STEP_SUMMARY="summary", **ON_GITHUB)

    assert (folder / "summary").read_text() == "# Build\n" + written("markdown", FULL)


def test_a_summary_that_is_full_is_left_alone(folder):
    full = "x" * (1024 * 1024 - 100)
    (folder / "summary").write_text(full)

    told = reported(folder, "auto", GITHUB_STEP_SUMMARY="summary", **ON_GITHUB)

    assert (folder / "summary").read_text() == full
    assert told.returncode == 2


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        (["auto:out.txt"], "--output: `auto:out.txt`: it depends on where we run"),
        (["auto", "text"], "`auto` and `text` both go to standard output"),
        (["auto", "markdown:summary"], "`auto` and `markdown:summary` both go to `summary`"),
    ],
)
def test_what_cannot_be_meant_is_refused(folder, outputs, told):
    done = reported(folder, *outputs, GITHUB_STEP_SUMMARY="summary", **ON_GITHUB)

    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
