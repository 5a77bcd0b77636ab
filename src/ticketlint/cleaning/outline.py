"""The cheap passes over a ticket: markup read, sections named. No language model."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ticketlint.cleaning.characters import whole_ticket
from ticketlint.cleaning.exemptions import take_exemptions
from ticketlint.cleaning.heading_lines import OwnHeadings
from ticketlint.cleaning.language import ENGLISH, language_of
from ticketlint.cleaning.markup.blocks import Body, cut_all
from ticketlint.cleaning.markup.concealing import concealed_bodies
from ticketlint.cleaning.markup.unfencing import unfenced
from ticketlint.cleaning.sections import Passage, Section, find_sections
from ticketlint.cleaning.templates import NO_TEMPLATES, Templates, line_key
from ticketlint.config import budgets
from ticketlint.harmless.credentials import conceal_facts
from ticketlint.model import Exemption, Markup, Ticket

# What the tokenizer makes a word of, nearly; each sign is one.
_WORD = re.compile(r"\w++|[^\w\s]")
_REST_OF_WORD = re.compile(r"\w++")


@dataclass(frozen=True, slots=True)
class Outline:
    """A ticket read without a language model: texts, sections and the author's prose.

    `beyond` is the prose beyond the budgets, in pieces that no word is cut by; nothing parses it.
    `cut_chars` counts its characters and those of which not even blocks were made.
    `repeated` are the lines of templates that stand in it, as `line_key` gives them.
    `unfenced` are the fields that were one block of code and are read as the prose they hold.
    `exemptions` are what lines of the ticket, which nothing else reads, ask to be left out.
    """

    ticket: Ticket
    bodies: Mapping[str, Body]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    beyond: tuple[Passage, ...] = ()
    cut_chars: int = 0
    language: str = ENGLISH
    repeated: frozenset[str] = frozenset()
    unfenced: frozenset[str] = frozenset()
    exemptions: tuple[Exemption, ...] = ()


def read_fields(
    ticket: Ticket, own: OwnHeadings, templates: Templates = NO_TEMPLATES
) -> tuple[dict[str, Body], list[Section], list[Passage]]:
    """Return the bodies of title and fields, the sections that headings name, and the prose."""
    bodies, _ = concealed_bodies(ticket)
    return dict(bodies), *_read_bodies(bodies, own, templates.of(ticket.project))


def _read_bodies(
    bodies: Iterable[tuple[str, Body]], own: OwnHeadings, lines: frozenset[str]
) -> tuple[list[Section], list[Passage]]:
    sections: list[Section] = []
    passages: list[Passage] = []
    for name, body in bodies:
        found, prose = find_sections(name, body, own, lines)
        sections += found
        passages += prose
    return sections, passages


def _concealed(ticket: Ticket, bodies: Sequence[tuple[str, Body]], values: Sequence[str]) -> Ticket:
    """Return the ticket with the texts that offsets point into, and facts without credentials."""
    (_, title), *rest = bodies
    fields = tuple(
        replace(
            field,
            text=body.text,
            markup=Markup.PLAIN if field.markup is Markup.ADF else field.markup,
        )
        for field, (_, body) in zip(ticket.fields, rest, strict=True)
    )
    return conceal_facts(replace(ticket, title=title.text, fields=fields), values)


def outline(ticket: Ticket, own: OwnHeadings, templates: Templates = NO_TEMPLATES) -> Outline:
    """Read the markup of a ticket and name its sections by their headings.

    Credentials are blacked out before anything reads the text: nothing after can repeat them.
    """
    whole, exemptions = take_exemptions(whole_ticket(ticket))
    bodies, values = concealed_bodies(whole)
    ticket = _concealed(whole, bodies, values)
    prose = {name: found for name, body in bodies if (found := unfenced(body))}
    bodies = [(name, prose.get(name, body)) for name, body in bodies]
    sections, passages = _read_bodies(bodies, own, templates.of(ticket.project))
    text = prose_of(passages)
    kept, left = _bounded(passages)
    cut = sum(len(passage.text) - read for passage, read in left)
    cut += sum(body.unread for _, body in bodies)
    language = language_of(f"{ticket.title}\n{text[: budgets.PASSAGE_CHARS]}")
    repeated = frozenset(line_key(p.block.text) for p in passages if p.is_template)
    return Outline(
        ticket=ticket,
        bodies=dict(bodies),
        sections=tuple(sections),
        passages=tuple(kept),
        beyond=tuple(piece for passage, read in left for piece in _pieces(passage, read)),
        cut_chars=cut,
        language=language,
        repeated=repeated,
        unfenced=frozenset(prose),
        exemptions=exemptions,
    )


def prose_of(passages: Sequence[Passage]) -> str:
    """Return what the author wrote below the title."""
    return "\n".join(p.text for p in passages if p.field != "title" and not p.is_template)


def _bounded(passages: Sequence[Passage]) -> tuple[list[Passage], list[tuple[Passage, int]]]:
    """Return the passages, long ones and the last one cut; and those not kept as a whole.

    Each of the latter has with it how many of its characters are kept.
    """
    kept: list[Passage] = []
    left: list[tuple[Passage, int]] = []
    room, words = budgets.PROSE_CHARS, budgets.PROSE_WORDS
    for number, passage in enumerate(passages):
        size = len(passage.text)
        words = words if number < budgets.PROSE_PASSAGES else 0
        text = passage.text[: min(room, budgets.PASSAGE_CHARS)]
        marks = list(islice(_WORD.finditer(text), words + 1))
        read = marks[words].start() if len(marks) > words else len(text)
        room -= read
        words -= min(words, len(marks))
        if read == size:
            kept.append(passage)
            continue
        left.append((passage, read))
        if read:
            block = replace(passage.block, text=passage.block.text[: passage.start + read])
            kept.append(replace(passage, block=block))
    return kept, left


def _pieces(passage: Passage, read: int) -> Iterator[Passage]:
    """Yield what stands behind the first `read` characters, without the word that these cut."""
    text = passage.block.text
    start = passage.start + read
    if not start and len(text) <= budgets.PASSAGE_CHARS:
        yield replace(passage, is_beyond=True)
        return
    spans: list[tuple[int, int]] = []
    while start < len(text):
        first = _rest_of_word(text, start) if start else 0
        start = min(first + budgets.PASSAGE_CHARS, len(text))
        if first < start:
            spans.append((first, start))
    for block in cut_all(passage.block, spans):
        yield replace(passage, block=block, start=0, is_beyond=True)


def _rest_of_word(text: str, start: int) -> int:
    """Return where the word ends in whose midst a cut at `start` lies, `start` in none."""
    rest = _REST_OF_WORD.match(text, start - 1)
    return rest.end() if rest else start
