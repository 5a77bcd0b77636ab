"""Fit the classifier of what a ticket tells, and calibrate it on tickets that it has not seen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar

from ticketlint.annotation.networks.features import Features, Floats, softmax
from ticketlint.annotation.networks.network import Network
from ticketlint.annotation.presence import HEADS
from training.networks.fitting import JUDGED, Aims, Head, fit_network
from training.networks.linear import matrix
from training.tickets.facets import FACETS, Facet, Labels, columns

# So much counts a report that researchers judged; with 1 the other answers get worse on dev.
REPORT = 0.5
# Bounds of the number that the scores of a head are divided by.
COOLEST, HOTTEST = 0.3, 6.0

Vector = Any


def shipped_facets() -> list[Facet]:
    """Return the facets that the classifier answers, in the order of its columns."""
    by_name = {facet.name: facet for facet in FACETS}
    facets = [by_name[name] for name in HEADS]
    assert [facet.called for facet in facets] == list(HEADS.values())
    return facets


def known(facets: Sequence[Facet], labels: Labels) -> Vector:
    """Return 1 for each class that a pass gave, shape (all classes,)."""
    row = np.zeros(sum(len(facet.values) for facet in facets))
    for facet, place in zip(facets, columns(facets).values(), strict=True):
        target = facet.target(labels)
        if target >= 0:
            row[place.start + target] = 1.0
    return row


def presence_aims(rows: Sequence[Features], labels: Sequence[Labels], trust: float = 1.0) -> Aims:
    """Return tickets, by their features, with what a pass says of each; `trust` is 0 to 1."""
    facets = shipped_facets()
    told = np.vstack([known(facets, one) for one in labels])
    return Aims(matrix(rows, JUDGED.rows), told, np.full(len(rows), trust))


def fit_presence(parts: Sequence[Aims]) -> Network:
    """Return the network fitted to all parts."""
    heads = [Head(len(facet.values), facet.weight) for facet in shipped_facets()]
    return fit_network(parts, JUDGED, heads)


def temperatures(scores: Floats, told: Floats) -> dict[str, float]:
    """Return for each head what its scores are divided by to be chances of unseen tickets.

    `scores` and `told`, shape (tickets, all classes), are of tickets that the network has not
    seen. The least mean logarithmic loss (Guo et al., On calibration of modern neural networks,
    ICML 2017).
    """
    found = {}
    for name, place in columns(shipped_facets()).items():
        rows = told[:, place].sum(1) > 0
        own, right = scores[rows, place], told[rows, place].argmax(1)
        found[name] = _best_temperature(own, right)
    return found


def _best_temperature(scores: Floats, right: Vector) -> float:
    def loss(heat: float) -> float:
        chances = softmax(scores / heat)
        return float(-np.log(chances[np.arange(len(right)), right] + 1e-12).mean())

    return float(minimize_scalar(loss, bounds=(COOLEST, HOTTEST), method="bounded").x)


def tempered(network: Network, heats: dict[str, float]) -> Network:
    """Return the network whose scores are divided by the temperature of their head."""
    facets = shipped_facets()
    by_class = np.concatenate([np.full(len(f.values), 1 / heats[f.name]) for f in facets])
    hidden = network.hidden_bias.shape[0]
    table = network.table.copy()
    table[:, hidden:] *= by_class
    return replace(
        network, table=table, output=network.output * by_class, bias=network.bias * by_class
    )
