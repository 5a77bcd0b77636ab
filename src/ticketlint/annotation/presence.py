"""Judge what a whole ticket tells its reader, and whether it prescribes how; as chances."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.attrs import LIKE_NUM, ORTH  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc

from ticketlint.annotation.cues import CuedOutline
from ticketlint.annotation.networks.contract import Contract
from ticketlint.annotation.networks.definitions import presence_definition
from ticketlint.annotation.networks.features import DATA, Features, softmax
from ticketlint.annotation.networks.network import Network, load_network
from ticketlint.annotation.networks.presence_features import Told, presence_features
from ticketlint.annotation.pipeline.entities import ENTITIES
from ticketlint.annotation.pipeline.passive import PASSIVES
from ticketlint.annotation.pipeline.spans import IMPERATIVES
from ticketlint.annotation.sentences import Sentence
from ticketlint.model import Part, Role, SectionName

WEIGHTS = DATA / "presence.npz"
_PRESENCE = ("present", "partial", "absent")
# What the classifier says of a ticket and in which classes, in the words of the labelling
# guide. The last class of a part is that the ticket says nothing of it.
HEADS: Mapping[str, tuple[str, ...]] = {
    "clarity": ("1", "2", "3", "4", "5"),
    "what": _PRESENCE,
    "why": _PRESENCE,
    "who": _PRESENCE,
    "acceptance": ("explicit", "implicit", "none"),
    "how": ("no", "yes"),
    "how_without_what": ("no", "yes"),
    "bundled": ("no", "yes"),
    "steps": ("present", "absent"),
    "expected": ("present", "absent"),
    "environment": _PRESENCE,
}
# On the guide's scale a ticket of 3 cannot be finished before a question is answered.
_CLEAR = 4
_DIGITS = 3
_HOW = tuple(Role).index(Role.HOW)


@dataclass(frozen=True, slots=True)
class Presence:
    """What a reader would most likely say of a ticket; all values are chances, 0 to 1.

    `absent` is the chance that the ticket says nothing of a part, `partial` that it says it in
    part only (0 for parts of which readers did not say so). `how` is the chance that it
    prescribes an implementation, the mean of what the classifier and the surest sentence say,
    `unclear` that work cannot be finished before a question is answered, `clear` that nothing
    has to be asked; `clarity` is where readers would put it on the average, from 0 (cannot tell
    what is asked) to 1 (could start now). All are calibrated on projects left out.
    """

    absent: Mapping[Part, float]
    partial: Mapping[Part, float]
    how: float
    how_without_what: float
    unclear: float
    clear: float
    clarity: float


@cache
def load_model() -> Network:
    """Return the trained classifier; its columns are those of `HEADS` in order.

    Raises: ConfigError where its weights do not fit this code.
    """
    return load_network(WEIGHTS, contract())


def contract() -> Contract:
    """Return what the weights must tell of themselves."""
    classes = (f"{head}: {value}" for head, values in HEADS.items() for value in values)
    return Contract(tuple(classes), presence_definition())


def presence_of(part: CuedOutline, docs: Sequence[Doc], sentences: Sequence[Sentence]) -> Presence:
    """Return the judgement of a ticket; `docs[i]` belongs to `part.passages[i]`."""
    chances = _chances(features_of(part, docs, sentences))
    return Presence(
        absent={part: _rounded(chances[part][-1]) for part in Part},
        partial={part: _rounded(sum(chances[part][1:-1])) for part in Part},
        how=_rounded((chances["how"][1] + _surest_how(sentences)) / 2),
        how_without_what=_rounded(chances["how_without_what"][1]),
        unclear=_rounded(sum(chances["clarity"][: _CLEAR - 1])),
        clear=_rounded(chances["clarity"][-1]),
        clarity=_rounded(_mean(chances["clarity"])),
    )


def _surest_how(sentences: Sequence[Sentence]) -> float:
    """Return the chance of the author's sentence that most likely prescribes an implementation."""
    written = (s for s in sentences if s.chances and not s.passage.is_unwritten)
    return max((s.chances[_HOW] for s in written), default=0.0)


def _chances(features: Features) -> dict[str, list[float]]:
    scores = load_model().scores([features])
    ends = np.cumsum([len(values) for values in HEADS.values()])[:-1]
    parts = np.split(scores, ends, axis=1)
    return {name: softmax(part)[0].tolist() for name, part in zip(HEADS, parts, strict=True)}


def _mean(chances: Sequence[float]) -> float:
    """Return the mean of classes in equal steps from 0 to 1."""
    return sum(at * chance for at, chance in enumerate(chances)) / (len(chances) - 1)


def _rounded(chance: float) -> float:
    """Return a chance without the last bits of a float, which differ between machines."""
    return round(chance, _DIGITS)


def features_of(
    part: CuedOutline, docs: Sequence[Doc], sentences: Sequence[Sentence]
) -> dict[str, float]:
    """Return what the classifier reads of a ticket; `docs[i]` belongs to `part.passages[i]`."""
    written = [sentence for sentence in sentences if not sentence.passage.is_unwritten]
    titles = [s for s in written if s.passage.section is SectionName.TITLE]
    others = [s for s in written if s.passage.section is not SectionName.TITLE]
    named = Counter(
        name
        for passage, doc in zip(part.passages, docs, strict=True)
        if not passage.is_unwritten
        for name in _named(doc, in_title=passage.section is SectionName.TITLE)
    )
    told = Told(
        title=[s.chances for s in titles],
        body=[s.chances for s in others],
        named=named,
        heading=part.ticket.title,
        prose="\n".join(s.text for s in others),
    )
    return presence_features(part.reading.shape, part.reading.chances, told)


def _named(doc: Doc, *, in_title: bool) -> Iterator[str]:
    yield from (span.label_ for span in doc.spans.get(ENTITIES, ()))
    yield from ("passive" for _ in doc.spans.get(PASSIVES, ()))
    if not in_title:
        yield from ("imperative" for _ in doc.spans.get(IMPERATIVES, ()))
    mark = doc.vocab.strings["?"]
    for is_number, word in doc.to_array([LIKE_NUM, ORTH]).tolist():
        if is_number:
            yield "number"
        elif word == mark:
            yield "question mark"
