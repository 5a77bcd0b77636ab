"""Multiply matrices faster than BLIS, each row the same whatever stands beside it."""

from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits

# OpenBLAS reads a row otherwise, in the last bit, where more or other rows stand beside it; not
# so in products of 8 rows each (tried: 1, 2, 4, 6, 8, 12, 16, 24, 48 and 96 rows).
_ROWS = 8


class EvenOps(NumpyOps):  # type: ignore[misc]  # thinc gives it no type
    """The operations of thinc, with products in blocks of one size."""

    name = "numpy"

    def gemm(
        self,
        x: Any,
        y: Any,
        out: Any = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Any:
        """Return the product of two tables of float32, shape (rows of x, columns of y)."""
        if trans1 or out is not None or not len(x):
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        return product(x, y.T if trans2 else y)


def product(x: Any, y: Any) -> Any:
    """Return `x @ y`; a row of the result depends on its own row of `x` alone."""
    # Of a table that lies across, OpenBLAS packs a copy for each block of rows.
    y = np.ascontiguousarray(y)
    rows, width = x.shape
    whole = rows - rows % _ROWS
    found = np.empty((rows, y.shape[1]), dtype=x.dtype)
    if whole:
        np.matmul(
            x[:whole].reshape(-1, _ROWS, width),
            y,
            out=found[:whole].reshape(-1, _ROWS, y.shape[1]),
        )
    if rows > whole:
        last = np.zeros((_ROWS, width), dtype=x.dtype)
        last[: rows - whole] = x[whole:]
        found[whole:] = (last[None] @ y)[0, : rows - whole]
    return found


def use_even_products(nlp: Language) -> None:
    """Let all networks of a pipeline multiply so, on one thread.

    Products are too small for more: with two, OpenBLAS waits for itself most of the time, and each
    of the `--jobs` has a processor of its own.
    """
    threadpool_limits(1, user_api="blas")
    ops = EvenOps()
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            node.ops = ops
