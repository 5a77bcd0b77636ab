"""What is spared changes no result: batches, shared documents, words that rules need."""

import os
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from spacy.language import Language

from tests.conftest import ROOT
from ticketlint.annotation.cues import cue
from ticketlint.annotation.document import TicketDoc, sentences_of
from ticketlint.annotation.presence import presence_of
from ticketlint.annotation.topics import topic_of
from ticketlint.cleaning.outline import outline
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.matching.patterns import PatternSet
from ticketlint.model import Ticket
from ticketlint.run.execution import batches
from ticketlint.run.selection import resolve
from ticketlint.sources import SourceOptions, read_tickets

# `make compare` takes 2,000; that costs minutes.
MANY = int(os.environ.get("COMPARED_TICKETS", "60"))


def tickets_of(path: Path) -> Iterable[Ticket]:
    items = read_tickets([str(path)], SourceOptions())
    return [one for one in islice(items, MANY) if isinstance(one, Ticket)]


def alone(ticket: Ticket, nlp: Language) -> TicketDoc:
    """A ticket of which each passage is annotated by itself, with every component."""
    part = cue(outline(ticket, {}))
    docs = tuple(nlp(passage.text) for passage in part.passages)
    sentences = tuple(sentences_of(part, docs))
    return TicketDoc(
        outline=part.outline,
        reading=part.reading,
        sections=part.sections,
        passages=part.passages,
        docs=docs,
        sentences=sentences,
        presence=presence_of(part, docs, sentences),
        topic=topic_of(part.passages, docs),
    )


def spare_nothing(patterns: PatternSet) -> None:
    """Let every pattern be tried on every passage, whatever words stand there."""
    matchers = patterns._matchers
    for key, expressions in matchers.regexes.items():
        matchers.regexes[key] = [replace(one, words=None) for one in expressions]
    for sparing in (matchers.tokens, matchers.dependency):
        sparing._choosy = [([], matcher) for _, matcher in sparing._choosy]


def differing(tickets: Iterable[Ticket], nlp: Language) -> list[str]:
    """The keys of tickets whose results are not those of everything annotated and tried."""
    linter, thorough = Linter(resolve(Config()), nlp), Linter(resolve(Config()), nlp)
    spare_nothing(thorough._patterns)
    return [
        result.address.key
        for part in batches(tickets)
        for ticket, result in zip(part, linter.lint(part), strict=True)
        if result != thorough.judge(alone(ticket, nlp))
    ]


def test_the_examples_are_judged_as_with_everything_annotated(nlp: Language) -> None:
    assert differing(tickets_of(ROOT / "examples"), nlp) == []


def test_real_tickets_are_judged_as_with_everything_annotated(nlp: Language, shared: Path) -> None:
    tickets = tickets_of(shared / "corpora" / "titanium-jira.jsonl.gz")

    assert differing(tickets, nlp) == []
