"""Turn an annotated ticket into named features for the classifier of what it tells.

Of its words only vectors count: with the words themselves the classifier learnt projects. What
each group of features is worth was measured on projects left out (docs/decisions.md, 14).
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ticketlint.annotation.networks.features import Features
from ticketlint.annotation.networks.presence_cues import cues_of
from ticketlint.model import Kind, Role

ROLES = tuple(Role)
# A thing that is named more often than this says no more.
_MOST = 4
# Bounds of steps in the number of words.
_SIZES = (1, 15, 40, 150)
# A role is there for a combination of roles from this chance on.
_THERE = 0.5

# The chances of the roles of a sentence, in the order of `Role`.
Chances = Sequence[float]


@dataclass(frozen=True, slots=True)
class Told:
    """What the classifier reads of a ticket beside its shape and kind.

    `title` and `body` hold the chances of the roles of the author's sentences, `named` how many
    things of each sort they name; `heading` is the text of the title, `prose` that of the rest.
    """

    title: Sequence[Chances]
    body: Sequence[Chances]
    named: Counter[str]
    heading: str
    prose: str


def presence_features(shape: Features, kinds: Mapping[Kind, float], told: Told) -> dict[str, float]:
    """Return the features of one ticket; `shape` are its `shape_features`, `kinds` its chances."""
    row = dict(shape)
    row.update((f"kind:{kind.value}", chance) for kind, chance in kinds.items())
    for chances in told.title[:1]:
        row.update((f"title-role:{role.value}", c) for role, c in _by_role(chances))
    row.update(_roles(told.body))
    row.update(_interplay(kinds.get(Kind.BUG, 0.0), told))
    row.update(_size(len(told.body), len(told.prose.split())))
    row.update((f"named:{name}", min(n, _MOST) / _MOST) for name, n in told.named.items())
    row.update((f"cue:{name}", 1.0) for name in cues_of(told.heading, told.prose))
    return row


def _by_role(chances: Chances) -> Iterator[tuple[Role, float]]:
    return zip(ROLES, chances, strict=True)


def _roles(body: Sequence[Chances]) -> Iterator[tuple[str, float]]:
    """Yield for each role how surely it is there, once and again, and how much there is of it."""
    for role, column in zip(ROLES, zip(*body, strict=True), strict=True) if body else ():
        ranked = sorted(column, reverse=True)
        yield f"surest:{role.value}", ranked[0]
        yield f"second:{role.value}", ranked[1] if len(ranked) > 1 else 0.0
        yield f"any:{role.value}", 1 - math.prod(1 - chance for chance in column)
        yield f"many:{role.value}", math.log1p(sum(column)) / 2
        yield f"share:{role.value}", sum(column) / len(column)


def _interplay(bug: float, told: Told) -> Iterator[tuple[str, float]]:
    """Yield which roles stand together: an instruction without a reason is another ticket."""
    surest = {role: max((row[i] for row in told.body), default=0.0) for i, role in enumerate(ROLES)}
    title = dict(_by_role(told.title[0])) if told.title else {}
    reason = max(surest[Role.WHY], surest[Role.OBSERVED])
    outcome = max(surest[Role.WHAT], surest[Role.EXPECTED], surest[Role.CRITERION])
    how = max(surest[Role.HOW], title.get(Role.HOW, 0.0))
    yield "how&no-reason", how * (1 - reason)
    yield "title-how&no-reason", title.get(Role.HOW, 0.0) * (1 - reason)
    yield "how&no-outcome", how * (1 - outcome)
    yield "only-how", how * (1 - outcome) * (1 - reason)
    yield "nothing", (1 - how) * (1 - outcome) * (1 - reason)
    yield "bug&expected", bug * surest[Role.EXPECTED]
    yield "bug&no-expected", bug * (1 - surest[Role.EXPECTED])
    yield "no-bug&no-what", (1 - bug) * (1 - surest[Role.WHAT])
    yield "no-bug&no-criterion", (1 - bug) * (1 - surest[Role.CRITERION])
    for role in ROLES:
        if surest[role] >= _THERE:
            yield f"has:{role.value}", 1.0


def _size(sentences: int, words: int) -> Iterator[tuple[str, float]]:
    if not sentences:
        yield "no-body", 1.0
    yield "sentences", math.log1p(sentences) / 3
    yield f"sentences:{min(sentences, 8)}", 0.5
    yield f"words:{sum(words >= bound for bound in _SIZES)}", 1.0
