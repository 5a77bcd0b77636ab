"""A process that is killed while it starts costs a retry, and never holds the run."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import popen_spawn_posix
from pathlib import Path
from typing import IO, Any

import pytest

from tests.cli.test_cli import STORY, write
from tests.cli.test_shell import started
from ticketlint.config.settings import Config
from ticketlint.run.selection import resolve
from ticketlint.run.work import lines_of_each
from ticketlint.run.workers import Worker

# The least that a pipe holds on any system; most hold 64 KB.
PIPE_BYTES = 16 * 1024
HOW = ("--no-cache", "-o", "json", "--fail-on", "never")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    rows = ({**STORY, "key": f"A-{n}", "title": f"Export invoice {n}"} for n in range(60))
    return write(tmp_path_factory.mktemp("starting"), "tickets.jsonl", *rows)


@pytest.fixture(scope="module")
def undisturbed(path: str) -> bytes:
    """What one process says of the same tickets."""
    done = subprocess.run(
        [sys.executable, "-m", "ticketlint", "check", path, "-j", "1", *HOW],
        capture_output=True,
        check=True,
        timeout=300,
    )
    return done.stdout


@pytest.mark.parametrize("kills", [1, 2])
def test_processes_that_are_killed_while_they_start_change_nothing(
    path: str, undisturbed: bytes, kills: int
) -> None:
    process = started(["-m", "ticketlint", "check", path, "-j", "2", *HOW])
    try:
        kill_as_they_start(process.pid, kills)
        out, told = process.communicate(timeout=300)
    finally:
        process.kill()

    assert (process.returncode, told) == (0, b"")
    assert out == undisturbed


def kill_as_they_start(pid: int, kills: int) -> None:
    """Kill the first workers of a process, within milliseconds of their start."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        pytest.skip("needs the list of children in /proc")
    killed: set[str] = set()
    end = time.monotonic() + 120
    while len(killed) < kills:
        assert time.monotonic() < end, "no workers were started"
        for child in children.read_text().split():
            if child not in killed and "spawn_main" in command_of(child):
                os.kill(int(child), signal.SIGKILL)
                killed.add(child)
                break
        time.sleep(0.001)


def command_of(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:  # it has ended
        return ""


def test_a_process_is_started_with_less_than_a_pipe_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    dump = popen_spawn_posix.reduction.dump

    def weighed(what: Any, to: IO[bytes]) -> None:
        before = to.tell()
        dump(what, to)
        sizes.append(to.tell() - before)

    monkeypatch.setattr(popen_spawn_posix.reduction, "dump", weighed)
    monkeypatch.setattr(sys, "argv", [*sys.argv, *(f"tickets/A-{n}.md" for n in range(10_000))])
    arguments = sys.argv
    worker = Worker(resolve(Config()))

    assert worker.submit(lines_of_each, ()).result(timeout=120) == []

    worker.close()
    assert sizes
    assert sum(sizes) < PIPE_BYTES / 2
    assert sys.argv is arguments
