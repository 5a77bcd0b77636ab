"""Judge a whole ticket: whether its reader would have to ask, and after what."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.tokens import Doc

from ticketlint.annotation.cues import CuedOutline
from ticketlint.annotation.networks.contract import Contract
from ticketlint.annotation.networks.definitions import readiness_definition
from ticketlint.annotation.networks.features import DATA, Features, softmax
from ticketlint.annotation.networks.network import Network, load_network
from ticketlint.annotation.networks.readiness_features import readiness_features
from ticketlint.annotation.pipeline.entities import ENTITIES
from ticketlint.annotation.pipeline.passive import PASSIVES
from ticketlint.annotation.sentences import Sentence
from ticketlint.model import Part, SectionName

WEIGHTS = DATA / "readiness.npz"
_PRESENCE = ("present", "partial", "absent")
# What the classifier says of a ticket and in which classes, in the words of the labelling
# guide. The last class of a part is that the ticket says nothing of it.
HEADS: Mapping[str, tuple[str, ...]] = {
    "clarity": ("1", "2", "3", "4", "5"),
    "what": _PRESENCE,
    "why": _PRESENCE,
    "who": _PRESENCE,
    "acceptance": ("explicit", "implicit", "none"),
    "how_without_what": ("no", "yes"),
    "bundled": ("no", "yes"),
    "steps": ("present", "absent"),
    "expected": ("present", "absent"),
    "environment": _PRESENCE,
}
# On the guide's scale a ticket of 3 cannot be finished before a question is answered.
_CLEAR = 4
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a reader would most likely say of a ticket; all values are chances, 0 to 1.

    `unclear` is the chance that work cannot be finished before a question is answered, in
    tenths: it takes points, and a score should not move with every word.
    `lacking` is the chance that the ticket says nothing of a part.
    """

    unclear: float
    how_without_what: float
    bundled: float
    lacking: Mapping[Part, float]


@cache
def load_model() -> Network:
    """Return the trained classifier; its columns are those of `HEADS` in order.

    Raises: ConfigError where its weights do not fit this code.
    """
    return load_network(WEIGHTS, contract())


def contract() -> Contract:
    """Return what the weights must tell of themselves."""
    classes = (f"{head}: {value}" for head, values in HEADS.items() for value in values)
    return Contract(tuple(classes), readiness_definition())


def readiness_of(
    part: CuedOutline, docs: Sequence[Doc], sentences: Sequence[Sentence]
) -> Readiness:
    """Return the judgement of a ticket; `docs[i]` belongs to `part.passages[i]`."""
    chances = _chances(features_of(part, docs, sentences))
    return Readiness(
        unclear=round(sum(chances["clarity"][: _CLEAR - 1]), 1),
        how_without_what=_rounded(chances["how_without_what"][1]),
        bundled=_rounded(chances["bundled"][1]),
        lacking={part: _rounded(chances[part][-1]) for part in Part},
    )


def _chances(features: Features) -> dict[str, list[float]]:
    scores = load_model().scores([features])
    ends = np.cumsum([len(values) for values in HEADS.values()])[:-1]
    parts = np.split(scores, ends, axis=1)
    return {name: softmax(part)[0].tolist() for name, part in zip(HEADS, parts, strict=True)}


def _rounded(chance: float) -> float:
    """Return a chance without the last bits of a float, which differ between machines."""
    return round(chance, _DIGITS)


def features_of(
    part: CuedOutline, docs: Sequence[Doc], sentences: Sequence[Sentence]
) -> dict[str, float]:
    """Return what the classifier reads of a ticket; `docs[i]` belongs to `part.passages[i]`."""
    written = [sentence for sentence in sentences if not sentence.passage.is_unwritten]
    told = [(s.passage.section is SectionName.TITLE, (s.role, s.confidence)) for s in written]
    named = Counter(
        name
        for passage, doc in zip(part.passages, docs, strict=True)
        if not passage.is_unwritten
        for name in _named(doc)
    )
    return readiness_features(
        part.reading.shape,
        part.reading.chances,
        [one for in_title, one in told if in_title],
        [one for in_title, one in told if not in_title],
        named,
    )


def _named(doc: Doc) -> Iterator[str]:
    yield from (span.label_ for span in doc.spans.get(ENTITIES, ()))
    yield from ("passive" for _ in doc.spans.get(PASSIVES, ()))
    for token in doc:
        if token.like_num:
            yield "number"
        elif token.text == "?":
            yield "question mark"
