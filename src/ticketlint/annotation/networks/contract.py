"""What a file of weights must say of itself, and digests of what its numbers stand for.

A column is a class, a row is a feature. Where a table of cues changes, weights that were learnt
before still load and still answer, wrongly; so their file names its classes and its features.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

_DIGITS = 16
# Flags of an expression that change what it finds, alike in `re` and `regex`: I, M, S, X.
_FLAGS = 2 | 8 | 16 | 64


@dataclass(frozen=True, slots=True)
class Contract:
    """What weights must say of themselves to be used with this code.

    `classes` are the labels of the columns that come out, in order; none for word vectors.
    `features` are digests of what goes in, by the name of the table or step that says it.
    """

    classes: tuple[str, ...]
    features: Mapping[str, str]


def digest(*parts: object) -> str:
    """Return 16 hex digits of tables: of what JSON has, expressions, sets of text and arrays.

    Raises: TypeError for what is none of these.
    """
    plain = json.dumps(parts, default=_plain)
    return hashlib.sha256(plain.encode("ascii")).hexdigest()[:_DIGITS]


def _plain(part: Any) -> object:
    """Return a part as JSON has it; the order of sets and of a machine's bytes does not count."""
    match part:
        case np.ndarray():
            stored = part.astype(part.dtype.newbyteorder("<")).tobytes()
            return [part.dtype.kind, part.shape, hashlib.sha256(stored).hexdigest()]
        case frozenset():
            return sorted(part)
        case _ if hasattr(part, "pattern"):
            return [part.pattern, part.flags & _FLAGS]
        case _:
            raise TypeError(f"{type(part).__name__} has no digest")
