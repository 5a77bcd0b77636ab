"""Say what each sentence of a ticket does: why, what, how, criterion, observed and so on."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.tokens import Doc, Span

from ticketlint.annotation.networks.contract import Contract
from ticketlint.annotation.networks.definitions import role_definition
from ticketlint.annotation.networks.facts import facts_of
from ticketlint.annotation.networks.features import DATA, softmax
from ticketlint.annotation.networks.network import Network, load_network
from ticketlint.annotation.networks.role_features import role_features
from ticketlint.cleaning.sections import Passage, Section
from ticketlint.model import Kind, Role, SectionName

WEIGHTS = DATA / "roles.npz"
ROLES = tuple(Role)
# What a sentence does under a telling heading.
SECTION_ROLES: Mapping[SectionName, Role] = {
    SectionName.STEPS: Role.STEP,
    SectionName.EXPECTED: Role.EXPECTED,
    SectionName.ACTUAL: Role.OBSERVED,
    SectionName.ENVIRONMENT: Role.ENVIRONMENT,
    SectionName.ACCEPTANCE_CRITERIA: Role.CRITERION,
    SectionName.NEED: Role.WHY,
    SectionName.OPEN_QUESTIONS: Role.QUESTION,
}


@dataclass(frozen=True, slots=True)
class RoleJudgement:
    """What a sentence does: the likeliest role and its chance, and the chances of all `ROLES`."""

    role: Role
    confidence: float
    chances: tuple[float, ...]


_UNWRITTEN = RoleJudgement(Role.OTHER, 1.0, tuple(float(role is Role.OTHER) for role in ROLES))


@cache
def load_model() -> Network:
    """Return the trained classifier; its classes are `ROLES` in order.

    Raises: ConfigError where its weights do not fit this code.
    """
    return load_network(WEIGHTS, contract())


def contract() -> Contract:
    """Return what the weights must tell of themselves."""
    return Contract(ROLES, role_definition())


def roles_of(
    passages: Sequence[Passage],
    sections: Sequence[Section],
    docs: Sequence[Doc],
    spans: Sequence[tuple[int, Span]],
    kinds: Mapping[Kind, float],
) -> list[RoleJudgement]:
    """Return what each sentence of one ticket does.

    `docs[i]` belongs to `passages[i]`; `spans` are (index of the passage, sentence) in
    reading order; `kinds` are the probabilities of what the ticket is.
    """
    if not spans:
        return []
    headings = headings_of(passages, sections)
    facts = facts_of(passages, docs, headings, spans)
    chances = softmax(load_model().scores(role_features(facts, kinds)))
    judged = [_judgement(row) for row in chances]
    return [
        _UNWRITTEN if passages[index].is_unwritten else found
        for (index, _), found in zip(spans, judged, strict=True)
    ]


def headings_of(passages: Sequence[Passage], sections: Sequence[Section]) -> list[str]:
    """Return the heading of the last section around each passage, empty where there is none."""
    fields = {passage.field for passage in passages}
    headed = {field: _Headed(field, sections) for field in fields}
    return [headed[passage.field].around(passage.block.start) for passage in passages]


class _Headed:
    """The sections of a field that have a heading."""

    def __init__(self, field: str, sections: Sequence[Section]) -> None:
        """Those that a heading opened do not overlap and come in reading order."""
        parts = [part for part in sections if part.field == field and part.heading]
        self._parts = sorted(parts, key=lambda part: part.start)
        self._starts = [part.start for part in self._parts]

    def around(self, place: int) -> str:
        """Return the heading of the last section that holds a place of the field."""
        index = bisect_right(self._starts, place) - 1
        part = self._parts[index] if index >= 0 else None
        return part.heading if part is not None and place < part.end else ""


def _judgement(row: Sequence[float]) -> RoleJudgement:
    best = int(np.argmax(row))
    chances = tuple(round(float(chance), 3) for chance in row)
    return RoleJudgement(ROLES[best], chances[best], chances)
