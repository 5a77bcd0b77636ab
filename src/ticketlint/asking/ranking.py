"""Order what could be asked by what a reader would ask first, and tell what for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.networks.contract import Contract
from ticketlint.annotation.networks.features import DATA, Floats, softmax
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
# Which answer is in which group, shape (answers, groups).
_IN_GROUP = np.array([[float(answer in group) for group in GROUPS] for answer in ANSWERS])
# How much the certainty of the answer counts beside that of the words, and how sharply the
# ranker is believed; both by cross-validation in groups of projects.
MIX, SHARPNESS = 1.0, 0.7
# How much the chance of an answer itself counts beside that of its group where a wording is chosen.
EXACT = 0.5
_DIGITS, _TINY = 6, 1e-9


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate, how much it should be asked, and the answers it could want.

    `weight` is the logarithm of a chance, the first of a ticket the greatest. `groups` are the
    chances of the `GROUPS` of answers, `own` the scores of the answers of its own words.
    """

    candidate: Candidate
    weight: float
    groups: Floats
    own: Floats

    @property
    def answers(self) -> tuple[AnswerType, ...]:
        """Return the answers that it could want, those of the likeliest group first."""
        if self.candidate.part is not None:
            return (self.candidate.part,)
        shares = [round(share, _DIGITS) for share in (_IN_GROUP @ self.groups).tolist()]
        own = self.own.tolist()
        order = sorted(range(len(ANSWERS)), key=lambda place: (-shares[place], -own[place]))
        return tuple(ANSWERS[place] for place in order)

    def by_answer(self) -> Iterator[tuple[AnswerType, float, float]]:
        """Yield each answer with two logarithms of the chance that a reader asks for it here.

        In the first the chance of the answer itself and that of its group count by `EXACT`, in
        the second that of the group alone.
        """
        if self.candidate.part is not None:
            yield self.candidate.part, self.weight, self.weight
            return
        words = self.groups.sum()
        exact = np.log(softmax(self.own[None, :])[0] + _TINY)
        group = np.log(_IN_GROUP @ (self.groups / (words + _TINY)) + _TINY)
        mixed = np.log(words + _TINY) + EXACT * exact + (1 - EXACT) * group
        alone = np.log(words + _TINY) + group
        for answer, one, other in zip(ANSWERS, mixed.tolist(), alone.tolist(), strict=True):
            yield answer, round(one, _DIGITS), round(other, _DIGITS)


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
    """Return the candidates in the order in which a reader would ask; they end with `NOTHING`.

    What stands first is not the likeliest phrase but the one that most likely shares its words
    with what a reader asks about, as far as likely phrases overlap.
    """
    scores = load_model().scores(features_of(doc, candidates))
    nothing = 1 / (1 + np.exp(-scores[-1, 0]))
    some, chances = candidates[:-1], softmax(SHARPNESS * scores[None, :-1, 0])[0]
    groups = softmax(scores[:-1, 1:]) @ _IN_GROUP
    for place, one in enumerate(some):
        if one.part is not None:
            groups[place] = _IN_GROUP[ANSWERS.index(one.part)]
    alike = _alike([one.words for one in some])
    words = np.einsum("ij,j->i", alike, chances)
    answers = np.einsum("ij,jk->ik", alike, chances[:, None] * groups)
    weights = np.log(words + _TINY) + MIX * np.log(answers.max(axis=1) / (words + _TINY) + _TINY)
    ranked = [
        Ranked(one, round(float(weight), _DIGITS), row, own)
        for one, weight, row, own in zip(some, weights, answers, scores[:-1, 1:], strict=True)
    ]
    ranked.sort(key=lambda one: -one.weight)
    return Ranking(tuple(ranked), round(float(nothing), _DIGITS))


def _alike(words: Sequence[frozenset[str]]) -> Floats:
    """Return 1 where two phrases are about the same words, shape (phrases, phrases)."""
    known = {word: place for place, word in enumerate(sorted(frozenset().union(*words)))}
    rows = [row for row, own in enumerate(words) for _ in own]
    columns = [known[word] for own in words for word in own]
    holds = np.zeros((len(words), max(len(known), 1)))
    holds[rows, columns] = 1.0
    sizes = holds.sum(axis=1)
    shorter = np.minimum(sizes[:, None], sizes[None, :])
    alike: Floats = ((2 * (holds @ holds.T) >= shorter) & (shorter > 0)).astype(np.float64)
    np.fill_diagonal(alike, 1.0)
    return alike
