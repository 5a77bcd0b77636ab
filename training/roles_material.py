"""All that roles are learnt from, as numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language

from ticketlint.learned.role_features import role_features
from ticketlint.model import Kind, Role, Ticket
from ticketlint.pipeline import load_pipeline
from training.kinds import chances, features_of, left_out_chances, read_kinds, train_kinds
from training.linear import matrix
from training.network import SENTENCES
from training.roles_demibud import Judged, read_reports, with_judgements
from training.roles_examples import (
    Example,
    read_sentences,
    weak_example,
    weak_tickets,
    with_labels,
)
from training.roles_tickets import (
    Labelled,
    held_back,
    read_corpora,
    read_labelled,
    read_more_roles,
    read_training,
)

ROLES = tuple(Role)
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
    """All that roles are learnt from and, in `dev`, chosen by.

    `judged` are the sentences of the reports by the report's key, as researchers cut them;
    row i of `taught` are the teacher's chances of the roles for sentence i of `unlabelled`.
    """

    labelled: Rows
    reports: Rows
    weak: Rows
    unlabelled: Rows
    dev: Rows
    judged: Mapping[str, Sequence[Judged]]
    taught: Vector


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


def read_material(shared: Path, taught: Mapping[str, Vector]) -> Material:
    """Read and annotate the labelled tickets, the researchers' reports and the corpora.

    `taught` are the teacher's chances by the keys of the tickets that it judged.
    """
    nlp = load_pipeline()
    kinds = read_kinds(shared)
    features = [features_of(one) for one in kinds]
    own = [one.kinds[0] for one in kinds]
    model = train_kinds(features, own)
    seen = left_out_chances(features, own, [one.ticket.project for one in kinds])

    def sentences(tickets: Sequence[Ticket], origin: str) -> list[Example]:
        return list(read_sentences(tickets, nlp, origin))

    def labelled(tickets: Sequence[Labelled]) -> list[Example]:
        found = sentences([one.ticket for one in tickets], "labels")
        return [with_labels(e, one) for e, one in zip(found, tickets, strict=True)]

    def guessed(tickets: Sequence[Ticket], examples: Sequence[Example]) -> Rows:
        rows = [features_of(Labelled(ticket, "", (), (Kind.TASK,))) for ticket in tickets]
        return rows_of(examples, chances(model, rows))

    trained = read_training(shared) + read_more_roles(shared)
    dev = read_labelled(shared / "labels" / "dev.jsonl")
    reports, judged = read_reports(shared)
    answers = zip(sentences(reports, "reports"), judged, strict=True)
    telling = weak_tickets(shared, held_back(trained + dev), WEAK_TICKETS, SEED)
    others, unlabelled = _judged_examples(shared, taught, nlp)
    return Material(
        labelled=rows_of(labelled(trained), seen[: len(trained)]),
        reports=guessed(reports, [with_judgements(*one) for one in answers]),
        weak=guessed(telling, [weak_example(e) for e in sentences(telling, "headings")]),
        unlabelled=guessed(others, unlabelled),
        dev=guessed([one.ticket for one in dev], labelled(dev)),
        judged={ticket.key: own for ticket, own in zip(reports, judged, strict=True)},
        taught=np.vstack([taught[example.key] for example in unlabelled]),
    )


def _judged_examples(
    shared: Path, taught: Mapping[str, Vector], nlp: Language
) -> tuple[list[Ticket], list[Example]]:
    """Return the tickets that the teacher judged, but those cut otherwise since then."""
    found = {ticket.key: ticket for ticket in read_corpora(shared) if ticket.key in taught}
    examples = read_sentences([found[key] for key in taught], nlp, "corpora")
    kept = [example for example in examples if len(example.facts) == len(taught[example.key])]
    return [example.outline.ticket for example in kept], kept
