"""Train the readiness classifier: `python -m training.readiness.train --taught FILE`."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ticketlint.annotation.cues import cue
from ticketlint.annotation.document import sentences_of
from ticketlint.annotation.networks.features import Features
from ticketlint.annotation.networks.network import Network
from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.annotation.readiness import HEADS, WEIGHTS, contract, features_of
from ticketlint.cleaning.outline import outline
from ticketlint.model import Ticket
from training.networks.fitting import JUDGED, Aims, Head, Shape, fit_network
from training.networks.linear import matrix
from training.networks.storing import save_network
from training.tickets.corpora import tickets_of
from training.tickets.demibud import read_bugs
from training.tickets.facets import FACETS, Facet, Labels, columns
from training.tickets.labels import Labelled, read_training
from training.tickets.taught import read_taught

# So much counts a ticket that nobody labelled; on dev .15, .4 and 1 do as well.
UNLABELLED = 0.4
# So much counts a report that researchers judged; with 1 the other answers get worse on dev.
REPORT = 0.5

Vector = Any


def shipped_facets() -> list[Facet]:
    """Return the facets that the classifier answers, in the order of its columns."""
    by_name = {facet.name: facet for facet in FACETS}
    facets = [by_name[name] for name in HEADS]
    assert [facet.called for facet in facets] == list(HEADS.values())
    return facets


def ticket_features(tickets: Sequence[Ticket]) -> list[Features]:
    """Return what the classifier reads of each ticket, as the linter sees it."""
    nlp = load_pipeline()
    rows: list[Features] = []
    for ticket in tickets:
        part = cue(outline(ticket, {}))
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


def told_aims(tickets: Sequence[Labelled], trust: float = 1.0) -> Aims:
    """Return tickets with what the first pass says of each; `trust` is 0 to 1."""
    facets = shipped_facets()
    rows = matrix(ticket_features([one.ticket for one in tickets]), JUDGED.rows)
    told = np.vstack([known(facets, one.answers[0]) for one in tickets])
    return Aims(rows, told, np.full(len(tickets), trust))


def taught_aims(tickets: Sequence[Ticket], taught: Mapping[str, Vector]) -> Aims:
    """Return tickets that nobody labelled with what a teacher says of each, by its key."""
    places = columns(FACETS)
    judged = np.vstack(
        [np.concatenate([taught[t.key][0][places[name]] for name in HEADS]) for t in tickets]
    )
    rows = matrix(ticket_features(tickets), JUDGED.rows)
    return Aims(rows, judged, np.full(len(tickets), UNLABELLED))


def fit_readiness(parts: Sequence[Aims], shape: Shape = JUDGED) -> Network:
    """Return the network fitted to all parts."""
    heads = [Head(len(facet.values), facet.weight) for facet in shipped_facets()]
    return fit_network(parts, shape, heads)


def main() -> None:
    """Train on everything but `dev` and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.readiness.train", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--taught", type=Path, required=True, help="file of training.teaching.tickets"
    )
    arguments = parser.parse_args()
    taught = read_taught(arguments.taught)
    found = tickets_of(arguments.shared, taught)
    parts = [
        told_aims(read_training(arguments.shared)),
        told_aims(read_bugs(arguments.shared), REPORT),
        taught_aims([found[key] for key in taught], taught),
    ]
    save_network(fit_readiness(parts), WEIGHTS, contract())


if __name__ == "__main__":
    main()
