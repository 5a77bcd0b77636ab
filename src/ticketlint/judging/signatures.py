"""Short signatures of texts: the share of equal hashes is about the share of shared phrases.

MinHash (Broder 1997) over runs of three words.
"""

import re
from functools import cache
from typing import Any
from zlib import crc32

# With 64 hashes the estimate is off by .05 (standard deviation at .8).
HASHES, RUN = 64, 3
# Below this number of runs two texts are alike by chance.
FEWEST_RUNS = 8
# Words that are read of a text.
MOST_WORDS = 2000

_WORD = re.compile(r"\w+")
_SEED = 1997

Numbers = Any


def signature_of(text: str) -> bytes:
    """Return `HASHES` little-endian numbers of 4 bytes, nothing for a text that is too short."""
    import numpy as np

    words = _WORD.findall(text.casefold())[:MOST_WORDS]
    runs = {
        crc32(" ".join(words[at : at + RUN]).encode("utf-8", "surrogatepass"))
        for at in range(len(words) - RUN + 1)
    }
    if len(runs) < FEWEST_RUNS:
        return b""
    hashed = np.fromiter(runs, np.uint64, len(runs))
    factors, shifts = _mixers()
    # Multiply-shift hashing; overflow of 64 bits is meant.
    mixed = (factors * hashed + shifts) >> np.uint64(32)
    return bytes(mixed.min(axis=1).astype("<u4").tobytes())


def likeness(one: bytes, other: bytes) -> float:
    """Return the share of equal hashes of two signatures, 0 to 1."""
    pairs = zip(memoryview(one).cast("I"), memoryview(other).cast("I"), strict=True)
    return sum(a == b for a, b in pairs) / HASHES


@cache
def _mixers() -> tuple[Numbers, Numbers]:
    """Return the odd factors and the shifts of the hashes, each of shape (HASHES, 1)."""
    import numpy as np

    rng = np.random.default_rng(_SEED)
    factors = rng.integers(1, 1 << 62, (HASHES, 1), dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return factors, rng.integers(0, 1 << 63, (HASHES, 1), dtype=np.uint64)
