"""Train the kind classifier: `python -m training.kinds.train --taught FILE`."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ticketlint.annotation.kinds import KINDS, WEIGHTS, contract
from ticketlint.annotation.networks.features import softmax
from ticketlint.annotation.networks.network import Network
from ticketlint.model import Ticket
from training.kinds.guess import features_of, train_kinds
from training.networks.fitting import TICKETS, Aims, fit_network
from training.networks.linear import matrix
from training.networks.storing import save_network
from training.tickets.corpora import tickets_of
from training.tickets.facets import FACETS, columns
from training.tickets.labels import (
    Labelled,
    read_kinds,
)
from training.tickets.taught import read_taught

# So much counts a ticket that nobody labelled, and so much the teacher's judgement of it
# beside that of the linear classifier.
UNLABELLED, TEACHER = 0.5, 0.5

Vector = Any
Taught = tuple[Sequence[Ticket], Vector]


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
    parser = argparse.ArgumentParser(prog="python -m training.kinds.train", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--taught", type=Path, required=True, help="file of training.teaching.tickets"
    )
    arguments = parser.parse_args()
    taught = read_taught(arguments.taught)
    found = tickets_of(arguments.shared, taught)
    kinds = columns(FACETS)["kind"]
    judged = [found[key] for key in taught], np.vstack(list(taught.values()))[:, kinds]
    save_network(train_network(read_kinds(arguments.shared), judged), WEIGHTS, contract())


if __name__ == "__main__":
    main()
