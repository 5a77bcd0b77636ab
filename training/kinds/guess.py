"""Guess kinds by a linear classifier: of a project from other projects, where nobody told them."""

from collections.abc import Mapping, Sequence

import numpy as np

from ticketlint.annotation.kinds import KINDS
from ticketlint.annotation.networks.features import Features, softmax
from ticketlint.annotation.networks.kind_features import kind_features
from ticketlint.annotation.networks.shape_features import shape_features
from ticketlint.cleaning.outline import prose_of, read_fields
from ticketlint.config import budgets
from ticketlint.model import Kind
from training.networks.linear import Linear, fit, linear, matrix
from training.tickets.labels import Labelled

ROWS, STRENGTH, FOLDS = 1 << 13, 0.2, 10


def features_of(labelled: Labelled) -> Features:
    """Return the features of a ticket as the linter sees it, its type and labels hidden."""
    _, sections, passages = read_fields(labelled.ticket, {})
    text = prose_of(passages)[: budgets.PASSAGE_CHARS]
    shape = shape_features(labelled.ticket.title, sections, text)
    return kind_features(shape, labelled.ticket.title, sections, text)


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
