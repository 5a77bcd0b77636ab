"""Order what could be asked by what a reader would ask first, and tell what for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.networks.contract import Contract
from ticketlint.annotation.networks.features import DATA, Floats, softmax
from ticketlint.annotation.networks.network import Network, load_network
from ticketlint.asking.candidates import NOTHING, Candidate, candidates_of
from ticketlint.asking.definition import definition
from ticketlint.asking.features import features_in
from ticketlint.asking.setting import Setting, setting_of
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
_GROUP_OF = _IN_GROUP.argmax(axis=1)
# How much the certainty of the answer counts beside that of the words, and how sharply the
# ranker is believed; both by cross-validation in groups of projects.
MIX, SHARPNESS = 1.0, 0.7
# How much the chance of an answer itself counts beside that of its group where a wording is chosen.
EXACT = 0.5
_DIGITS, _TINY = 6, 1e-9


# A kind of answer, and two chances that it is asked for; see `Ranked.by_answer`.
Likely = tuple[AnswerType, float, float]


@dataclass(frozen=True)
class Ranked:
    """A candidate, how much it should be asked, and the answers it could want.

    `weight` is the logarithm of a chance, the first of a ticket the greatest. `exact` and `alone`
    hold two more for each of `ANSWERS`, that a reader asks for it here: in the first the chance of
    the answer itself and that of its group count by `EXACT`, in the second that of the group alone.
    """

    candidate: Candidate
    weight: float
    exact: Sequence[float]
    alone: Sequence[float]

    @property
    def by_answer(self) -> Sequence[Likely]:
        """Return each answer with its two logarithms."""
        if self.candidate.part is not None:
            return [(self.candidate.part, self.weight, self.weight)]
        return list(zip(ANSWERS, self.exact, self.alone, strict=True))


@dataclass(frozen=True)
class Ranking:
    """What could be asked of a ticket; what is not asked for is not found out."""

    doc: TicketDoc
    setting: Setting

    @cached_property
    def candidates(self) -> Sequence[Candidate]:
        """Return what could be asked."""
        return candidates_of(self.doc)[:-1]

    @cached_property
    def nothing(self) -> float:
        """Return the chance that a reader asks nothing, 0 to 1."""
        [[score, *_]] = load_model().scores(features_in(self.setting, [NOTHING]))
        return round(float(1 / (1 + np.exp(-score))), _DIGITS)

    @cached_property
    def ranked(self) -> tuple[Ranked, ...]:
        """Return the candidates in the order in which a reader would ask.

        What stands first is not the likeliest phrase but the one that most likely shares its words
        with what a reader asks about, as far as likely phrases overlap.
        """
        return ranked_by(self.candidates, load_model().scores(self._features()))

    def _features(self) -> list[dict[str, float]]:
        return features_in(self.setting, self.candidates)


@cache
def load_model() -> Network:
    """Return the trained ranker; its columns are `CLASSES`.

    Raises: ConfigError where its weights do not fit this code.
    """
    return load_network(WEIGHTS, contract())


def contract() -> Contract:
    """Return what the weights must tell of themselves."""
    return Contract(CLASSES, definition())


def rank(doc: TicketDoc) -> Ranking:
    """Return the ranking of what could be asked of a ticket."""
    return Ranking(doc, setting_of(doc))


def ranked_by(some: Sequence[Candidate], scores: Floats) -> tuple[Ranked, ...]:
    """Return candidates, the first to ask first; `scores`: shape (candidates, `CLASSES`)."""
    if not some:
        return ()
    chances = softmax(SHARPNESS * scores[None, :, 0])[0]
    groups = softmax(scores[:, 1:]) @ _IN_GROUP
    for place, one in enumerate(some):
        if one.part is not None:
            groups[place] = _IN_GROUP[ANSWERS.index(one.part)]
    alike = _alike([one.words for one in some])
    words = np.einsum("ij,j->i", alike, chances)
    answers = np.einsum("ij,jk->ik", alike, chances[:, None] * groups)
    weights = np.log(words + _TINY) + MIX * np.log(answers.max(axis=1) / (words + _TINY) + _TINY)
    exact, alone = _by_answer(answers, scores[:, 1:])
    ranked = [
        Ranked(one, round(float(weight), _DIGITS), *own)
        for one, weight, *own in zip(some, weights, exact, alone, strict=True)
    ]
    ranked.sort(key=lambda one: -one.weight)
    return tuple(ranked)


def _by_answer(groups: Floats, own: Floats) -> tuple[list[list[float]], list[list[float]]]:
    """Return `Ranked.exact` and `Ranked.alone`, a row for each candidate.

    `groups`: the chances of `GROUPS`; `own`: the scores of `ANSWERS` for its own words.
    """
    words = groups.sum(axis=1, keepdims=True) + _TINY
    group = np.log(groups / words + _TINY)[:, _GROUP_OF]
    alone = np.log(words) + group
    exact = np.log(softmax(own) + _TINY)
    mixed = np.log(words) + EXACT * exact + (1 - EXACT) * group
    return mixed.round(_DIGITS).tolist(), alone.round(_DIGITS).tolist()


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
