"""Sentences with the role they should be given: labelled, researchers' and headings' own."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from zlib import crc32

from spacy.language import Language

from ticketlint.annotation.document import BATCH_SIZE
from ticketlint.annotation.networks.facts import Facts, facts_of
from ticketlint.annotation.roles import SECTION_ROLES
from ticketlint.cleaning.outline import Outline, outline
from ticketlint.model import Kind, Role, SectionName, Ticket
from training.tickets.labels import Labelled, Unit, read_corpora, read_gitlab, read_titanium

# Of a project so many tickets are judged by the teacher, if their text is of such a length.
PER_PROJECT, SHORTEST, LONGEST = 700, 30, 2500


@dataclass(frozen=True, slots=True)
class Example:
    """The sentences of one ticket.

    `targets[i]` is the role of sentence i, None where it is not known, `weights[i]` how far
    it is trusted. `units` are (unit, index of the sentence that answers for it or None).
    `texts[i]` and `spans[i]` are sentence i and its field, start, end.
    """

    key: str
    group: str
    origin: str
    outline: Outline
    facts: tuple[Facts, ...]
    texts: tuple[str, ...]
    spans: tuple[tuple[str, int, int], ...]
    kind: Kind | None
    targets: tuple[Role | None, ...] = ()
    weights: tuple[float, ...] = ()
    units: tuple[tuple[Unit, int | None], ...] = ()


def read_sentences(tickets: Sequence[Ticket], nlp: Language, origin: str) -> Iterator[Example]:
    """Yield the sentences of each ticket without targets."""
    outlines = [outline(ticket, {}) for ticket in tickets]
    texts = [passage.text for part in outlines for passage in part.passages]
    docs = nlp.pipe(texts, batch_size=BATCH_SIZE)
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
            [heading_of(part, passage.field, passage.block.start) for passage in part.passages],
            spans,
        )
        places = tuple(
            (part.passages[i].field, *part.passages[i].source_span(s.start_char, s.end_char))
            for i, s in spans
        )
        said = tuple(span.text for _, span in spans)
        yield Example(
            part.ticket.key, part.ticket.project, origin, part, tuple(facts), said, places, None
        )


def heading_of(part: Outline, field: str, start: int) -> str:
    """Return the heading of the section that holds a place, empty where there is none."""
    found = ""
    for section in part.sections:
        if section.field == field and section.start <= start < section.end and section.heading:
            found = section.heading
    return found


def with_labels(example: Example, labelled: Labelled) -> Example:
    """Return the example with the roles of its units; a pass's first vote is the target."""
    shares: list[Counter[Role]] = [Counter() for _ in example.spans]
    answering: list[tuple[Unit, int | None]] = []
    chosen: set[int] = set()
    for unit in labelled.units:
        best, most = None, 0
        for index, (field, start, end) in enumerate(example.spans):
            shared = min(end, unit.end) - max(start, unit.start) if field == unit.field else 0
            if shared > 0:
                shares[index][unit.roles[0]] += shared
                if shared > most:
                    best, most = index, shared
        answering.append((unit, best))
        if best is not None:
            chosen.add(best)
    targets = tuple(share.most_common(1)[0][0] if share else None for share in shares)
    weights = tuple(1.0 if index in chosen else 0.3 for index in range(len(targets)))
    return replace(
        example, targets=targets, weights=weights, units=tuple(answering), kind=labelled.kinds[0]
    )


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


def unlabelled_tickets(shared: Path, held: frozenset[str]) -> list[Ticket]:
    """Return tickets of all corpora, so many of each project, the order drawn from their keys."""
    projects: dict[str, list[Ticket]] = defaultdict(list)
    for ticket in read_corpora(shared):
        if ticket.key not in held and ticket.title.strip() and _is_readable(ticket):
            projects[ticket.project].append(ticket)
    return [
        ticket
        for _, tickets in sorted(projects.items())
        for ticket in sorted(tickets, key=lambda one: crc32(one.key.encode()))[:PER_PROJECT]
    ]


def _is_readable(ticket: Ticket) -> bool:
    return SHORTEST < len(ticket.fields[0].text) < LONGEST


def _is_telling(ticket: Ticket) -> bool:
    part = outline(ticket, {})
    return any(p.section in SECTION_ROLES for p in part.passages if p.field == "description")
