"""Train the kind classifier: `python -m training.kinds --taught FILE`."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ticketlint.annotation.networks.features import DATA, Features, softmax
from ticketlint.annotation.networks.kind_features import kind_features
from ticketlint.annotation.networks.network import Network
from ticketlint.annotation.networks.shape_features import shape_features
from ticketlint.cleaning.outline import prose_of, read_fields
from ticketlint.config.budgets import PASSAGE_CHARS
from ticketlint.model import Kind, Ticket
from training.facets import FACETS, columns
from training.linear import Linear, fit, linear, matrix
from training.network import TICKETS, Aims, fit_network, save_network
from training.roles_tickets import (
    Labelled,
    read_more_kinds,
    read_more_roles,
    read_training,
    tickets_of,
)
from training.taught import read_taught

KINDS = tuple(Kind)
ROWS, STRENGTH, FOLDS = 1 << 13, 0.2, 10
# So much counts a ticket that nobody labelled, and so much the teacher's judgement of it
# beside that of the linear classifier.
UNLABELLED, TEACHER = 0.5, 0.5

Vector = Any
Taught = tuple[Sequence[Ticket], Vector]


def features_of(labelled: Labelled) -> Features:
    """Return the features of a ticket as the linter sees it, its type and labels hidden."""
    _, sections, passages = read_fields(labelled.ticket, {})
    text = prose_of(passages)[:PASSAGE_CHARS]
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


def read_kinds(shared: Path) -> list[Labelled]:
    """Return all tickets whose kind may be trained on."""
    return read_training(shared) + read_more_roles(shared) + read_more_kinds(shared)


def train_network(tickets: Sequence[Labelled], taught: Taught) -> Network:
    """Return the network fitted to labelled tickets and to what a teacher judged.

    `taught` are tickets that nobody labelled and their chances, shape (tickets, kinds).
    """
    rows, kinds = [features_of(one) for one in tickets], [one.kinds[0] for one in tickets]
    others = [features_of(Labelled(ticket, "", (), ())) for ticket in taught[0]]
    own = np.log(softmax(train_kinds(rows, kinds).scores(others)) + 1e-6)
    blend = (1 - TEACHER) * own + TEACHER * np.log(taught[1] + 1e-6)
    known = np.eye(len(KINDS))[[KINDS.index(kind) for kind in kinds]]
    parts = (
        Aims(matrix(rows, TICKETS.rows), known, np.ones(len(rows))),
        Aims(matrix(others, TICKETS.rows), softmax(blend), np.full(len(others), UNLABELLED)),
    )
    return fit_network(parts, TICKETS)


def main() -> None:
    """Train on everything but `dev` and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--taught", type=Path, required=True, help="file of training.taught")
    arguments = parser.parse_args()
    taught = read_taught(arguments.taught)
    found = tickets_of(arguments.shared, taught)
    kinds = columns(FACETS)["kind"]
    judged = [found[key] for key in taught], np.vstack(list(taught.values()))[:, kinds]
    save_network(train_network(read_kinds(arguments.shared), judged), DATA / "kinds.npz")


if __name__ == "__main__":
    main()
