"""What the ranker learns from: the candidates of labelled tickets, and what readers asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ticketlint.annotation.networks.features import bucket
from ticketlint.asking.candidates import Candidate, candidates_of
from ticketlint.asking.features import features_in
from ticketlint.asking.ranking import ANSWERS
from ticketlint.asking.setting import setting_of
from ticketlint.asking.words import content_words
from ticketlint.evaluation.labels import Asked, Labelled
from ticketlint.model import AnswerType
from ticketlint.rules.questions import Shape
from training.folds import LabelledCase

# Rows of the table of the ranker.
ROWS = 1 << 13
LEARNT, HELD_BACK = ("train", "train-diverse", "many"), ("dev", "unseen")
_CLEAR, _NEARLY_CLEAR = 5, 4
# A ticket in which a reader leaves one minor question open counts as clear by so much.
NEARLY = 0.3
Vector = Any


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of a ticket as the ranker sees them, and what readers say.

    The features of all candidates are `places` and `values`, those of candidate i from
    `starts[i]` on. `asked`, shape (candidates,), is 1 for what a reader asks about;
    `answers`, (candidates, answers), holds how well the words fit those of the questions with
    an answer of that type. `clear` is how surely nothing is to be asked, 0 to 1. `parts`,
    (candidates,), is 1 for a part that is lacking, whose answer needs no learning.
    """

    places: Vector
    values: Vector
    starts: Vector
    asked: Vector
    answers: Vector
    clear: float
    parts: Vector


def example_of(case: LabelledCase) -> Example:
    """Return a ticket as the ranker learns it."""
    candidates = candidates_of(case.doc)
    rows = features_in(setting_of(case.doc), candidates)
    asked, answers = _targets(candidates, case.labelled)
    return Example(
        np.array([bucket(name, ROWS) for row in rows for name in row], np.int64),
        np.array([value for row in rows for value in row.values()], np.float32),
        np.cumsum([0, *map(len, rows[:-1])]),
        asked,
        answers,
        _clear(case.labelled),
        np.array([one.part is not None for one in candidates]),
    )


def _clear(labelled: Labelled) -> float:
    clarity = [label.clarity for label in labelled.labels if label.clarity is not None]
    if clarity and min(clarity) == _CLEAR:
        return 1.0
    return NEARLY if clarity and max(clarity) >= _NEARLY_CLEAR else 0.0


def _targets(candidates: Sequence[Candidate], labelled: Labelled) -> tuple[Vector, Vector]:
    asked = [one for label in labelled.labels for one in label.asked or ()]
    answers = np.zeros((len(candidates), len(ANSWERS)), np.float32)
    place: Mapping[AnswerType, int] = {answer: i for i, answer in enumerate(ANSWERS)}
    for row, candidate in enumerate(candidates):
        for one in asked:
            answers[row, place[one.type]] += _fit(candidate, one)
    return (answers.sum(axis=1) > 0).astype(np.float32), answers


def _fit(candidate: Candidate, asked: Asked) -> float:
    """Return how well a candidate fits a question, 0 to 1; less than half of the words is 0."""
    if candidate.part is not None or candidate.shape is Shape.NOTHING:
        return float(candidate.part is asked.type)
    words = content_words(asked.about) if asked.about else frozenset()
    shared = len(candidate.words & words)
    enough = bool(words) and 2 * shared >= min(len(words), len(candidate.words))
    return shared / len(candidate.words | words) if enough else 0.0
