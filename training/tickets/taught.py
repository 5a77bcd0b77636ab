"""What a teacher judged: the chances of classes by the keys of tickets."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

Vector = Any


def read_taught(path: Path) -> Mapping[str, Vector]:
    """Return the chances of the classes by the keys of the tickets, in the order of judgement."""
    with np.load(path, allow_pickle=False) as stored:
        ends = np.cumsum(stored["counts"])[:-1]
        return dict(zip(stored["keys"].tolist(), np.split(stored["chances"], ends), strict=True))


def write_taught(path: Path, taught: Mapping[str, Vector]) -> None:
    """Write what `read_taught` reads."""
    np.savez_compressed(
        path,
        keys=np.array(list(taught)),
        counts=np.array([len(chances) for chances in taught.values()]),
        chances=np.vstack(list(taught.values())).astype(np.float16),
    )
