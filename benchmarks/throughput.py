"""Measure tickets per second by stage and by number of processes, in one run.

The tickets are the first N of a backlog file (default: the examples, repeated under new
keys). The raw pipeline over the same prose is measured beside our own stages, so that a
figure is a ratio of two things that ran on the same machine in the same minute.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import TypeVar

from ticketlint.annotation.document import annotate
from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.cleaning.outline import outline
from ticketlint.config.budgets import PIPE_PASSAGES
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import Ticket
from ticketlint.run.selection import resolve
from ticketlint.sources import SourceOptions, read_tickets

Result = TypeVar("Result")

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Print one line for each measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backlog", type=Path, default=ROOT / "examples")
    parser.add_argument("--tickets", type=int, default=1_000)
    arguments = parser.parse_args()
    tickets = list(islice(_tickets(arguments.backlog), arguments.tickets))
    _stages(tickets)
    _processes(arguments.backlog)


def _tickets(backlog: Path) -> Iterator[Ticket]:
    """Yield the tickets of a backlog again and again, under new keys after the first round."""
    for turn in count():
        for item in read_tickets([str(backlog)], SourceOptions()):
            if isinstance(item, Ticket):
                yield replace(item, key=f"{item.key}-{turn}") if turn else item


def _stages(tickets: list[Ticket]) -> None:
    nlp = load_pipeline()
    config = Config()
    linter = Linter(resolve(config), nlp)
    outlines = _timed("clean: markup, sections, kind", lambda: [outline(t, {}) for t in tickets])
    texts = [passage.text for part in outlines for passage in part.passages]
    words = sum(len(text.split()) for text in texts)
    raw = _timed(
        "raw pipeline over the prose", lambda: list(nlp.pipe(texts, batch_size=PIPE_PASSAGES))
    )
    _timed("annotate: the same with roles", lambda: list(annotate(outlines, nlp)))
    _timed("lint: all stages", lambda: list(linter.lint(tickets)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(tickets)} tickets, {len(raw)} passages, {words} words, peak {peak} MiB")


def _processes(backlog: Path) -> None:
    for jobs in (1, 2):
        command = [sys.executable, "-m", "ticketlint", "check", str(backlog), "-j", str(jobs)]
        quiet = ["-o", "json:/dev/null", "--isolated", "--fail-on", "never"]
        run = partial(subprocess.run, [*command, *quiet], check=False)
        _timed(f"whole command, {jobs} process(es)", run)


def _timed(name: str, work: Callable[[], Result]) -> Result:
    start = time.perf_counter()
    done = work()
    print(f"{name:<34} {time.perf_counter() - start:8.2f} s")
    return done


if __name__ == "__main__":
    main()
