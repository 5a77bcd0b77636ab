"""Measure the seconds of each stage.

The tickets are the first N of a backlog file (default: the examples, repeated under new
keys). The raw pipeline over the same prose is measured beside our own stages, so that a
figure is a ratio of two things that ran on the same machine in the same minute.
"""

import argparse
import resource
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.inputs import EXAMPLES, machine, tickets_of
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

Result = TypeVar("Result")


def main() -> None:
    """Print one line for each measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backlog", type=Path, default=EXAMPLES)
    parser.add_argument("--tickets", type=int, default=1_000)
    arguments = parser.parse_args()
    print(machine())
    _stages(list(islice(tickets_of(arguments.backlog), arguments.tickets)))


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


def _timed(name: str, work: Callable[[], Result]) -> Result:
    start = time.process_time()
    done = work()
    print(f"{name:<34} {time.process_time() - start:8.2f}")
    return done


if __name__ == "__main__":
    main()
