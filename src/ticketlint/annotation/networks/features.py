"""Named features of sentences and tickets, and the rows of a table they are hashed to."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

DATA = Path(__file__).parent / "data"

Floats = np.ndarray[Any, np.dtype[np.float64]]
Rows = np.ndarray[Any, np.dtype[np.int64]]
# The name of a feature and its value.
Features = Mapping[str, float]


@lru_cache(maxsize=1 << 16)
def bucket(name: str, size: int) -> int:
    """Return the row of a feature in a table of `size` rows; the same in every process."""
    return crc32(name.encode("utf-8")) % size


def buckets(names: Iterable[str], count: int, size: int) -> Rows:
    """Return the `bucket` of each of `count` names, shape (count,).

    To hash a name takes less time than to look up whether it was hashed before.
    """
    return np.fromiter(map(crc32, map(str.encode, names)), np.int64, count) % size


def softmax(scores: Floats) -> Floats:
    """Return probabilities, shape as `scores`, each row 1 in sum."""
    powers: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Floats = powers / powers.sum(axis=1, keepdims=True)
    return chances
