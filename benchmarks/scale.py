"""Measure scale: two processes against two workers of Dask, one killed, and the parent's memory.

The tickets are the first N of a backlog; where it holds fewer, later rounds have other keys and,
for three words of ten, other words, so that no two are alike. The rows of a run are compared with
each other; each report must have the same bytes.
"""

import argparse
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Thread

from distributed import Client

from ticketlint.model import Ticket
from ticketlint.sources import SourceOptions, read_tickets

ROOT = Path(__file__).resolve().parents[1]
_WORD = re.compile(r"[A-Za-z]{4,}")
_CHANGED = 0.3
# The peak is that of the process itself, without those that it started.
_MEASURE = """
import resource, runpy, sys, time
start = time.perf_counter()
sys.argv = ["ticketlint", *sys.argv[1:]]
try:
    runpy.run_module("ticketlint", run_name="__main__", alter_sys=True)
except SystemExit as ended:
    code = ended.code
own = resource.getrusage(resource.RUSAGE_SELF)
others = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
print(code, time.perf_counter() - start, cpu, own.ru_maxrss // 1024, file=sys.stderr)
"""
_CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(2, threads_per_worker=1, processes=True, host="127.0.0.1",
                      protocol="tcp", dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


def main() -> None:
    """Print one line for each command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backlog", type=Path, default=ROOT / "examples")
    parser.add_argument("--tickets", type=int, default=1_000)
    parser.add_argument("--warm", action="store_true", help="each format from the cache too")
    arguments = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        backlog = folder / "backlog.jsonl"
        _write(backlog, _tickets(arguments.backlog), arguments.tickets)
        print(f"{'command':<34} {'s':>8} {'CPU s':>8} {'MiB':>6}  report")
        _run("--jobs 2", folder, "--no-cache", "-j", "2")
        with _cluster(folder) as address:
            dask = ("--no-cache", "--engine", "dask", "--scheduler", address)
            _run("dask, two workers", folder, *dask)
            Thread(target=_kill_one, args=(address,), daemon=True).start()
            _run("dask, one killed in mid-run", folder, *dask)
        if arguments.warm:
            _run("cold, cached", folder, "-j", "2")
            for form in ("json", "jsonl", "csv", "text"):
                _run(f"unchanged, {form}", folder, form=form)


def _tickets(backlog: Path) -> Iterator[Ticket]:
    words: list[str] = []
    for turn in count():
        for item in read_tickets([str(backlog)], SourceOptions()):
            if not isinstance(item, Ticket):
                continue
            if turn:
                yield _other(item, turn, words)
            else:
                words += _WORD.findall(item.title)
                yield item


def _other(ticket: Ticket, turn: int, words: list[str]) -> Ticket:
    """Return a ticket that is like no other."""
    random = Random(f"{turn} {ticket.key}")

    def swapped(found: re.Match[str]) -> str:
        return random.choice(words) if random.random() < _CHANGED else found.group()

    fields = tuple(replace(one, text=_WORD.sub(swapped, one.text)) for one in ticket.fields)
    title = _WORD.sub(swapped, ticket.title)
    return replace(ticket, key=f"{ticket.key}-{turn}", title=title, fields=fields)


def _write(path: Path, tickets: Iterator[Ticket], most: int) -> None:
    with path.open("w", encoding="utf-8") as lines:
        for ticket in islice(tickets, most):
            text = "\n\n".join(field.text for field in ticket.fields)
            row = {"key": ticket.key, "title": ticket.title, "description": text}
            lines.write(json.dumps({**row, "type": ticket.type}) + "\n")


def _run(name: str, folder: Path, *how: str, form: str = "json") -> None:
    report = folder / f"report.{form}"
    command = ["check", str(folder / "backlog.jsonl"), *how, "-o", f"{form}:{report}"]
    command += ["--isolated", "--fail-on", "never", "-q"]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command],
        env={**os.environ, "TICKETLINT_CACHE_DIR": str(folder / "cache")},
        capture_output=True,
        text=True,
        check=True,
    )
    code, wall, cpu, peak = done.stderr.split("\n")[-2].split()
    told = hashlib.blake2b(report.read_bytes(), digest_size=4).hexdigest() if code == "0" else code
    print(f"{name:<34} {float(wall):8.1f} {float(cpu):8.1f} {peak:>6}  {told}", flush=True)


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    script = folder / "cluster.py"
    script.write_text(_CLUSTER)
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.communicate()


def _kill_one(address: str) -> None:
    """Kill a worker when the first batches are judged."""
    with Client(address, set_as_default=False) as client:
        while not any(client.processing().values()):
            time.sleep(0.1)
        time.sleep(2)
        os.kill(min(client.run(os.getpid).values()), signal.SIGKILL)


if __name__ == "__main__":
    main()
