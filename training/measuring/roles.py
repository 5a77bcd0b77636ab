"""Measure role classifiers on projects and systems that they have not seen."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from ticketlint.annotation.networks.network import Network
from ticketlint.annotation.roles import ROLES
from ticketlint.model import Role
from training.kinds.guess import fold_projects
from training.networks.fitting import SENTENCES, fit_network, matrix_scores
from training.roles.examples import answering
from training.roles.material import Material, Rows
from training.roles.train import FAINT, aims_of
from training.tickets.demibud import FLAGS

# Projects, and systems of the researchers' reports, are parted into so many groups; each
# group is left out once.
PROJECT_FOLDS, SYSTEM_FOLDS = 10, 5

Pair = tuple[Role, Role]


@dataclass(frozen=True, slots=True)
class RoleScores:
    """Accuracy and macro-F1, 0 to 1, over `count` sentences; `f1` goes with `Role`."""

    count: int
    accuracy: float
    macro_f1: float
    f1: dict[Role, float]


def predicted(model: Network, rows: Rows) -> list[Role]:
    """Return the likeliest role of each sentence."""
    return [ROLES[index] for index in matrix_scores(model, rows.matrix).argmax(axis=1)]


def agreed_pairs(rows: Rows, found: Sequence[Role], keys: AbstractSet[str]) -> Iterator[Pair]:
    """Yield label and judgement of each unit that all passes agree on, of the tickets of `keys`.

    Headings and blocks are left out; a unit that no sentence of ours answers for counts as
    `other`.
    """
    starts = np.searchsorted(rows.owners, np.arange(len(rows.examples)))
    for example, start in zip(rows.examples, starts.tolist(), strict=True):
        for unit, index in example.units if example.key in keys else ():
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


def score_unseen_systems(material: Material) -> dict[Role, float]:
    """Return the F1 of observed, expected and step sentences in reports of unseen systems.

    A sentence that researchers gave two roles counts for both; ours has one.
    """
    fold_of = fold_projects([e.group for e in material.reports.examples], SYSTEM_FOLDS)
    both, either = dict.fromkeys(FLAGS.values(), 0), dict.fromkeys(FLAGS.values(), 0)
    others = [aims_of(material.labelled), aims_of(material.weak, FAINT)]
    for fold in range(SYSTEM_FOLDS):
        seen, unseen = material.reports.part(_groups(fold_of, fold))
        model = fit_network([*others, aims_of(seen, FAINT)], SENTENCES)
        for label, found in _judged_pairs(material, unseen, predicted(model, unseen)):
            for role in FLAGS.values():
                both[role] += role in label and found is role
                either[role] += (role in label) + (found is role)
    return {role: 2 * both[role] / either[role] for role in FLAGS.values()}


def _groups(fold_of: dict[str, int], fold: int) -> frozenset[str]:
    return frozenset(group for group, place in fold_of.items() if place == fold)


def _judged_pairs(
    material: Material, rows: Rows, found: Sequence[Role]
) -> Iterator[tuple[frozenset[Role], Role]]:
    starts = np.searchsorted(rows.owners, np.arange(len(rows.examples)))
    for example, start in zip(rows.examples, starts.tolist(), strict=True):
        for judged in material.judged[example.key]:
            index = answering(example, judged)
            yield judged.roles, Role.OTHER if index is None else found[start + index]


def score_unseen_projects(material: Material, keys: AbstractSet[str]) -> RoleScores:
    """Return the scores over the tickets of `keys`, each project unseen when it is judged.

    The teacher read all projects, so these networks do without it.
    """
    pairs: list[Pair] = []
    fold_of = fold_projects([e.group for e in material.labelled.examples], PROJECT_FOLDS)
    for fold in range(PROJECT_FOLDS):
        seen, unseen = material.labelled.part(_groups(fold_of, fold))
        weak, _ = material.weak.part(_groups(fold_of, fold))
        others = [aims_of(weak, FAINT), aims_of(material.reports, FAINT)]
        found = predicted(fit_network([aims_of(seen), *others], SENTENCES), unseen)
        pairs += agreed_pairs(unseen, found, keys)
    return score_roles(pairs)
