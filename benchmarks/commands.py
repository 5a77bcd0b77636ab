"""Measure whole commands: sizes, cold and warm, one job and two, and peers as ratios in one run.

The tickets are those of Titanium where `--shared` has them, else the examples under new keys.
Peers are proselint and write-good with a file a ticket, each where it is installed.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.inputs import ROOT, backlog_of, machine, tickets_of, write_tickets

# A process begins with the peak of the one that started it, so a small one does.
_MEASURE = """
import os, subprocess, sys, time
start = time.perf_counter()
null = subprocess.DEVNULL
process = subprocess.Popen(sys.argv[1:], stdout=null, stderr=null)
used = os.wait4(process.pid, 0)[2]
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
_WRITE_GOOD = "write-good@1.0.8"
# It ends at once, and says nothing, where it is given some thousands of files.
_BY_THOUSANDS = 'find "$0" -type f | xargs -n 1000 "$@"'


@dataclass(frozen=True, slots=True)
class Row:
    """What a command took: seconds of clock and processor, MiB of its largest process."""

    name: str
    wall: float
    cpu: float
    peak: float


def main() -> None:
    """Print a table for each size of a backlog."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 1_000, 10_000])
    parser.add_argument("--proselint", help="its command, where it is not on the path")
    arguments = parser.parse_args()
    backlog = backlog_of(arguments.shared)
    print(f"{machine()}\ntickets of {backlog.name}")
    for size in arguments.sizes:
        with TemporaryDirectory() as folder:
            _table(backlog, size, Path(folder), arguments.proselint or "proselint")


def _table(backlog: Path, size: int, folder: Path, proselint: str) -> None:
    lines, texts = folder / "backlog.jsonl", folder / "texts"
    write_tickets(islice(tickets_of(backlog), size), lines, texts)
    rows = [*_ours(lines, folder), *_peers(texts, proselint)]
    floor = next((row.cpu for row in rows if row.name.startswith("proselint")), None)
    of = "of proselint"
    print(
        f"\n{size:,} tickets\n{'command':<36} {'s':>8} {'CPU s':>8} {'t/s':>7} {'MiB':>6} {of:>13}"
    )
    for row in rows:
        ratio = f"{row.cpu / floor:.2f} x" if floor else "-"
        rate = size / row.wall
        print(
            f"{row.name:<36} {row.wall:8.2f} {row.cpu:8.2f} {rate:7.0f} {row.peak:6.0f} {ratio:>13}"
        )


def _ours(backlog: Path, folder: Path) -> Iterator[Row]:
    """Yield our rows; each number of jobs has a cache of its own, empty before the cold run."""
    for jobs in ("1", "2"):
        cache = folder / f"cache-{jobs}"
        command = [sys.executable, "-m", "ticketlint", "check", str(backlog), "--isolated"]
        command += ["-o", f"json:{os.devnull}", "--fail-on", "never", "--jobs", jobs]
        environment = {"TICKETLINT_CACHE_DIR": str(cache), "TICKETLINT_NO_CACHE": ""}
        for how in ("cold", "warm"):
            yield _measured(f"ticketlint, {how}, --jobs {jobs}", command, environment)


def _peers(texts: Path, named: str) -> Iterator[Row]:
    proselint = shutil.which(named)
    if proselint is not None:
        yield _measured("proselint, a file a ticket", [proselint, "check", str(texts)])
    npx = shutil.which("npx")
    # The first time it is fetched, which is not measured.
    write_good = [npx or "npx", "--yes", _WRITE_GOOD]
    if npx is not None and _runs([*write_good, "--version"]):
        by_thousands = ["sh", "-c", _BY_THOUSANDS, str(texts), *write_good]
        yield _measured("write-good, a file a ticket", by_thousands)


def _runs(command: Sequence[str]) -> bool:
    null = subprocess.DEVNULL
    return subprocess.run(command, stdout=null, stderr=null, check=False).returncode == 0


def _measured(
    name: str, command: Sequence[str], environment: Mapping[str, str] | None = None
) -> Row:
    told = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, **(environment or {})},
    )
    wall, cpu, peak = map(float, told.stdout.split())
    return Row(name, wall, cpu, peak / 1024)


if __name__ == "__main__":
    main()
