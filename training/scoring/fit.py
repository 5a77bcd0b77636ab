"""Fit the points of the scorecard to the labelled clarity: `python -m training.scoring.fit`.

Least squares with fixed signs on the scale of the score: no intercept, so that the points of a
ticket are all there is; the giving points of a kind sum to 100; no fact has more than 13.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
from scipy.optimize import lsq_linear

from ticketlint.config.scoretable import OTHERS
from ticketlint.model import Kind
from ticketlint.rules.measurements import spearman
from ticketlint.rules.scorecard import read_scorecard, shipped_scorecard
from ticketlint.scoring.facts import FACTS, Fact
from training.scoring.cases import FITTED, FOLDS, Case, of_files, read_cases

CARD = Path(__file__).with_name("scorecard.yaml.in")
# No fact moves a score by more points than this; one that a single word switches, by less, for
# the same word moves others.
MOST = 13.0
SWITCHED: Mapping[str, float] = {
    "title": 11.0,
    "title-verb": 4.0,
    "title-condition": 4.0,
    "vague-words": 10.0,
    "open-points": 10.0,
    "clear": 11.5,
    "outcome": 10.5,
    "done": 9.5,
    "inquiry": 6.0,
    "reason": 7.5,
    "title-words": 11.5,
    "wish": 10.5,
}
# A part that a level asks for counts something, even where readers seldom miss it, and so do
# these: a score that says nothing of them would be hard to explain.
LEAST = 1.0
TOLD = frozenset({"criteria", "actor", "unfilled", "solution-only", "loose-terms"})
# What levels ask for and no points are fitted to: other facts count what a description tells.
UNCOUNTED = frozenset({"described", "fault", "contrary", "sight"})
# What readers of reports take for the core of a bug, and what they call a score too high for; the
# rank of new projects is the same with these and without.
CORE: Mapping[str, float] = {
    "expected": 5.0,
    "steps": 5.0,
    "environment": 3.0,
    "undecided": 6.0,
    "plea": 5.0,
}
# Kinds that are fitted apart: with five of them new projects are ranked no better.
GROUPS: tuple[tuple[Kind, ...], ...] = (
    (Kind.BUG,),
    (Kind.SPIKE,),
    (Kind.STORY, Kind.TASK, Kind.EPIC),
)
# How much a weight is held to 0 and to the same fact in the other groups, for each ticket; how
# much the sum of the giving points is held to 100. Chosen by cross-validation.
RIDGE, LIKENESS, SUM = 0.002, 1.0, 10.0
# Where a reader puts a ticket of clarity 1 to 5 on the scale of the score: the middle of what
# such a ticket is given ("one minor question" is 70 to 89). Least squares shrink towards the
# middle, `WIDER` widens it again; with more, or another middle, fewer tickets that were left out
# come within 20 points of their reader, with less they are ranked worse.
SCALE = (15.0, 40.0, 60.0, 80.0, 95.0)
MIDDLE, WIDER = 70.0, 1.4
# Readers of reports put tickets lower than those who labelled them: of 200 of their verdicts on
# scores that were fitted without this 36 were "too high" and 10 "too low".
LOWER = 4.0
# Readers call a score believable within so many points of theirs.
NEAR = 20

Matrix = Any
Cell = tuple[str, int]


def cells() -> list[Cell]:
    """Return each number of the card: a fact in a group of kinds."""
    return [
        (name, number)
        for name, fact in _counted()
        for number, group in enumerate(GROUPS)
        if set(group) & set(fact.kinds)
    ]


def _counted() -> Iterator[tuple[str, Fact]]:
    return ((name, fact) for name, fact in FACTS.items() if name not in UNCOUNTED)


def matrix(cases: Sequence[Case]) -> Matrix:
    """Return the facts of the cases, shape (cases, cells); those that take points are negative."""
    places = {cell: at for at, cell in enumerate(cells())}
    rows = np.zeros((len(cases), len(places)))
    for row, case in zip(rows, cases, strict=True):
        group = next(n for n, kinds in enumerate(GROUPS) if case.kind in kinds)
        for name in case.facts.keys() - UNCOUNTED:
            value = case.facts[name]
            row[places[name, group]] = -value if FACTS[name].takes else value
    return rows


def fit(cases: Sequence[Case], needed: frozenset[str]) -> Matrix:
    """Return the points of each cell, 0 to 13; facts that are `needed` have 1 at least."""
    rows, own = matrix(cases), cells()
    clarity = np.array([case.clarity for case in cases])
    aims = MIDDLE + WIDER * (on_scale(clarity) - MIDDLE) - LOWER
    left = rows.T @ rows + len(cases) * _held(own)
    right = rows.T @ aims
    for group in range(len(GROUPS)):
        gives = np.array([float(at == group and not FACTS[name].takes) for name, at in own])
        left += len(cases) * SUM * np.outer(gives, gives)
        right += len(cases) * SUM * 100 * gives
    root = np.linalg.cholesky(left)
    least = np.array([CORE.get(name, LEAST * (name in needed)) for name, _ in own])
    most = np.array([SWITCHED.get(name, MOST) for name, _ in own])
    return lsq_linear(root.T, np.linalg.solve(root, right), (least, most), method="bvls").x


def on_scale(clarity: Matrix) -> Matrix:
    """Return where readers put tickets of a clarity, 1 to 5, on the scale of the score."""
    return np.interp(clarity, np.arange(1, 6), SCALE)


def _held(own: Sequence[Cell]) -> Matrix:
    """Return what holds the weights: to nothing, and to each other across the groups."""
    held = np.eye(len(own)) * RIDGE
    for name, _ in _counted():
        same = [at for at, (other, _) in enumerate(own) if other == name]
        likeness = np.eye(len(same)) - 1 / len(same)
        held[np.ix_(same, same)] += LIKENESS * likeness
    return held


def cross_validated(cases: Sequence[Case], needed: frozenset[str]) -> Mapping[str, float]:
    """Return Spearman of score and clarity: all projects left out in turn, by file, and unseen.

    The names with "near" are the share of tickets whose score is within 20 points of its reader's.
    """
    known = of_files(cases, (*FITTED, "dev"))
    scores = np.zeros(len(known))
    for fold in range(FOLDS):
        inside = [at for at, case in enumerate(known) if case.fold == fold]
        others = [case for case in of_files(known, FITTED) if case.fold != fold]
        scores[inside] = scored([known[at] for at in inside], fit(others, needed))
    found = {"all": _rank(known, scores), "all, near": _near(known, scores)}
    for file in (*FITTED, "dev"):
        inside = [at for at, case in enumerate(known) if case.file == file]
        found[file] = _rank([known[at] for at in inside], scores[inside])
    new = of_files(cases, ("unseen",))
    scores = scored(new, fit(of_files(cases, FITTED), needed))
    return {**found, "unseen": _rank(new, scores), "unseen, near": _near(new, scores)}


def scored(cases: Sequence[Case], points: Matrix) -> Matrix:
    """Return the scores of cases, 0 to 100."""
    return np.clip(matrix(cases) @ points, 0, 100)


def _rank(cases: Sequence[Case], scores: Matrix) -> float:
    return spearman(scores.tolist(), [case.clarity for case in cases]) or 0.0


def _near(cases: Sequence[Case], scores: Matrix) -> float:
    wanted = on_scale(np.array([case.clarity for case in cases]))
    return float(np.mean(abs(scores - wanted) <= NEAR))


def numbers(points: Matrix) -> dict[str, str]:
    """Return the numbers of each fact as they stand in the card, by its name in the template."""
    by_cell = dict(zip(cells(), points.tolist(), strict=True))
    sums = [
        sum(value for (name, at), value in by_cell.items() if at == group and not FACTS[name].takes)
        for group in range(len(GROUPS))
    ]
    told = {}
    for name, fact in _counted():
        values = {
            kind: round(by_cell[name, group] * 100 / sums[group], 1)
            for group, kinds in enumerate(GROUPS)
            for kind in kinds
            if kind in fact.kinds
        }
        told[name.replace("-", "_")] = _as_yaml(values)
    return told


def _as_yaml(values: Mapping[Kind, float]) -> str:
    """Return one number, or a mapping of kinds where they differ."""
    rest = values.get(Kind.STORY)
    if rest is None or len(values) < len(Kind):
        return "{" + ", ".join(f"{kind.value}: {value:g}" for kind, value in values.items()) + "}"
    odd = {kind: value for kind, value in values.items() if value != rest}
    if not odd:
        return f"{rest:g}"
    told = [f"{kind.value}: {value:g}" for kind, value in odd.items()]
    return "{" + ", ".join([*told, f"{OTHERS}: {rest:g}"]) + "}"


def needed_facts() -> frozenset[str]:
    """Return the facts that a level of the card that ships asks for."""
    levels = read_scorecard(shipped_scorecard(), FACTS).levels.values()
    return TOLD.union(*((*needs.refined, *needs.ready) for needs in levels))


def main() -> None:
    """Fit to the training files, write the card and print how it ranks tickets of new projects."""
    parser = argparse.ArgumentParser(prog="python -m training.scoring.fit", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments = parser.parse_args()
    cases, needed = read_cases(arguments.shared), needed_facts()
    fitted = of_files(cases, FITTED)
    filled = Template(CARD.read_text("utf-8")).substitute(
        numbers(fit(fitted, needed)), tickets=f"{len(fitted):,}"
    )
    shipped_scorecard().write_text(filled, "utf-8")
    for name, rank in cross_validated(cases, needed).items():
        print(f"{name:15} {rank:.3f}")


if __name__ == "__main__":
    main()
