"""Fit multinomial linear classifiers over hashed features."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from ticketlint.annotation.networks.features import Features, Floats, bucket

Matrix = Any
Vector = Any


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


def matrix(rows: Sequence[Features], size: int) -> Matrix:
    """Return the sparse matrix, shape (len(rows), size), of named features."""
    starts, places, values = [0], list[int](), list[float]()
    for row in rows:
        places.extend(bucket(name, size) for name in row)
        values.extend(row.values())
        starts.append(len(places))
    found = sparse.csr_matrix((values, places, starts), shape=(len(rows), size))
    found.sum_duplicates()
    return found


def fit(rows: Matrix, targets: Vector, weights: Vector, strength: float) -> LogisticRegression:
    """Return a multinomial logistic regression; `strength` is C of scikit-learn."""
    model = LogisticRegression(C=strength, max_iter=60, tol=1e-3)
    return model.fit(rows, targets, sample_weight=weights)


def linear(model: LogisticRegression, classes: int) -> Linear:
    """Return the classifier with one column for each class, never seen ones far below."""
    weights = np.zeros((model.coef_.shape[1], classes))
    bias = np.full(classes, -20.0)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return Linear(weights, bias)
