"""Measure the role classifier: on dev, on unseen projects and on unseen systems."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ticketlint.learned.linear import Linear
from ticketlint.model import Role
from training.kinds import fold_projects
from training.roles import ROLES, Material, Rows, train_roles
from training.roles_demibud import FLAGS, answering

# Systems of the researchers' reports are parted into so many groups; each is left out once.
SYSTEM_FOLDS = 5

Pair = tuple[Role, Role]


@dataclass(frozen=True, slots=True)
class RoleScores:
    """Accuracy and macro-F1, 0 to 1, over `count` sentences; `f1` goes with `Role`."""

    count: int
    accuracy: float
    macro_f1: float
    f1: dict[Role, float]


def predicted(model: Linear, rows: Rows) -> list[Role]:
    """Return the likeliest role of each sentence."""
    scores = rows.matrix @ model.weights + model.bias
    return [ROLES[index] for index in scores.argmax(axis=1)]


def agreed_pairs(rows: Rows, found: Sequence[Role]) -> Iterator[Pair]:
    """Yield label and judgement of each unit that all passes agree on.

    Headings and blocks are left out; a unit that no sentence of ours answers for counts as
    `other`.
    """
    starts = np.searchsorted(rows.owners, np.arange(len(rows.examples)))
    for example, start in zip(rows.examples, starts.tolist(), strict=True):
        for unit, index in example.units:
            if unit.kind == "text" and len(set(unit.roles)) == 1:
                yield unit.roles[0], Role.OTHER if index is None else found[start + index]


def score_roles(pairs: Sequence[Pair]) -> RoleScores:
    """Return the scores of pairs of label and judgement."""
    f1 = {}
    for role in ROLES:
        both = sum(label is found is role for label, found in pairs)
        either = sum((label is role) + (found is role) for label, found in pairs)
        if any(label is role for label, _ in pairs):
            f1[role] = 2 * both / either
    right = sum(label is found for label, found in pairs)
    return RoleScores(len(pairs), right / len(pairs), sum(f1.values()) / len(f1), f1)


def score_dev(material: Material) -> RoleScores:
    """Return the scores on `dev.jsonl`, trained on everything else."""
    model = train_roles([material.labelled, material.reports, material.weak])
    return score_roles(list(agreed_pairs(material.dev, predicted(model, material.dev))))


def score_unseen_systems(material: Material) -> dict[Role, float]:
    """Return the F1 of observed, expected and step sentences in reports of unseen systems.

    A sentence that researchers gave two roles counts for both; ours has one.
    """
    fold_of = fold_projects([e.group for e in material.reports.examples], SYSTEM_FOLDS)
    both, either = dict.fromkeys(FLAGS.values(), 0), dict.fromkeys(FLAGS.values(), 0)
    for fold in range(SYSTEM_FOLDS):
        groups = frozenset(group for group, place in fold_of.items() if place == fold)
        seen, unseen = material.reports.part(groups)
        model = train_roles([material.labelled, seen, material.weak])
        for label, found in _judged_pairs(material, unseen, predicted(model, unseen)):
            for role in FLAGS.values():
                both[role] += role in label and found is role
                either[role] += (role in label) + (found is role)
    return {role: 2 * both[role] / either[role] for role in FLAGS.values()}


def _judged_pairs(
    material: Material, rows: Rows, found: Sequence[Role]
) -> Iterator[tuple[frozenset[Role], Role]]:
    starts = np.searchsorted(rows.owners, np.arange(len(rows.examples)))
    for example, start in zip(rows.examples, starts.tolist(), strict=True):
        for judged in material.judged[example.key]:
            index = answering(example, judged)
            yield judged.roles, Role.OTHER if index is None else found[start + index]


def score_unseen_projects(material: Material) -> RoleScores:
    """Return the scores over all training tickets, each project left out once."""
    pairs: list[Pair] = []
    for project in sorted({example.group for example in material.labelled.examples}):
        seen, unseen = material.labelled.part(frozenset({project}))
        weak, _ = material.weak.part(frozenset({project}))
        pairs += agreed_pairs(
            unseen, predicted(train_roles([seen, weak, material.reports]), unseen)
        )
    return score_roles(pairs)
