"""Train the role classifier: `python -m training.roles --shared ../shared`."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from ticketlint.learned.linear import DATA, Linear
from ticketlint.learned.role_features import role_features
from ticketlint.model import Kind, Role, Ticket
from ticketlint.pipeline import load_pipeline
from training.kinds import chances, features_of, left_out_chances, read_kinds, train_kinds
from training.roles_demibud import Judged, read_reports, with_judgements
from training.roles_examples import (
    Example,
    read_sentences,
    weak_example,
    weak_tickets,
    with_labels,
)
from training.roles_fit import fit, linear, matrix, save
from training.roles_tickets import (
    Labelled,
    held_back,
    read_labelled,
    read_more_roles,
    read_training,
)

ROLES = tuple(Role)
ROWS, STRENGTH = 1 << 16, 0.2
# Sentences that researchers or headings gave a role count so much of a labelled one; of
# 0, .1, .15 and .25 this gave the best mean of dev and unseen projects.
FAINT = 0.15
# Tickets of each tracker whose headings are learnt from, and the seed that picks them.
WEAK_TICKETS, SEED = 1200, 3

Vector = Any
Matrix = Any


@dataclass(frozen=True, slots=True)
class Rows:
    """Examples as numbers: row i of `matrix` is a sentence of example `owners[i]`.

    `targets[i]` is an index of `ROLES`, -1 where the role is not known; `weights[i]` is how
    far it is trusted, 0 to 1.
    """

    examples: tuple[Example, ...]
    matrix: Matrix
    targets: Vector
    weights: Vector
    owners: Vector

    def part(self, groups: frozenset[str]) -> tuple["Rows", "Rows"]:
        """Return the rows of the examples outside the groups and of those inside."""
        inside = np.array([example.group in groups for example in self.examples], dtype=bool)
        return self._of(~inside), self._of(inside)

    def _of(self, wanted: Vector) -> "Rows":
        kept = wanted[self.owners]
        places = np.cumsum(wanted) - 1
        return Rows(
            tuple(e for e, keep in zip(self.examples, wanted, strict=True) if keep),
            self.matrix[kept],
            self.targets[kept],
            self.weights[kept],
            places[self.owners[kept]],
        )


def rows_of(
    examples: Sequence[Example], kinds: Sequence[Mapping[Kind, float]], trust: float = 1.0
) -> Rows:
    """Return the examples as numbers; `kinds` are the chances of each ticket's kind."""
    features, targets, weights, owners = [], list[int](), list[float](), list[int]()
    for number, (example, chance) in enumerate(zip(examples, kinds, strict=True)):
        features += role_features(example.facts, chance)
        known = example.targets or (None,) * len(example.facts)
        targets += [-1 if role is None else ROLES.index(role) for role in known]
        weights += [trust * weight for weight in example.weights or (1.0,) * len(known)]
        owners += [number] * len(known)
    return Rows(
        tuple(examples),
        matrix(features, ROWS),
        np.array(targets),
        np.array(weights),
        np.array(owners, dtype=int),
    )


def train_roles(parts: Iterable[Rows]) -> Linear:
    """Return the classifier fitted to the sentences with a known role."""
    known = [(rows, rows.targets >= 0) for rows in parts]
    model = fit(
        sparse.vstack([rows.matrix[keep] for rows, keep in known]).tocsr(),
        np.concatenate([rows.targets[keep] for rows, keep in known]),
        np.concatenate([rows.weights[keep] for rows, keep in known]),
        STRENGTH,
    )
    return linear(model, len(ROLES))


@dataclass(frozen=True, slots=True)
class Material:
    """All that roles are learnt from and, in `dev`, chosen by.

    `judged` are the sentences of the reports by the report's key, as researchers cut them.
    """

    labelled: Rows
    reports: Rows
    weak: Rows
    dev: Rows
    judged: Mapping[str, Sequence[Judged]]


def read_material(shared: Path) -> Material:
    """Read and annotate the labelled tickets, the researchers' reports and the corpora."""
    nlp = load_pipeline()
    kinds = read_kinds(shared)
    features = [features_of(one) for one in kinds]
    own = [one.kinds[0] for one in kinds]
    model = train_kinds(features, own)
    seen = left_out_chances(features, own, [one.ticket.project for one in kinds])

    def sentences(tickets: Sequence[Ticket], origin: str) -> list[Example]:
        return list(read_sentences(tickets, nlp, {}, origin))

    def guesses(tickets: Sequence[Ticket]) -> list[Mapping[Kind, float]]:
        rows = [features_of(Labelled(ticket, "", (), (Kind.TASK,))) for ticket in tickets]
        return chances(model, rows)

    def labelled(tickets: Sequence[Labelled]) -> list[Example]:
        found = sentences([one.ticket for one in tickets], "labels")
        return [with_labels(e, one) for e, one in zip(found, tickets, strict=True)]

    trained = read_training(shared) + read_more_roles(shared)
    dev = read_labelled(shared / "labels" / "dev.jsonl")
    reports, judged = read_reports(shared)
    found = zip(sentences(reports, "reports"), judged, strict=True)
    telling = weak_tickets(shared, held_back(trained + dev), WEAK_TICKETS, SEED)
    return Material(
        labelled=rows_of(labelled(trained), seen[: len(trained)]),
        reports=rows_of([with_judgements(*one) for one in found], guesses(reports), FAINT),
        weak=rows_of(
            [weak_example(e) for e in sentences(telling, "headings")], guesses(telling), FAINT
        ),
        dev=rows_of(labelled(dev), guesses([one.ticket for one in dev])),
        judged={ticket.key: own for ticket, own in zip(reports, judged, strict=True)},
    )


def main() -> None:
    """Train on everything but `dev` and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    material = read_material(parser.parse_args().shared)
    model = train_roles([material.labelled, material.reports, material.weak])
    save(model, DATA / "roles.npz")


if __name__ == "__main__":
    main()
