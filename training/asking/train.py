"""Train the ranker of questions: `python -m training.asking.train --shared ../shared`.

A few minutes; most of them go into reading the tickets. It prints the figures of a
cross-validation in groups of projects, then those on the files that are never learnt from.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np

from ticketlint.annotation.networks.network import Network
from ticketlint.asking import questions, ranking
from ticketlint.config.settings import Config
from ticketlint.evaluation.asked import AskedFigures, asked_figures
from ticketlint.judging import linter
from ticketlint.rules.questions import Wordings
from ticketlint.run.selection import resolve
from training.asking.fitting import fit_ranker
from training.asking.material import HELD_BACK, LEARNT, Example, example_of
from training.folds import FOLDS, LabelledCase, labelled_cases
from training.networks.storing import save_network

# Chances of silence for which the figures are printed.
SILENCES = (0.33, 0.36, 0.4, 1.0)


@contextmanager
def judged_by(network: Network, silent: float) -> Iterator[None]:
    """Let another ranker ask, and be silent from another chance on."""
    with (
        patch.object(ranking, "load_model", lambda: network),
        patch.object(linter, "load_ranker", lambda: network),
        patch.object(questions, "SILENT", silent),
    ):
        yield


def read_cases(shared: Path, files: Sequence[str]) -> list[LabelledCase]:
    """Return the labelled tickets as networks read them that do not know their project.

    A session loads a ranker, and that which ships may be learnt from other features.
    """
    classes = len(ranking.CLASSES)
    blank = Network(np.zeros((1, classes)), np.zeros(0), np.zeros((0, classes)), np.zeros(classes))
    with judged_by(blank, 0.0):
        return labelled_cases(shared, files)


def validated(cases: Sequence[LabelledCase], examples: Sequence[Example]) -> list[Network]:
    """Return for each case the ranker that saw nothing of its project."""
    folds = [case.fold for case in cases]
    rankers = [
        fit_ranker([one for one, own in zip(examples, folds, strict=True) if own != fold])
        for fold in range(FOLDS)
    ]
    return [rankers[fold] for fold in folds]


def figures(
    cases: Sequence[LabelledCase], rankers: Sequence[Network], wordings: Wordings, silent: float
) -> AskedFigures:
    """Return how the questions of each case's ranker agree with those of readers."""
    told = []
    for case, ranker in zip(cases, rankers, strict=True):
        with judged_by(ranker, silent):
            told.append((case.labelled.labels, questions.ask(case.doc, wordings, 3)))
    return asked_figures(told)


def main() -> None:
    """Validate, train on all that may be learnt from, write the weights, print the figures."""
    parser = argparse.ArgumentParser(prog="python -m training.asking.train", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--quick", action="store_true", help="leave out the cross-validation")
    args = parser.parse_args()
    wordings = resolve(Config()).wordings
    cases = read_cases(args.shared, LEARNT)
    examples = [example_of(case) for case in cases]
    if not args.quick:
        rankers = validated(cases, examples)
        for silent in SILENCES:
            print(f"cross-validation, silent above {silent}:")
            print(f"  {figures(cases, rankers, wordings, silent)}", flush=True)
    ranker = fit_ranker(examples)
    save_network(ranker, ranking.WEIGHTS, ranking.contract())
    ranking.load_model.cache_clear()
    for file in HELD_BACK:
        held = read_cases(args.shared, (file,))
        shipped = [ranking.load_model()] * len(held)
        print(f"{file}: {figures(held, shipped, wordings, questions.SILENT)}", flush=True)


if __name__ == "__main__":
    main()
