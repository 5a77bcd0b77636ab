"""Measure what a user waits for: import and load, and a thousand tickets, in CPU seconds."""

import gzip
import json
import os
import statistics
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from spacy.language import Language

LOAD = """
import time
from ticketlint.annotation.pipeline import load_pipeline
load_pipeline()
print(time.process_time())
"""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def load_seconds(runs: int = 5) -> float:
    """Return the median CPU time of a process that imports and loads the pipeline."""
    return statistics.median(_load_once() for _ in range(runs))


def _load_once() -> float:
    """Return the CPU time of one process that imports and loads the pipeline."""
    done = subprocess.run(  # noqa: S603  # our own code in our own interpreter
        [sys.executable, "-c", LOAD],
        env=os.environ | ONE_THREAD,
        capture_output=True,
        check=True,
        text=True,
    )
    return float(done.stdout)


def annotate_seconds(nlp: Language, corpus: Path, count: int = 1000) -> tuple[float, int]:
    """Return the CPU time and the tokens for the texts of `count` tickets."""
    texts = ticket_texts(corpus, count)
    start = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return time.process_time() - start, tokens


def ticket_texts(corpus: Path, count: int) -> list[str]:
    """Return the titles, and the descriptions cut at 1,000 characters, of the first tickets."""
    texts: list[str] = []
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(count), strict=False):
            fields = json.loads(line)["fields"]
            texts += [
                text for text in (fields["summary"], (fields["description"] or "")[:1000]) if text
            ]
    return texts


def zipped_megabytes(folder: Path) -> float:
    """Return the size of the folder in a wheel."""
    with TemporaryDirectory() as work:
        target = Path(work, "pipeline.zip")
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                archive.write(path, path.relative_to(folder))
        return target.stat().st_size / 1e6
