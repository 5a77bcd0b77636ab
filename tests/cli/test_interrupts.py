"""Ctrl-C ends a run with one line and 130, whatever it falls into."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_cli import STORY, write
from tests.cli.test_shell import POOR, started

# What standard error tells where nothing was judged.
NOTHING = b"ticketlint: no ticket was judged (interrupted; run it again)\nticketlint: interrupted\n"


@pytest.mark.parametrize(
    "command",
    [["-m", "ticketlint"], ["-c", "from ticketlint.cli import main; main()"]],
    ids=["module", "script"],
)
@pytest.mark.parametrize(
    "module", ["typer", "pydantic", "ticketlint.cli.rules", "ticketlint.cli.ending"]
)
def test_an_interrupt_while_a_module_is_imported_is_one_line(
    tmp_path: Path, command: list[str], module: str
) -> None:
    done = interrupted_at(module, tmp_path, [*command, "rules", "list"])

    assert (done.returncode, done.stderr) == (130, b"ticketlint: interrupted\n")


@pytest.mark.parametrize(
    "module",
    ["spacy", "thinc.backends", "spacy.tokens.doc", "numpy", "ticketlint.judging.linter"],
)
def test_an_interrupt_while_the_pipeline_is_imported_ends_in_order(
    tmp_path: Path, module: str
) -> None:
    path = write(tmp_path, "a.jsonl", STORY)

    done = interrupted_at(module, tmp_path, ["-m", "ticketlint", "check", path])

    assert (done.returncode, done.stderr) == (130, NOTHING)


def interrupted_at(
    module: str, folder: Path, command: list[str]
) -> "subprocess.CompletedProcess[bytes]":
    """Run a command that is sent an interrupt when it begins to import a module."""
    hook = (
        "import os, sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r} and 'ticketlint' in sys.modules:\n"
        "            sys.meta_path.remove(self)\n"
        "            os.kill(os.getpid(), 2)\n"
        "sys.meta_path.insert(0, Interrupt())\n"
    )
    (folder / "hook").mkdir()
    (folder / "hook" / "sitecustomize.py").write_text(hook)
    places = str(folder / "hook"), os.environ.get("PYTHONPATH", "")
    process = started(command, PYTHONPATH=os.pathsep.join(places))
    out, told = process.communicate(timeout=120)
    return subprocess.CompletedProcess(command, process.returncode, out, told)


def test_an_interrupt_ends_several_processes_before_they_have_judged_anything(
    tmp_path: Path,
) -> None:
    many = ({**POOR, "key": f"A-{n}", "description": f"Fast {n}. " * 200} for n in range(400))
    path = write(tmp_path, "many.jsonl", *many)
    process = started(["-m", "ticketlint", "check", path, "-j", "2"])
    workers = until_two_children(process.pid)

    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)

    assert (process.returncode, told) == (130, NOTHING)
    assert gone(workers)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["asked", "killed"])
def test_a_run_that_is_ended_leaves_no_process_behind(tmp_path: Path, number: int) -> None:
    many = ({**POOR, "key": f"A-{n}", "description": f"Fast {n}. " * 200} for n in range(400))
    path = write(tmp_path, "many.jsonl", *many)
    process = started(["-m", "ticketlint", "check", path, "-j", "2"], stderr=subprocess.DEVNULL)
    workers = until_two_children(process.pid)

    os.kill(process.pid, number)
    process.communicate(timeout=60)

    assert process.returncode == -number
    assert gone(workers)


def gone(pids: list[str]) -> bool:
    """Wait until these processes have ended; False where one does not."""
    for _ in range(300):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.1)
    return False


def until_two_children(pid: int) -> list[str]:
    """Wait until a process has started its workers; the tracker of resources is one more."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        pytest.skip("needs the list of children in /proc")
    for _ in range(600):
        found = children.read_text().split()
        if len(found) >= 3:
            return found
        time.sleep(0.1)
    pytest.fail("no workers were started")


def test_an_ignored_interrupt_stays_ignored(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    process = subprocess.Popen(
        [sys.executable, "-m", "ticketlint", "check", str(pipe), "-o", "json"],
        stdout=subprocess.PIPE,
    )
    signal.signal(signal.SIGINT, before)

    with pipe.open("w") as stream:
        process.send_signal(signal.SIGINT)
        stream.write(json.dumps(STORY) + "\n")
    out, _ = process.communicate(timeout=120)

    assert process.returncode == 0
    assert json.load(io.BytesIO(out))["summary"]["tickets"] == 1
