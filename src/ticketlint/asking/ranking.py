"""Order what could be asked by what a reader would ask first, and tell what for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.networks.contract import Contract
from ticketlint.annotation.networks.features import DATA, softmax
from ticketlint.annotation.networks.network import Network, load_network
from ticketlint.asking.candidates import Candidate
from ticketlint.asking.definition import definition
from ticketlint.asking.features import features_of
from ticketlint.model import AnswerType

WEIGHTS = DATA / "asking.npz"
# The first column says how much a reader asks about a candidate (of the last one, whether a
# reader asks nothing), the others what for.
CLASSES = ("asked", *(f"answer: {answer}" for answer in AnswerType))
ANSWERS = tuple(AnswerType)
# Answers that go together; between groups readers differ less than inside of them.
GROUPS: tuple[frozenset[AnswerType], ...] = (
    frozenset(
        {AnswerType.WHICH, AnswerType.MEANING, AnswerType.SCOPE, AnswerType.CHOICE}
        | {AnswerType.CONFLICT, AnswerType.VALUE}
    ),
    frozenset(
        {AnswerType.BEHAVIOUR, AnswerType.EDGE, AnswerType.EXPECTED, AnswerType.DONE}
        | {AnswerType.METHOD}
    ),
    frozenset({AnswerType.STEPS}),
    frozenset({AnswerType.ENVIRONMENT}),
    frozenset({AnswerType.WHY}),
    frozenset({AnswerType.WHO}),
    frozenset({AnswerType.OTHER}),
)
_GROUP_OF = {answer: place for place, group in enumerate(GROUPS) for answer in group}
# How much the certainty of the answer counts beside that of the words.
MIX = 0.5
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate, how much it should be asked, and the answers it could want, best first.

    `weight` is the logarithm of a chance: 0 or less, the first of a ticket the greatest.
    """

    candidate: Candidate
    weight: float
    answers: tuple[AnswerType, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What could be asked, best first; `nothing` is the chance that a reader asks nothing."""

    ranked: tuple[Ranked, ...]
    nothing: float


@cache
def load_model() -> Network:
    """Return the trained ranker; its columns are `CLASSES`.

    Raises: ConfigError where its weights do not fit this code.
    """
    return load_network(WEIGHTS, contract())


def contract() -> Contract:
    """Return what the weights must tell of themselves."""
    return Contract(CLASSES, definition())


def rank(doc: TicketDoc, candidates: Sequence[Candidate]) -> Ranking:
    """Return the candidates in the order in which a reader would ask; they end with `NOTHING`."""
    scores = load_model().scores(features_of(doc, candidates))
    chances = softmax(scores[None, :-1, 0])[0]
    answers = softmax(scores[:, 1:])
    ranked = [
        _ranked(one, float(chance), row)
        for one, chance, row in zip(candidates[:-1], chances, answers[:-1], strict=True)
    ]
    ranked.sort(key=lambda one: -one.weight)
    nothing = 1 / (1 + np.exp(-scores[-1, 0]))
    return Ranking(tuple(ranked), round(float(nothing), _DIGITS))


def _ranked(candidate: Candidate, chance: float, answers: Sequence[float]) -> Ranked:
    if candidate.part is not None:
        return Ranked(candidate, _weight(chance, 1.0), (candidate.part,))
    groups = [0.0] * len(GROUPS)
    for answer, share in zip(ANSWERS, answers, strict=True):
        groups[_GROUP_OF[answer]] += float(share)
    order = sorted(
        range(len(ANSWERS)),
        key=lambda i: (-groups[_GROUP_OF[ANSWERS[i]]], _GROUP_OF[ANSWERS[i]], -float(answers[i])),
    )
    return Ranked(candidate, _weight(chance, max(groups)), tuple(ANSWERS[i] for i in order))


def _weight(chance: float, certain: float) -> float:
    return round(float(np.log(chance + 1e-12) + MIX * np.log(certain + 1e-9)), _DIGITS)
