"""Turn an annotated ticket into named features for the readiness classifier.

Of its words only vectors count: with the words themselves the classifier learnt projects.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ticketlint.annotation.networks.features import Features
from ticketlint.model import Kind, Role

# A thing that is named more often than this says no more.
_MOST = 4
# The role of a sentence and how sure it is, 0 to 1.
RoleTold = tuple[Role, float]


def readiness_features(
    shape: Features,
    kinds: Mapping[Kind, float],
    title: Sequence[RoleTold],
    body: Sequence[RoleTold],
    named: Counter[str],
) -> dict[str, float]:
    """Return the features of one ticket.

    `shape` are its `shape_features`, `kinds` the chances of its kind; `title` and `body` are
    the roles of the author's sentences, `named` how many things of each sort they name.
    """
    row = dict(shape)
    row.update((f"kind:{kind.value}", chance) for kind, chance in kinds.items())
    for role, confidence in title[:1]:
        row[f"title-role:{role.value}"] = 1.0
        row[f"title-role-sure:{role.value}"] = confidence
    row.update(_roles(body))
    row.update(_size(len(body)))
    row.update((f"named:{name}", min(count, _MOST) / _MOST) for name, count in named.items())
    return row


def _roles(body: Sequence[RoleTold]) -> Iterator[tuple[str, float]]:
    for role in Role:
        sure = [confidence for found, confidence in body if found is role]
        if sure:
            yield f"has:{role.value}", 1.0
            yield f"surest:{role.value}", max(sure)
            yield f"many:{role.value}", math.log1p(len(sure)) / 2


def _size(sentences: int) -> Iterator[tuple[str, float]]:
    if not sentences:
        yield "no-body", 1.0
    yield "sentences", math.log1p(sentences) / 3
    yield f"sentences:{min(sentences, 8)}", 0.5
