"""Check every file of two folders and count tickets in and out: `make corpora`.

Records are counted here by the standard library alone, so that a ticket which the tool loses
shows. Prints a Markdown table, and ends with 1 if a ticket is lost or a run breaks down.
"""

import argparse
import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Exit codes that tell of a finished run: clean, findings, or something could not be read.
FINISHED = (0, 1, 2)
HEADER = "| file | records | tickets | failures | exit | seconds | peak MiB |"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run; `records` is what the file holds, `failures` counts faults of the input."""

    name: str
    records: int
    tickets: int
    failures: int
    code: int
    seconds: float
    peak: int
    said: str

    @property
    def is_whole(self) -> bool:
        """Tell whether every record is a ticket or a failure, and nothing broke down."""
        kept = self.tickets + self.failures >= self.records
        return kept and self.code in FINISHED and "Traceback" not in self.said


def main() -> int:
    """Check each file with one process, or with `--jobs` of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only", default="", help="files whose name holds this")
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    files = [
        path
        for folder in ("exports", "corpora")
        for path in sorted((arguments.shared / folder).glob("*"))
        if arguments.only in path.name
    ]
    if not files:
        print(f"{arguments.shared}: no files, nothing checked")
        return 0
    print(HEADER, "|---|" + "---:|" * 6, sep="\n", flush=True)
    outcomes = []
    for path in files:
        outcomes.append(check(path, arguments.jobs))
        print(line(outcomes[-1]), flush=True)
    broken = [outcome for outcome in outcomes if not outcome.is_whole]
    for outcome in broken:
        print(f"\n{outcome.name}: {outcome.said.strip()[-600:]}")
    return int(bool(broken))


def check(path: Path, jobs: int) -> Outcome:
    """Run the command on one file and count what comes out."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "ticketlint", "check", str(path), "--isolated"]
        options = ["--fail-on", "never", "-j", str(jobs), "-o", f"json:{report}"]
        code, seconds, peak, said = measured([*command, *options], Path(folder) / "said")
        told = json.loads(report.read_text("utf-8")) if report.exists() else {}
    tickets, failures = len(told.get("tickets", ())), len(told.get("failures", ()))
    if not told:
        failures = sum(path.name in line for line in said.splitlines())
    return Outcome(path.name, records(path), tickets, failures, code, seconds, peak, said)


def measured(command: Sequence[str], told: Path) -> tuple[int, float, int, str]:
    """Return exit code, seconds, peak memory in MiB and what a command wrote to stderr."""
    start = time.perf_counter()
    with told.open("wb") as stream:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stream)
        _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    # The status is collected; without a return code Popen would wait again.
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, seconds, used.ru_maxrss // 1024, told.read_text("utf-8", "replace")


def records(path: Path) -> int:
    """Return how many tickets a file holds, by its suffix."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    kind = path.name.removesuffix(".gz").rpartition(".")[2]
    if kind == "jsonl":
        return sum(bool(row.strip()) for row in data.splitlines())
    if kind == "csv":
        csv.field_size_limit(len(data) + 1)
        return sum(bool(row) for row in csv.reader(data.decode("utf-8-sig").splitlines(True))) - 1
    if kind == "xml":
        return data.count(b"<item>")
    if kind in {"md", "html"}:
        return 1
    return _in_json(json.loads(data))


def _in_json(held: Any) -> int:
    """Return the issues of a list, a page or one issue; pull requests are none."""
    if isinstance(held, dict):
        found = next((held[key] for key in ("issues", "value", "comments") if key in held), [held])
        return 0 if "comments" in held else len(found)
    held = [row for row in held if row.get("category", "issue") == "issue"]
    return sum("pull_request" not in row.get("data", row) for row in held)


def line(outcome: Outcome) -> str:
    """Return one row of the table."""
    figures = (outcome.records, outcome.tickets, outcome.failures, outcome.code)
    cells = (*map(str, figures), f"{outcome.seconds:.1f}", str(outcome.peak))
    return f"| {outcome.name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    raise SystemExit(main())
