"""Fit networks of one hidden layer."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from ticketlint.annotation.networks.network import Network

BATCH, RATE, DECAY, SEED = 128, 2e-3, 1e-6, 0
# Shares of features and of hidden units that are dropped while fitting.
FORGET, DROP = 0.1, 0.2

Matrix = Any
Vector = Any


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a network and how often it reads its material."""

    rows: int
    hidden: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Head:
    """A question with its number of classes; `weight` is its part of the loss."""

    classes: int
    weight: float = 1.0


# Tickets: of ten sizes tried on dev (16 to 96 hidden, 2^13 or 2^14 rows, 4 to 12 rounds) one
# of the best; seeds alone move it by two points. Sentences: the only size that was tried.
SENTENCES, TICKETS = Shape(1 << 15, 64, 4), Shape(1 << 14, 64, 12)
# What a reader would say: on dev 2^12 and 2^14 rows, 32 to 96 hidden units and 5 to 20 rounds
# rank tickets alike (Spearman .60 to .62).
JUDGED = Shape(1 << 14, 64, 15)


@dataclass(frozen=True, slots=True)
class Aims:
    """Rows of a sparse matrix, the chances of the classes, (n, classes), and their trust.

    The classes of one head sum to 1, or to 0 where nobody told them.
    """

    matrix: Matrix
    chances: Vector
    weights: Vector


class _Net(nn.Module):
    def __init__(self, shape: Shape, classes: int) -> None:
        super().__init__()
        self.inner = nn.EmbeddingBag(shape.rows, shape.hidden, mode="sum")
        self.direct = nn.EmbeddingBag(shape.rows, classes, mode="sum")
        self.hidden_bias = nn.Parameter(torch.zeros(shape.hidden))
        self.output = nn.Linear(shape.hidden, classes)
        self.drop = nn.Dropout(DROP)
        nn.init.normal_(self.inner.weight, 0, 0.05)
        nn.init.zeros_(self.direct.weight)

    def forward(self, places: Tensor, starts: Tensor, values: Tensor) -> Tensor:
        """Return the scores of a batch of rows."""
        active = torch.relu(self.inner(places, starts, values) + self.hidden_bias)
        scores: Tensor = self.output(self.drop(active)) + self.direct(places, starts, values)
        return scores


def fit_network(parts: Sequence[Aims], shape: Shape, heads: Sequence[Head] = ()) -> Network:
    """Return the network fitted to all parts; the same parts give the same network.

    Without heads all classes belong to one question.
    """
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    rows = [row for part in parts for row in _rows(part.matrix)]
    chances = torch.from_numpy(np.vstack([part.chances for part in parts]).astype(np.float32))
    weights = torch.from_numpy(np.concatenate([part.weights for part in parts]).astype(np.float32))
    heads = heads or [Head(chances.shape[1])]
    net = _Net(shape, chances.shape[1])
    tables = {"params": [net.inner.weight, net.direct.weight], "weight_decay": DECAY}
    adam = torch.optim.Adam([tables, {"params": [net.hidden_bias, *net.output.parameters()]}], RATE)
    steps = shape.rounds * (len(rows) // BATCH + 1)
    slower = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: max(0.05, 1 - step / steps))
    for _ in range(shape.rounds):
        order = rng.permutation(len(rows))
        for first in range(0, len(rows), BATCH):
            chosen = order[first : first + BATCH]
            scores = net(*_batch([rows[i] for i in chosen], rng))
            told = _log_chances(scores, heads)
            loss = -((chances[chosen] * told).sum(1) * weights[chosen]).mean()
            adam.zero_grad()
            loss.backward()
            adam.step()
            slower.step()
    return _network(net)


def _log_chances(scores: Tensor, heads: Sequence[Head]) -> Tensor:
    """Return the logarithms of the chances, those of each head times its weight."""
    parts = scores.split([head.classes for head in heads], 1)
    return torch.cat(
        [h.weight * torch.log_softmax(p, 1) for h, p in zip(heads, parts, strict=True)], 1
    )


def _rows(matrix: Matrix) -> list[tuple[Vector, Vector]]:
    starts, places, values = matrix.indptr, matrix.indices, matrix.data
    return [
        (places[start:end].astype(np.int64), values[start:end].astype(np.float32))
        for start, end in pairwise(starts)
    ]


def _batch(
    rows: Sequence[tuple[Vector, Vector]], rng: np.random.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    kept = [rng.random(len(places)) >= FORGET for places, _ in rows]
    places = [row[0][keep] for row, keep in zip(rows, kept, strict=True)]
    values = [row[1][keep] for row, keep in zip(rows, kept, strict=True)]
    starts = np.cumsum([0] + [len(found) for found in places[:-1]])
    return (
        torch.from_numpy(np.concatenate(places)),
        torch.from_numpy(starts),
        torch.from_numpy(np.concatenate(values)),
    )


def _network(net: _Net) -> Network:
    table = torch.cat([net.inner.weight, net.direct.weight], 1)
    return Network(
        *(
            weights.detach().numpy().astype(np.float64)
            for weights in (table, net.hidden_bias, net.output.weight.T, net.output.bias)
        )
    )


def matrix_scores(network: Network, rows: Matrix) -> Vector:
    """Return what `network.scores` returns, for the rows of a sparse matrix."""
    sums = rows @ (network.table * network.scale)
    hidden = network.hidden_bias.shape[0]
    active = np.maximum(sums[:, :hidden] + network.hidden_bias, 0.0)
    return active @ network.output + sums[:, hidden:] + network.bias
