"""Train the role classifier: `python -m training.roles.train --taught FILE`."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from ticketlint.annotation.networks.features import softmax
from ticketlint.annotation.networks.network import Network
from ticketlint.annotation.roles import ROLES, WEIGHTS, contract
from training.networks.fitting import SENTENCES, Aims, fit_network
from training.networks.linear import fit
from training.networks.storing import save_network
from training.roles.material import (
    Material,
    Rows,
    Taught,
    read_material,
    read_taught_sentences,
)
from training.tickets.taught import read_taught

# Sentences that researchers or headings gave a role count so much of a labelled one. Set by
# hand: on dev the linear classifier did as well without them.
FAINT = 0.15
# So much counts a sentence that nobody labelled, and so much the teacher's judgement of it
# beside that of a linear classifier: the two blended are better than either on dev.
UNLABELLED, TEACHER = 0.5, 0.45
STRENGTH = 0.2

Vector = Any


def aims_of(rows: Rows, trust: float = 1.0) -> Aims:
    """Return the sentences with a known role."""
    known = rows.targets >= 0
    chances = np.eye(len(ROLES))[rows.targets[known]]
    return Aims(rows.matrix[known], chances, rows.weights[known] * trust)


def taught_aims(taught: Taught, told: Sequence[Aims]) -> Aims:
    """Return the unlabelled sentences as teacher and a linear classifier of `told` judge them."""
    model = fit(
        sparse.vstack([part.matrix for part in told]).tocsr(),
        np.concatenate([part.chances.argmax(axis=1) for part in told]),
        np.concatenate([part.weights for part in told]),
        STRENGTH,
    )
    own = model.predict_log_proba(taught.rows.matrix)
    blend = (1 - TEACHER) * own + TEACHER * np.log(taught.chances + 1e-6)
    weights = np.full(len(blend), UNLABELLED)
    return Aims(taught.rows.matrix, softmax(blend), weights)


def train_roles(material: Material, taught: Taught) -> Network:
    """Return the network fitted to everything but `dev`."""
    told = [
        aims_of(material.labelled),
        aims_of(material.reports, FAINT),
        aims_of(material.weak, FAINT),
    ]
    return fit_network([*told, taught_aims(taught, told)], SENTENCES)


def main() -> None:
    """Train on everything but `dev` and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.roles.train", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--taught", type=Path, required=True, help="file of training.teaching.sentences"
    )
    arguments = parser.parse_args()
    material = read_material(arguments.shared)
    taught = read_taught_sentences(arguments.shared, read_taught(arguments.taught), material.kinds)
    save_network(train_roles(material, taught), WEIGHTS, contract())


if __name__ == "__main__":
    main()
