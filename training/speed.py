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

LOAD = "from ticketlint.pipeline import load_pipeline; load_pipeline(); import time; print(time.process_time())"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def load_seconds(runs: int = 5) -> float:
    """Return the median CPU time of a process that imports and loads the pipeline."""
    times = [
        float(
            subprocess.run(
                [sys.executable, "-c", LOAD], env=os.environ | ONE_THREAD, **PRINTED
            ).stdout
        )  # noqa: S603
        for _ in range(runs)
    ]
    return statistics.median(times)


PRINTED = {"capture_output": True, "check": True, "text": True}


def annotate_seconds(nlp: Language, corpus: Path, count: int = 1000) -> tuple[float, int]:
    """Return the CPU time and the tokens for titles and descriptions of `count` tickets, cut at 1,000 characters."""
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
