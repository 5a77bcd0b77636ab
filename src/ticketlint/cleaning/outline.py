"""The cheap passes over a ticket: markup read, sections named. No language model."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ticketlint.cleaning.characters import whole_ticket
from ticketlint.cleaning.credentials import conceal_ticket
from ticketlint.cleaning.language import ENGLISH, language_of
from ticketlint.cleaning.markup import read_markup
from ticketlint.cleaning.markup.blocks import Body
from ticketlint.cleaning.sections import OwnHeadings, Passage, Section, find_sections
from ticketlint.cleaning.templates import NO_TEMPLATES, Templates
from ticketlint.config import budgets
from ticketlint.model import Ticket, TicketField

# What the tokenizer makes a word of, nearly; each sign is one.
_WORD = re.compile(r"\w++|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Outline:
    """A ticket read without a language model: texts, sections and the author's prose."""

    ticket: Ticket
    bodies: Mapping[str, Body]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    cut_chars: int = 0
    language: str = ENGLISH


def read_fields(
    ticket: Ticket, own: OwnHeadings, templates: Templates = NO_TEMPLATES
) -> tuple[dict[str, Body], list[Section], list[Passage]]:
    """Return the bodies of title and fields, the sections that headings name, and the prose."""
    bodies: dict[str, Body] = {}
    sections: list[Section] = []
    passages: list[Passage] = []
    lines = templates.of(ticket.project)
    for field in (TicketField("title", ticket.title), *ticket.fields):
        body = read_markup(field.text, field.markup)
        bodies[field.name] = body
        found, prose = find_sections(field.name, body, own, lines)
        sections += found
        passages += prose
    return bodies, sections, passages


def outline(ticket: Ticket, own: OwnHeadings, templates: Templates = NO_TEMPLATES) -> Outline:
    """Read the markup of a ticket and name its sections by their headings.

    Credentials are blacked out first: nothing that comes after can repeat them.
    """
    ticket = conceal_ticket(whole_ticket(ticket))
    bodies, sections, passages = read_fields(ticket, own, templates)
    text = prose_of(passages)
    kept, cut = _bounded(passages)
    cut += sum(body.unread for body in bodies.values())
    language = language_of(f"{ticket.title}\n{text[: budgets.PASSAGE_CHARS]}")
    return Outline(ticket, bodies, tuple(sections), tuple(kept), cut, language)


def prose_of(passages: Sequence[Passage]) -> str:
    """Return what the author wrote below the title."""
    return "\n".join(p.text for p in passages if p.field != "title" and not p.is_template)


def _bounded(passages: Sequence[Passage]) -> tuple[list[Passage], int]:
    """Return the passages, long ones and the last one cut, and how many characters are left out."""
    kept: list[Passage] = []
    room, words, cut = budgets.PROSE_CHARS, budgets.PROSE_WORDS, 0
    for passage in passages:
        size = len(passage.text)
        text = passage.text[: min(room, budgets.PASSAGE_CHARS)]
        marks = list(islice(_WORD.finditer(text), words + 1))
        read = marks[words].start() if len(marks) > words else len(text)
        cut += size - read
        room -= read
        words -= min(words, len(marks))
        if read == size:
            kept.append(passage)
        elif read:
            block = replace(passage.block, text=passage.block.text[: passage.start + read])
            kept.append(replace(passage, block=block))
    return kept, cut
