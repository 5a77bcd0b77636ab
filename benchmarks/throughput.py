"""Measure tickets per second by stage and by number of processes, and a peer, in one run.

The tickets are the first N of a backlog file (default: the examples, repeated under new
keys). The raw pipeline over the same prose is measured beside our own stages, so that a
figure is a ratio of two things that ran on the same machine in the same minute.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from ticketlint.annotation.document import annotate, grouped
from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.cleaning.language import language_of
from ticketlint.cleaning.outline import outline
from ticketlint.cleaning.templates import learn_templates
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import Ticket
from ticketlint.run.execution import batches
from ticketlint.run.selection import resolve
from ticketlint.sources import SourceOptions, read_tickets

Result = TypeVar("Result")

# A process begins with the peak of the one that started it, so a small one does.
_MEASURE = """
import os, subprocess, sys, time
start = time.perf_counter()
null = subprocess.DEVNULL
process = subprocess.Popen(sys.argv[1:], stdout=null, stderr=null)
used = os.wait4(process.pid, 0)[2]
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Print one line for each measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backlog", type=Path, default=ROOT / "examples")
    parser.add_argument("--tickets", type=int, default=1_000)
    arguments = parser.parse_args()
    tickets = list(islice(_tickets(arguments.backlog), arguments.tickets))
    _stages(tickets)
    _processes(tickets)


def _tickets(backlog: Path) -> Iterator[Ticket]:
    """Yield the tickets of a backlog again and again, under new keys after the first round."""
    for turn in count():
        for item in read_tickets([str(backlog)], SourceOptions()):
            if isinstance(item, Ticket):
                yield replace(item, key=f"{item.key}-{turn}") if turn else item


def _stages(tickets: list[Ticket]) -> None:
    """Run one stage after the other over all tickets; the seconds are those of the processor."""
    nlp = load_pipeline()
    linter = Linter(resolve(Config()), nlp)
    language_of("Das ist ein Satz, damit geladen ist, was Sprachen kennt.")
    print(f"{'stage':<34} {'CPU s':>8}")
    _timed("learn the lines of templates", lambda: learn_templates(tickets))
    outlines = _timed("clean: markup, credentials", lambda: [outline(t, {}) for t in tickets])
    texts = [passage.text for part in outlines for passage in part.passages]
    words = sum(len(text.split()) for text in texts)
    raw = _timed(
        "raw pipeline over the prose",
        lambda: [len(doc) for part in grouped(texts) for doc in nlp.pipe(part)],
    )
    docs = _timed("annotate: pipeline, kinds, roles", lambda: list(annotate(outlines, nlp)))
    _timed("judge: rules, questions, score", lambda: list(map(linter.judge, docs)))
    docs.clear()
    _timed(
        "all stages in batches", lambda: sum(len(linter.lint(part)) for part in batches(tickets))
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(tickets)} tickets, {len(raw)} passages, {words} words, peak {peak} MiB\n")


def _processes(tickets: list[Ticket]) -> None:
    """Run whole commands over the tickets; proselint too, where it is installed."""
    with TemporaryDirectory() as folder:
        backlog, texts = Path(folder, "backlog.jsonl"), Path(folder, "texts")
        texts.mkdir()
        with backlog.open("w", encoding="utf-8") as lines:
            for number, ticket in enumerate(tickets):
                text = "\n\n".join(field.text for field in ticket.fields)
                row = {"key": ticket.key, "title": ticket.title, "description": text}
                lines.write(json.dumps({**row, "type": ticket.type}) + "\n")
                (texts / f"{number}.md").write_text(f"{ticket.title}\n\n{text}\n", "utf-8")
        ours = [sys.executable, "-m", "ticketlint", "check", str(backlog), "-o", "json:/dev/null"]
        ours += ["--isolated", "--fail-on", "never", "--no-cache", "-j"]
        print(f"{'whole command':<34} {'s':>8} {'CPU s':>8} {'tickets/s':>10} {'MiB':>6}")
        for jobs in ("1", "2"):
            _whole(f"ticketlint --jobs {jobs}", [*ours, jobs], len(tickets))
        if find_spec("proselint") is not None:
            peer = [sys.executable, "-m", "proselint", "check", str(texts)]
            _whole("proselint, a file a ticket", peer, len(tickets))


def _whole(name: str, command: list[str], tickets: int) -> None:
    """Run a command; its peak is that of its largest process."""
    told = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command], stdout=subprocess.PIPE, text=True, check=True
    )
    wall, cpu, peak = map(float, told.stdout.split())
    print(f"{name:<34} {wall:8.2f} {cpu:8.2f} {tickets / wall:10.0f} {peak / 1024:6.0f}")


def _timed(name: str, work: Callable[[], Result]) -> Result:
    start = time.process_time()
    done = work()
    print(f"{name:<34} {time.process_time() - start:8.2f}")
    return done


if __name__ == "__main__":
    main()
