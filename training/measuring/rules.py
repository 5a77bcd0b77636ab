"""Measure rules, kinds, roles and the score on three samples of labelled tickets.

`python -m training.measuring.rules`, after `python -m training.folds`; some minutes. Writes the
figures that the package carries: `unseen` is read by the networks that ship, everything else by
networks that saw nothing of its project. So are the rank of the
score and the figures of questions: by cards and rankers fitted without it.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ticketlint.asking import questions
from ticketlint.config.settings import Config
from ticketlint.evaluation.evaluating import Evaluation, ReadCase, measure
from ticketlint.evaluation.report import as_json, write_text
from ticketlint.rules.measurements import MEASUREMENTS, SAMPLES
from ticketlint.run.selection import resolve
from training.asking.material import LEARNT, example_of
from training.asking.train import figures, validated
from training.folds import LabelledCase, labelled_cases
from training.scoring.cases import read_cases as scoring_cases
from training.scoring.fit import cross_validated, needed_facts

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
    samples = {name: as_json(_measured(name, cases, arguments.shared)) for name in SAMPLES}
    told = {"schema_version": SCHEMA_VERSION, "samples": samples}
    arguments.output.write_text(json.dumps(told, ensure_ascii=True, indent=1) + "\n", "utf-8")


def _measured(sample: str, cases: Sequence[LabelledCase], shared: Path) -> Evaluation:
    files = FILES[sample]
    read = [
        ReadCase(one.labelled, one.doc, one.kind_without_type) for one in cases if one.file in files
    ]
    evaluation = measure(read, [f"{name}.jsonl" for name in files], Config())
    if sample == "cross":
        evaluation = _left_out(evaluation, cases, shared)
    print(f"\n== {sample}: {SAMPLES[sample]}\n")
    write_text(evaluation, (), sys.stdout)
    return evaluation


def _left_out(evaluation: Evaluation, cases: Sequence[LabelledCase], shared: Path) -> Evaluation:
    """Return the figures with those of cards and rankers that saw nothing of a project."""
    rank = cross_validated(scoring_cases(shared), needed_facts())["all"]
    score = replace(evaluation.ranks["score"], spearman=rank)
    learnt = [one for one in cases if one.file in LEARNT]
    rankers = validated(learnt, [example_of(one) for one in learnt])
    asked = figures(learnt, rankers, resolve(Config()).wordings, questions.SILENT)
    return replace(evaluation, ranks={**evaluation.ranks, "score": score}, asked=asked)


if __name__ == "__main__":
    main()
