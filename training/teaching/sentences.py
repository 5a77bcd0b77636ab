"""Judge unlabelled sentences by a teacher.

`python -m training.teaching.sentences --output FILE`.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.annotation.roles import ROLES
from training.networks.fitting import Head
from training.roles.examples import Example, read_sentences, with_labels
from training.teaching.teacher import Pair, fit_teacher
from training.tickets.corpora import unlabelled_tickets
from training.tickets.labels import held_back, read_labelled, read_more_roles, read_training
from training.tickets.taught import write_taught

TOKENS = 112

Vector = Any


def pairs_of(example: Example) -> Iterator[Pair]:
    """Yield each sentence and what stands around it."""
    title = example.outline.ticket.title[:110]
    for index, (text, fact) in enumerate(zip(example.texts, example.facts, strict=True)):
        before = example.texts[index - 1][:120] if index > 1 else ""
        after = "".join(example.texts[index + 1 : index + 2])[:80]
        place = f"{fact.section.value} {fact.block} {fact.field}"
        around = f"{title} | {fact.heading[:50]} | {place} | before: {before} | after: {after}"
        yield text[:260], around


def teach(
    labelled: Sequence[Example], unlabelled: Sequence[Example]
) -> Iterator[tuple[str, Vector]]:
    """Yield key and chances of the roles, shape (sentences, roles), of each unlabelled ticket."""
    rows = [
        (pair, (ROLES.index(role),))
        for example in labelled
        for pair, role, weight in zip(
            pairs_of(example), example.targets, example.weights, strict=True
        )
        if role is not None and weight >= 1
    ]
    teacher = fit_teacher([p for p, _ in rows], [r for _, r in rows], [Head(len(ROLES))], TOKENS)
    for example in unlabelled:
        yield example.key, teacher.chances(list(pairs_of(example)))


def main() -> None:
    """Fit the teacher to all labelled tickets but `dev`; judge a part of the corpora."""
    parser = argparse.ArgumentParser(
        prog="python -m training.teaching.sentences", description=__doc__
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    nlp = load_pipeline()
    own = read_training(arguments.shared) + read_more_roles(arguments.shared)
    dev = read_labelled(arguments.shared / "labels" / "dev.jsonl")
    held = held_back(own + dev)
    read = read_sentences([one.ticket for one in own], nlp)
    labelled = [with_labels(example, one) for example, one in zip(read, own, strict=True)]
    others = list(read_sentences(unlabelled_tickets(arguments.shared, held), nlp))
    write_taught(arguments.output, dict(teach(labelled, others)))


if __name__ == "__main__":
    main()
