"""Turn the facts of a ticket's sentences into named features for the role classifier."""

from collections.abc import Iterator, Mapping, Sequence

from ticketlint.annotation.networks.facts import Facts
from ticketlint.annotation.networks.words import mean_vector, named
from ticketlint.model import Kind

KINDS = tuple(Kind)


def role_features(facts: Sequence[Facts], kinds: Mapping[Kind, float]) -> list[dict[str, float]]:
    """Return the features of each sentence; `kinds` are the probabilities of the ticket's kind."""
    likeliest = max(KINDS, key=lambda kind: kinds.get(kind, 0.0))
    ticket = dict(_ticket(facts, kinds))
    rows = []
    for index, fact in enumerate(facts):
        row: dict[str, float] = dict(ticket)
        row.update(_words(fact.words))
        row.update((cue, 0.5) for cue in _cues(fact, likeliest))
        row.update((name, 1.0) for name in _place(fact, index, len(facts), likeliest))
        row.update((name, 0.4) for name in _neighbours(facts, index))
        row.update(named("vector:", mean_vector(fact.words), 1.0))
        rows.append(row)
    return rows


def _ticket(facts: Sequence[Facts], kinds: Mapping[Kind, float]) -> Iterator[tuple[str, float]]:
    for kind in KINDS:
        yield f"kind:{kind.value}", kinds.get(kind, 0.0)
    for section in sorted({fact.section.value for fact in facts}):
        yield f"has:{section}", 0.5


def _words(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    weight = 2.0 / max(len(words), 4) ** 0.5
    before = "^"
    for word in words:
        yield f"w:{word}", weight
        yield f"b:{before} {word}", weight
        before = word
    yield f"b:{before} $", weight


def _cues(fact: Facts, kind: Kind) -> Iterator[str]:
    for cue in fact.cues:
        yield cue
        yield f"{cue}&{fact.section.value}"
        yield f"{cue}&{kind.value}"


def _place(fact: Facts, index: int, count: int, kind: Kind) -> Iterator[str]:
    section, block = fact.section.value, fact.block
    yield f"section:{section}"
    yield f"section:{section}&{kind.value}"
    yield f"section:{section}&{block}"
    yield f"block:{block}"
    yield f"block:{block}&{kind.value}"
    yield f"field:{fact.field}"
    yield f"field:{fact.field}&{kind.value}"
    yield f"heading:{fact.heading}"
    for word in fact.heading.split():
        yield f"headword:{word}"
    yield f"lead:{fact.lead}"
    yield f"lead:{fact.lead}&{block}"
    yield f"lead:{fact.lead}&{min(fact.since, 3)}"
    if fact.first:
        yield "first"
    yield f"at:{min(index, 3)}"
    yield f"third:{index * 3 // max(count, 1)}"
    if index == count - 1:
        yield "last"


def _neighbours(facts: Sequence[Facts], index: int) -> Iterator[str]:
    for step, name in ((-1, "before"), (1, "after")):
        place = index + step
        if not 0 <= place < len(facts):
            yield f"{name}:none"
            continue
        other = facts[place]
        yield f"{name}:{other.block}"
        yield f"{name}:{other.section.value}"
        for cue in other.cues:
            yield f"{name}:{cue}"
        if step < 0 and "end::" in other.cues:
            yield from (f"{name}:w:{word}" for word in other.words[:8])
