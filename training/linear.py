"""Fit multinomial linear classifiers and store them small."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from ticketlint.learned.linear import Features, Linear, bucket

Matrix = Any
Vector = Any


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


def save(model: Linear, path: Path) -> None:
    """Write a classifier in half precision; weights that would be lost in noise are 0."""
    weights = np.where(np.abs(model.weights) < 0.004, 0.0, model.weights)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, weights=weights.astype(np.float16), bias=model.bias)
