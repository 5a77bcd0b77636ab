"""Train the kind classifier: `python -m training.kinds --shared ../shared`."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ticketlint.learned.kind_features import kind_features
from ticketlint.learned.linear import DATA, Features, Linear, softmax
from ticketlint.model import Kind
from ticketlint.outline import MAX_PASSAGE_CHARS, outline
from training.linear import fit, linear, matrix, save
from training.roles_tickets import Labelled, read_more_kinds, read_more_roles, read_training

KINDS = tuple(Kind)
ROWS, STRENGTH, FOLDS = 1 << 13, 0.2, 10

Vector = Any


def features_of(labelled: Labelled) -> Features:
    """Return the features of a ticket as the linter sees it, its type and labels hidden."""
    part = outline(replace(labelled.ticket, type="", labels=()), {})
    text = "\n".join(passage.text for passage in part.passages if passage.field != "title")
    return kind_features(labelled.ticket.title, part.sections, text[:MAX_PASSAGE_CHARS])


def train_kinds(rows: Sequence[Features], kinds: Sequence[Kind]) -> Linear:
    """Return the classifier fitted to tickets that count the same each."""
    targets = np.array([KINDS.index(kind) for kind in kinds])
    model = fit(matrix(rows, ROWS), targets, np.ones(len(targets)), STRENGTH)
    return linear(model, len(KINDS))


def chances(model: Linear, rows: Sequence[Features]) -> list[Mapping[Kind, float]]:
    """Return the probabilities of the kinds of each ticket."""
    return [dict(zip(KINDS, row, strict=True)) for row in softmax(model.scores(rows)).tolist()]


def left_out_chances(
    rows: Sequence[Features], kinds: Sequence[Kind], projects: Sequence[str]
) -> list[Mapping[Kind, float]]:
    """Return the chances of each ticket from a model that saw nothing of its project."""
    fold_of = fold_projects(projects, FOLDS)
    found: list[Mapping[Kind, float]] = [{}] * len(rows)
    for fold in range(FOLDS):
        held = [index for index, project in enumerate(projects) if fold_of[project] == fold]
        seen = [index for index, project in enumerate(projects) if fold_of[project] != fold]
        model = train_kinds([rows[i] for i in seen], [kinds[i] for i in seen])
        for index, chance in zip(held, chances(model, [rows[i] for i in held]), strict=True):
            found[index] = chance
    return found


def fold_projects(projects: Sequence[str], folds: int) -> dict[str, int]:
    """Return a fold for each project, the largest first into the emptiest fold."""
    sizes = {project: projects.count(project) for project in sorted(set(projects))}
    filled = [0] * folds
    fold_of = {}
    for project in sorted(sizes, key=lambda name: (-sizes[name], name)):
        fold_of[project] = filled.index(min(filled))
        filled[fold_of[project]] += sizes[project]
    return fold_of


def read_kinds(shared: Path) -> list[Labelled]:
    """Return all tickets whose kind may be trained on."""
    return read_training(shared) + read_more_roles(shared) + read_more_kinds(shared)


def main() -> None:
    """Train on everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    tickets = read_kinds(parser.parse_args().shared)
    rows = [features_of(one) for one in tickets]
    save(train_kinds(rows, [one.kinds[0] for one in tickets]), DATA / "kinds.npz")


if __name__ == "__main__":
    main()
