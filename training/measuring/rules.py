"""Measure rules, kinds, roles and the score on three samples of labelled tickets.

`python -m training.measuring.rules`, after `python -m training.folds`; some minutes. Writes the
figures that the package carries: `unseen` is read by the networks that ship, everything else by
networks that saw nothing of its project.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from ticketlint.config.settings import Config
from ticketlint.evaluation.evaluating import ReadCase, measure
from ticketlint.evaluation.report import as_json, write_text
from ticketlint.rules.measurements import MEASUREMENTS, SAMPLES
from training.folds import LabelledCase, labelled_cases

# Of `measurements.json`, whose samples are those of `ticketlint evaluate -o json`.
SCHEMA_VERSION = 2
FILES = {"unseen": ("unseen",), "cross": ("train", "train-diverse", "many", "dev"), "dev": ("dev",)}


def main() -> None:
    """Print and write the figures."""
    parser = argparse.ArgumentParser(prog="python -m training.measuring.rules", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--output", type=Path, default=MEASUREMENTS)
    arguments = parser.parse_args()
    cases = labelled_cases(arguments.shared)
    samples = {name: _measured(name, cases) for name in SAMPLES}
    told = {"schema_version": SCHEMA_VERSION, "samples": samples}
    arguments.output.write_text(json.dumps(told, ensure_ascii=True, indent=1) + "\n", "utf-8")


def _measured(sample: str, cases: Sequence[LabelledCase]) -> dict[str, object]:
    files = FILES[sample]
    read = [
        ReadCase(one.labelled, one.doc, one.kind_without_type) for one in cases if one.file in files
    ]
    evaluation = measure(read, [f"{name}.jsonl" for name in files], Config())
    print(f"\n== {sample}: {SAMPLES[sample]}\n")
    write_text(evaluation, (), sys.stdout)
    return as_json(evaluation)


if __name__ == "__main__":
    main()
