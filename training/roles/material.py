"""All that roles are learnt from, as numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language

from ticketlint.annotation.networks.role_features import role_features
from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.annotation.roles import ROLES
from ticketlint.model import Kind
from training.kinds.guess import chances, features_of, left_out_chances, train_kinds
from training.networks.fitting import SENTENCES
from training.networks.linear import Linear, matrix
from training.roles.examples import (
    Example,
    read_sentences,
    weak_example,
    weak_tickets,
    with_judgements,
    with_labels,
)
from training.tickets.demibud import Judged, read_reports
from training.tickets.labels import (
    Labelled,
    held_back,
    read_kinds,
    read_labelled,
    read_more_roles,
    read_training,
)

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


@dataclass(frozen=True, slots=True)
class Material:
    """What people or headings said of sentences.

    `judged` are the sentences of the reports by the report's key, as researchers cut them;
    `kinds` guesses the kind of tickets whose kind nobody told.
    """

    labelled: Rows
    reports: Rows
    weak: Rows
    judged: Mapping[str, Sequence[Judged]]
    kinds: Linear


def rows_of(examples: Sequence[Example], kinds: Sequence[Mapping[Kind, float]]) -> Rows:
    """Return the examples as numbers; `kinds` are the chances of each ticket's kind."""
    features, targets, weights, owners = [], list[int](), list[float](), list[int]()
    for number, (example, chance) in enumerate(zip(examples, kinds, strict=True)):
        features += role_features(example.facts, chance)
        known = example.targets or (None,) * len(example.facts)
        targets += [-1 if role is None else ROLES.index(role) for role in known]
        weights += example.weights or (1.0,) * len(known)
        owners += [number] * len(known)
    return Rows(
        tuple(examples),
        matrix(features, SENTENCES.rows),
        np.array(targets),
        np.array(weights),
        np.array(owners, dtype=int),
    )


def read_material(shared: Path) -> Material:
    """Read and annotate the labelled tickets, the researchers' reports and some of the corpora."""
    nlp = load_pipeline()
    told = read_kinds(shared)
    features = [features_of(one) for one in told]
    own = [one.kinds[0] for one in told]
    kinds = train_kinds(features, own)
    seen = left_out_chances(features, own, [one.ticket.project for one in told])
    trained = read_training(shared) + read_more_roles(shared)
    dev = read_labelled(shared / "labels" / "dev.jsonl")
    reports, judged = read_reports(shared)
    answers = zip(read_sentences(reports, nlp), judged, strict=True)
    telling = weak_tickets(shared, held_back(trained + dev), WEAK_TICKETS, SEED)
    headed = [weak_example(e) for e in read_sentences(telling, nlp)]
    return Material(
        labelled=rows_of(_labelled_examples(trained, nlp), seen[: len(trained)]),
        reports=_guessed_rows([with_judgements(*one) for one in answers], kinds),
        weak=_guessed_rows(headed, kinds),
        judged={ticket.key: own for ticket, own in zip(reports, judged, strict=True)},
        kinds=kinds,
    )


def _labelled_examples(tickets: Sequence[Labelled], nlp: Language) -> list[Example]:
    found = read_sentences([one.ticket for one in tickets], nlp)
    return [with_labels(example, one) for example, one in zip(found, tickets, strict=True)]


def _guessed_rows(examples: Sequence[Example], kinds: Linear) -> Rows:
    own = [Labelled(example.outline.ticket, "", (), (Kind.TASK,)) for example in examples]
    return rows_of(examples, chances(kinds, [features_of(one) for one in own]))
