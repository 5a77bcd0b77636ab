"""A network of one hidden layer over hashed features, read from one `.npz` file."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from ticketlint.annotation.networks.contract import Contract
from ticketlint.annotation.networks.features import Features, Floats, buckets
from ticketlint.annotation.networks.weights import (
    Array,
    Shapes,
    check_shapes,
    length_of,
    read_weights,
)

# So many rows are looked up at a time; one has a hundred features of a few hundred bytes.
_TOGETHER = 64


@dataclass(frozen=True, slots=True)
class Network:
    """Features go to the classes directly and through a hidden layer.

    `table` has shape (rows, hidden + classes): the row of a feature is `bucket(name, rows)`,
    its first columns feed the hidden layer, the rest the classes. `hidden_bias` has shape
    (hidden,), `output` (hidden, classes), `bias` (classes,). The numbers of the table are in
    steps of `scale`, shape (hidden + classes,), and stay as small as they are stored: written out
    as floats the tables that ship take 40 MB, of which a ticket reads a thousandth.
    """

    table: Array
    hidden_bias: Floats
    output: Floats
    bias: Floats
    scale: Floats | float = 1.0

    def scores(self, rows: Sequence[Features]) -> Floats:
        """Return the scores of the classes, shape (len(rows), classes), added in a fixed order."""
        hidden = self.hidden_bias.shape[0]
        sums = np.empty((len(rows), self.table.shape[1]))
        for start in range(0, len(rows), _TOGETHER):
            some = slice(start, start + _TOGETHER)
            sums[some] = self._sums(rows[some])
        active = np.maximum(sums[:, :hidden] + self.hidden_bias, 0.0)
        # einsum without optimisation adds in order, whatever BLAS is installed.
        scores: Floats = np.einsum("ni,ij->nj", active, self.output) + sums[:, hidden:] + self.bias
        return scores

    def _sums(self, rows: Sequence[Features]) -> Floats:
        """Return for each row the sum of what stands in the table for its features, in order."""
        size, columns = self.table.shape
        lengths = np.fromiter(map(len, rows), np.int64, len(rows))
        count, filled = int(lengths.sum()), lengths > 0
        names, values = chain.from_iterable(rows), chain.from_iterable(row.values() for row in rows)
        told = self.table[buckets(names, count, size)] * self.scale
        told *= np.fromiter(values, np.float64, count)[:, None]
        sums = np.zeros((len(rows), columns))
        starts = (np.cumsum(lengths) - lengths)[filled]
        if count:
            sums[filled] = np.add.reduceat(told, starts, axis=0)
        return sums


def load_network(path: Path, contract: Contract) -> Network:
    """Return the network that training wrote; its table stays as it is stored.

    Raises: ConfigError where the file does not fit the contract.
    """
    stored = read_weights(path, contract)
    rows, hidden = (length_of(stored, name) for name in ("table", "hidden_bias"))
    check_shapes(path, stored, _shapes(rows, hidden, len(contract.classes)))
    return Network(
        stored["table"],
        stored["hidden_bias"].astype(np.float64),
        stored["output"].astype(np.float64),
        stored["bias"].astype(np.float64),
        stored["scale"].astype(np.float64),
    )


def _shapes(rows: int, hidden: int, classes: int) -> Shapes:
    columns = hidden + classes
    return {
        "table": (rows, columns),
        "scale": (columns,),
        "hidden_bias": (hidden,),
        "output": (hidden, classes),
        "bias": (classes,),
    }
