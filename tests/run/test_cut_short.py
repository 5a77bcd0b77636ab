"""What several processes have judged is told and kept, though a batch before it is not done."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from tests.cli.test_shell import started
from tests.run.test_execution import pipeline
from ticketlint.config import budgets
from ticketlint.run.execution import HELD_PER_WORKER

__all__ = ["pipeline"]
# As many as two processes hold. The first is never done, nor is the last: when it is begun, the
# two that its process was handed first are judged and were taken back.
BATCHES = 2 * HELD_PER_WORKER
TICKETS = BATCHES * budgets.BATCH_TICKETS
NEVER_DONE = (0, TICKETS - 1)


def test_an_interrupt_tells_and_keeps_what_was_judged_behind_a_slow_batch(
    pipeline: Path, tmp_path: Path
) -> None:
    told, begun, again = tmp_path / "told.json", tmp_path / "begun", tmp_path / "again.json"
    process = check(pipeline, told, DEADLY="slow", DEATHS=str(begun))
    try:
        until_all_begun(begun, process)
        os.kill(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=120)
    finally:
        process.kill()
    whole = check(pipeline, again, DEADLY="", DEATHS=str(begun))
    whole.communicate(timeout=300)

    rows, every = (json.loads(path.read_text())["tickets"] for path in (told, again))
    keys = [row["key"] for row in rows]
    assert process.returncode == 130
    assert f"only {len(rows)} tickets were judged (interrupted; run it again)" in said.decode()
    # The second and the fourth batch at least, none of the first and the last.
    assert {f"A-{n}" for n in (*range(50, 100), *range(150, 200))} <= set(keys)
    assert not {f"A-{n}" for n in (*range(50), *range(250, 300))} & set(keys)
    assert rows == [row for row in every if row["key"] in keys]
    assert [row["key"] for row in every] == [f"A-{n}" for n in range(TICKETS)]


def check(pipeline: Path, report: Path, **more: str) -> "subprocess.Popen[bytes]":
    """Start a run in two processes, with a cache beside its report."""
    path = report.parent / "tickets.jsonl"
    rows = (
        {"key": f"A-{n}", "title": f"Export the invoices of {n}", "description": f"Row {n * 7919}."}
        for n in range(TICKETS)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    how = ("-j", "2", "-o", f"json:{report}", "-c", str(pipeline / "own.yaml"))
    return started(
        ["-m", "ticketlint", "check", str(path), *how, "--fail-on", "never"],
        PYTHONPATH=os.pathsep.join([str(pipeline), os.environ.get("PYTHONPATH", "")]),
        LETHAL=";".join(f"invoices of {n}" for n in NEVER_DONE),
        TICKETLINT_NO_CACHE="",
        TICKETLINT_CACHE_DIR=str(report.parent / "cache"),
        **more,
    )


def until_all_begun(begun: Path, process: "subprocess.Popen[bytes]") -> None:
    """Wait until both of the batches that are never done were begun."""
    end = time.monotonic() + 240
    while not (begun.exists() and len(begun.read_text()) == len(NEVER_DONE)):
        assert process.poll() is None
        assert time.monotonic() < end, "the batches were not begun"
        time.sleep(0.05)
