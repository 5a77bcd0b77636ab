"""Train the readiness classifier: `python -m training.readiness --taught FILE`."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ticketlint.document import sentences_of
from ticketlint.learned.features import DATA, Features
from ticketlint.learned.network import Network
from ticketlint.model import Ticket
from ticketlint.outline import outline
from ticketlint.pipeline import load_pipeline
from ticketlint.readiness import HEADS, features_of
from training.facets import FACETS, Facet, Labels, columns
from training.linear import matrix
from training.network import JUDGED, Aims, Head, fit_network, save_network
from training.roles_tickets import Labelled, read_corpora, read_training
from training.taught import read_taught

# So much counts a ticket that nobody labelled; on dev .15, .4 and 1 do as well.
UNLABELLED = 0.4

Vector = Any


def shipped_facets() -> list[Facet]:
    """Return the facets that the classifier answers, in the order of its columns."""
    by_name = {facet.name: facet for facet in FACETS}
    facets = [by_name[name] for name in HEADS]
    assert [len(facet.values) for facet in facets] == list(HEADS.values())
    return facets


def ticket_features(tickets: Sequence[Ticket]) -> list[Features]:
    """Return what the classifier reads of each ticket, as the linter sees it."""
    nlp = load_pipeline()
    rows: list[Features] = []
    for ticket in tickets:
        part = outline(ticket, {})
        docs = list(nlp.pipe(passage.text for passage in part.passages))
        rows.append(features_of(part, docs, list(sentences_of(part, docs))))
    return rows


def known(facets: Sequence[Facet], labels: Labels) -> Vector:
    """Return 1 for each class that a pass gave, shape (all classes,)."""
    row = np.zeros(sum(len(facet.values) for facet in facets))
    for facet, place in zip(facets, columns(facets).values(), strict=True):
        target = facet.target(labels)
        if target >= 0:
            row[place.start + target] = 1.0
    return row


def train_readiness(
    labelled: Sequence[Labelled], others: Sequence[Ticket], taught: Mapping[str, Vector]
) -> Network:
    """Return the network fitted to labelled tickets and to what a teacher judged of others."""
    facets = shipped_facets()
    places = columns(FACETS)
    rows = ticket_features([one.ticket for one in labelled])
    told = np.vstack([known(facets, one.answers[0]) for one in labelled])
    judged = np.vstack(
        [np.concatenate([taught[t.key][0][places[f.name]] for f in facets]) for t in others]
    )
    parts = (
        Aims(matrix(rows, JUDGED.rows), told, np.ones(len(rows))),
        Aims(
            matrix(ticket_features(others), JUDGED.rows),
            judged,
            np.full(len(others), UNLABELLED),
        ),
    )
    return fit_network(parts, JUDGED, [Head(len(facet.values), facet.weight) for facet in facets])


def main() -> None:
    """Train on everything but `dev` and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--taught", type=Path, required=True, help="file of training.taught")
    arguments = parser.parse_args()
    taught = read_taught(arguments.taught)
    found = {one.key: one for one in read_corpora(arguments.shared) if one.key in taught}
    others = [found[key] for key in taught]
    network = train_readiness(read_training(arguments.shared), others, taught)
    save_network(network, DATA / "readiness.npz")


if __name__ == "__main__":
    main()
