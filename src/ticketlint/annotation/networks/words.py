"""What words mean, as far as the company they keep in tickets tells: one short vector each."""

from collections.abc import Sequence
from functools import cache
from zlib import crc32

import numpy as np

from ticketlint.annotation.networks.contract import Contract, digest
from ticketlint.annotation.networks.features import DATA, Floats
from ticketlint.annotation.networks.ticket_words import CUTTING
from ticketlint.annotation.networks.weights import Arrays, check_shapes, length_of, read_weights

WEIGHTS = DATA / "words.npz"
# Numbers in a vector.
LENGTH = 40
# The commonest words say little; they count this much.
COMMON, COMMON_WEIGHT = 60, 0.3
# A mean of fewer words than this is made shorter, for it is less sure.
_FEWEST = 3


def contract() -> Contract:
    """Return what the word vectors must tell of themselves: how their words were cut."""
    return Contract((), {"words of tickets": digest(CUTTING)})


@cache
def read_words() -> Arrays:
    """Return the vectors as they are stored: `keys`, (words,), and `vectors`, (words, LENGTH).

    Raises: ConfigError where the file does not fit this code.
    """
    stored = read_weights(WEIGHTS, contract())
    rows = length_of(stored, "keys")
    check_shapes(WEIGHTS, stored, {"keys": (rows,), "vectors": (rows, LENGTH)})
    return stored


@cache
def load_words() -> tuple[dict[int, int], Floats]:
    """Return the row of each word by its CRC-32, commonest first, and the vectors of length 1.

    Raises: ConfigError where the file of the vectors does not fit this code.
    """
    stored = read_words()
    rows = {int(key): row for row, key in enumerate(stored["keys"])}
    vectors = stored["vectors"].astype(np.float64)
    vectors /= np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
    vectors[:COMMON] *= COMMON_WEIGHT
    return rows, vectors


def mean_vector(words: Sequence[str]) -> Floats:
    """Return the sum of the vectors of the words over the root of their number."""
    rows, vectors = load_words()
    found = [rows[key] for word in words if (key := crc32(word.encode("utf-8"))) in rows]
    mean: Floats = vectors[found].sum(axis=0) / max(len(found), _FEWEST) ** 0.5
    return mean


def named(prefix: str, vector: Floats, weight: float) -> dict[str, float]:
    """Return a vector as named features."""
    return dict(zip(_names(prefix, len(vector)), (vector * weight).tolist(), strict=True))


@cache
def _names(prefix: str, length: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{place}" for place in range(length))
