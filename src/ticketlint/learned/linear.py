"""A multinomial linear classifier over hashed features, read from one `.npz` file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

DATA = Path(__file__).parent / "data"

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
# The name of a feature and its value.
Features = Mapping[str, float]


@lru_cache(maxsize=1 << 16)
def bucket(name: str, size: int) -> int:
    """Return the row of a feature in a table of `size` rows; the same in every process."""
    return crc32(name.encode("utf-8")) % size


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of shape (rows, classes); the row of a feature is `bucket(name, rows)`."""

    weights: Floats
    bias: Floats

    def scores(self, rows: Sequence[Features]) -> Floats:
        """Return the sums of weights, shape (len(rows), classes), each in a fixed order."""
        found = np.empty((len(rows), self.bias.shape[0]))
        size = self.weights.shape[0]
        for index, row in enumerate(rows):
            places = np.fromiter((bucket(name, size) for name in row), np.int64, len(row))
            values = np.fromiter(row.values(), np.float64, len(row))
            # einsum without optimisation adds in order, whatever BLAS is installed.
            found[index] = np.einsum("i,ij->j", values, self.weights[places]) + self.bias
        return found


def softmax(scores: Floats) -> Floats:
    """Return probabilities, shape as `scores`, each row 1 in sum."""
    powers: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Floats = powers / powers.sum(axis=1, keepdims=True)
    return chances


def load_linear(path: Path) -> Linear:
    """Return the classifier that training wrote; `allow_pickle` stays off."""
    with np.load(path, allow_pickle=False) as stored:
        return Linear(stored["weights"].astype(np.float64), stored["bias"].astype(np.float64))
