"""Fit the ranker: what readers ask about shall stand before the rest of its ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from ticketlint.annotation.networks.network import Network
from ticketlint.asking.ranking import CLASSES
from training.asking.material import ROWS, Example

Vector = Any
# Tried in grouped cross-validation: 5 to 10 rounds, hidden layers of 16 and 32 units, word
# vectors of the head, its governor and the phrase, means of 3 networks: all within a point.
ROUNDS, BATCH, RATE, DECAY, SEED = 8, 16, 3e-3, 1e-5, 0
# The share of features that is dropped while fitting; what the answers and what both count.
FORGET, ANSWER, BOTH = 0.1, 0.5, 0.5
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class _Batch:
    places: Tensor
    starts: Tensor
    values: Tensor


def fit_ranker(examples: Sequence[Example], seed: int = SEED) -> Network:
    """Return the ranker; the same examples give the same weights on the same machine."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    table = nn.EmbeddingBag(ROWS, len(CLASSES), mode="sum")
    nn.init.zeros_(table.weight)
    adam = torch.optim.Adam(table.parameters(), RATE, weight_decay=DECAY)
    steps = ROUNDS * (len(examples) // BATCH + 1)
    slower = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: max(0.05, 1 - step / steps))
    for _ in range(ROUNDS):
        order = rng.permutation(len(examples))
        for first in range(0, len(examples), BATCH):
            chosen = [examples[i] for i in order[first : first + BATCH]]
            batch = _batch(chosen, rng)
            scores = table(batch.places, batch.starts, batch.values)
            parts = scores.split([len(one.asked) for one in chosen])
            losses = [_loss(part, one) for part, one in zip(parts, chosen, strict=True)]
            adam.zero_grad()
            torch.stack(losses).mean().backward()
            adam.step()
            slower.step()
    return _network(table.weight.detach().numpy())


def _loss(scores: Tensor, example: Example) -> Tensor:
    """Return the loss of one ticket: of silence, of the words, the answers, and of both."""
    asked, answers = torch.from_numpy(example.asked), torch.from_numpy(example.answers)
    clear = torch.tensor(example.clear)
    loss = nn.functional.binary_cross_entropy_with_logits(scores[-1, 0], clear)
    if asked.sum() > 0:
        parts = torch.from_numpy(example.parts)[:, None]
        words, told = scores[:-1, 0], torch.log_softmax(scores[:, 1:], 1)
        told = torch.where(parts, torch.log((answers > 0).float() + _TINY), told)
        whole = torch.logsumexp(words, 0)
        loss = loss + whole - torch.logsumexp(words + torch.log(asked[:-1] + _TINY), 0)
        fits = torch.where(parts, 0.0, answers)
        loss = loss - ANSWER * (fits * told).sum() / (fits.sum() + _TINY)
        both = scores[:, :1] + told + torch.log((answers > 0).float() + _TINY)
        loss = loss + BOTH * (whole - torch.logsumexp(both[:-1].flatten(), 0))
    return loss


def _batch(examples: Sequence[Example], rng: np.random.Generator) -> _Batch:
    ends = np.cumsum([0, *(len(one.places) for one in examples[:-1])])
    starts = [one.starts + end for one, end in zip(examples, ends, strict=True)]
    values = np.concatenate([one.values for one in examples])
    kept = rng.random(len(values)) >= FORGET
    return _Batch(
        torch.from_numpy(np.concatenate([one.places for one in examples])),
        torch.from_numpy(np.concatenate(starts)),
        torch.from_numpy((values * kept).astype(np.float32)),
    )


def _network(table: Vector) -> Network:
    """Return a network without a hidden layer."""
    classes = len(CLASSES)
    nothing = np.zeros(0), np.zeros((0, classes)), np.zeros(classes)
    return Network(table.astype(np.float64), *nothing)
