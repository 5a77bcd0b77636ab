"""Fit the classifier of kinds."""

from collections.abc import Collection, Sequence

import numpy as np

from ticketlint.annotation.kinds import KINDS
from ticketlint.annotation.networks.network import Network
from training.kinds.guess import features_of
from training.networks.fitting import TICKETS, Aims, fit_network
from training.networks.linear import matrix
from training.tickets.labels import Labelled


def kind_aims(tickets: Sequence[Labelled]) -> Aims:
    """Return the tickets with the kind that the first pass gave each."""
    rows = matrix([features_of(one) for one in tickets], TICKETS.rows)
    known = np.eye(len(KINDS))[[KINDS.index(one.kinds[0]) for one in tickets]]
    return Aims(rows, known, np.ones(len(tickets)))


def train_kinds_without(tickets: Sequence[Labelled], left_out: Collection[str]) -> Network:
    """Return the network fitted to the tickets of all projects but those."""
    seen = [one for one in tickets if one.ticket.project not in left_out]
    return fit_network([kind_aims(seen)], TICKETS)
