"""Sentences with the role they should be given: labelled, researchers' and headings' own."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from spacy.language import Language

from ticketlint.annotation.cues import CuedOutline, cue
from ticketlint.annotation.networks.facts import Facts, facts_of
from ticketlint.annotation.roles import SECTION_ROLES, headings_of
from ticketlint.cleaning.outline import outline
from ticketlint.config.budgets import PIPE_PASSAGES
from ticketlint.model import Role, SectionName, Ticket
from training.tickets.corpora import read_gitlab, read_titanium
from training.tickets.demibud import Judged
from training.tickets.labels import Labelled, Unit


@dataclass(frozen=True, slots=True)
class Example:
    """The sentences of one ticket.

    `targets[i]` is the role of sentence i, None where it is not known, `weights[i]` how far
    it is trusted. `units` are (unit, index of the sentence that answers for it or None).
    `texts[i]` and `spans[i]` are sentence i and its field, start, end.
    """

    key: str
    group: str
    outline: CuedOutline
    facts: tuple[Facts, ...]
    texts: tuple[str, ...]
    spans: tuple[tuple[str, int, int], ...]
    targets: tuple[Role | None, ...] = ()
    weights: tuple[float, ...] = ()
    units: tuple[tuple[Unit, int | None], ...] = ()


def read_sentences(tickets: Sequence[Ticket], nlp: Language) -> Iterator[Example]:
    """Yield the sentences of each ticket without targets."""
    outlines = [cue(outline(ticket, {})) for ticket in tickets]
    texts = [passage.text for part in outlines for passage in part.passages]
    docs = nlp.pipe(texts, batch_size=PIPE_PASSAGES)
    for part in outlines:
        own = [next(docs) for _ in part.passages]
        spans = [
            (index, span)
            for index, doc in enumerate(own)
            for span in doc.sents
            if any(char.isalnum() for char in span.text)
        ]
        facts = facts_of(
            part.passages,
            own,
            headings_of(part.passages, part.sections),
            spans,
        )
        places = tuple(
            (part.passages[i].field, *part.passages[i].source_span(s.start_char, s.end_char))
            for i, s in spans
        )
        said = tuple(span.text for _, span in spans)
        yield Example(part.ticket.key, part.ticket.project, part, tuple(facts), said, places)


def with_labels(example: Example, labelled: Labelled) -> Example:
    """Return the example with the roles of its units; a pass's first vote is the target."""
    shares: list[Counter[Role]] = [Counter() for _ in example.spans]
    answers: list[tuple[Unit, int | None]] = []
    chosen: set[int] = set()
    for unit in labelled.units:
        best, most = None, 0
        for index, (field, start, end) in enumerate(example.spans):
            shared = min(end, unit.end) - max(start, unit.start) if field == unit.field else 0
            if shared > 0:
                shares[index][unit.roles[0]] += shared
                if shared > most:
                    best, most = index, shared
        answers.append((unit, best))
        if best is not None:
            chosen.add(best)
    targets = tuple(share.most_common(1)[0][0] if share else None for share in shares)
    weights = tuple(1.0 if index in chosen else 0.3 for index in range(len(targets)))
    return replace(example, targets=targets, weights=weights, units=tuple(answers))


def answering(example: Example, judged: Judged) -> int | None:
    """Return the index of our sentence that shares most with a judged one."""
    best, most = None, 0
    for index, (field, start, end) in enumerate(example.spans):
        shared = min(end, judged.end) - max(start, judged.start) if field == "description" else 0
        if shared > most:
            best, most = index, shared
    return best


def with_judgements(example: Example, judged: Sequence[Judged]) -> Example:
    """Return the example with the roles of sentences that have exactly one."""
    targets: list[Role | None] = [None] * len(example.facts)
    for one in judged:
        index = answering(example, one)
        if index is not None and len(one.roles) == 1:
            (targets[index],) = one.roles
    return replace(example, targets=tuple(targets), weights=(1.0,) * len(targets))


def weak_example(example: Example) -> Example:
    """Return the example with the headings taken away and the roles that they name."""
    facts, targets = zip(*(_weak_fact(fact) for fact in example.facts), strict=True)
    return replace(example, facts=facts, targets=targets, weights=(1.0,) * len(facts))


def _weak_fact(fact: Facts) -> tuple[Facts, Role | None]:
    role = SECTION_ROLES.get(fact.section)
    if role is None or "end::" in fact.cues:
        return fact, None
    bare = replace(fact, section=SectionName.OTHER, heading="", lead="", since=0)
    return bare, role


def weak_tickets(shared: Path, held: frozenset[str], count: int, seed: int) -> list[Ticket]:
    """Return tickets whose reporters wrote telling headings, `count` of each tracker."""
    rng = random.Random(seed)
    chosen: list[Ticket] = []
    for tickets in (read_titanium(shared), read_gitlab(shared)):
        telling = [t for t in tickets if t.key not in held and 80 < len(t.fields[0].text) < 4000]
        rng.shuffle(telling)
        chosen += list(islice(filter(_is_telling, telling), count))
    return chosen


def _is_telling(ticket: Ticket) -> bool:
    part = cue(outline(ticket, {}))
    return any(p.section in SECTION_ROLES for p in part.passages if p.field == "description")
