"""The cheap passes over a ticket: markup read, sections named, kind chosen. No spaCy."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ticketlint.annotation.kinds import KindReading, read_kind
from ticketlint.cleaning.credentials import conceal_ticket
from ticketlint.cleaning.language import ENGLISH, language_of
from ticketlint.cleaning.markup import read_markup
from ticketlint.cleaning.markup.blocks import BlockKind, Body
from ticketlint.cleaning.sections import OwnHeadings, Passage, Section, find_sections, retarget
from ticketlint.cleaning.templates import NO_TEMPLATES, Templates
from ticketlint.model import Kind, SectionName, SectionState, Ticket, TicketField

# Beyond this many characters of prose a ticket is cut; the report says so. The parser
# reads about 50,000 characters a second, so a ticket costs two seconds at most.
MAX_PROSE_CHARS = 100_000
MAX_PASSAGE_CHARS = 10_000

_GHERKIN = re.compile(r"^\W*(scenario( outline)?|given|when|then|and|but)\b", re.IGNORECASE)
_GHERKIN_KEY = re.compile(r"\b(given|when|then)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(should|must|shall|can|cannot|can't|is|are|will|does|do not|doesn't|shows?|displays?"
    r"|returns?|appears?)\b",
    re.IGNORECASE,
)
_USER_ACTION = re.compile(
    r"^\W*(\d+\s*[.)]\s*)?((i|you|we|the user)\s+)?"
    r"(click|tap|press|open|go to|navigate|launch|start|run|select|choose|"
    r"enter|type|fill|create|install|build|scroll|drag|log ?in|sign in|visit|load|"
    r"upload|download|execute|use|try|add|set|switch|close|restart|hover|import|deploy|attach|"
    r"observe|notice|see|verify|copy|paste|save|edit|delete|remove|move|wait|check|download)\b",
    re.IGNORECASE,
)
_CUED = frozenset({SectionName.OTHER, SectionName.BEHAVIOUR})


@dataclass(frozen=True, slots=True)
class Outline:
    """A ticket read without a language model: texts, sections and the author's prose."""

    ticket: Ticket
    kind_reading: KindReading
    bodies: Mapping[str, Body]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    cut_chars: int = 0
    language: str = ENGLISH

    @property
    def kind(self) -> Kind:
        """Return what the ticket is."""
        return self.kind_reading.kind

    @property
    def kind_reason(self) -> str:
        """Return why it was taken for that."""
        return self.kind_reading.reason

    def state(self, name: SectionName) -> SectionState | None:
        """Return the best state of the sections of that name, None where there is none."""
        states = {part.state for part in self.sections if part.name is name}
        order = (SectionState.PRESENT, SectionState.TEMPLATE, SectionState.EMPTY)
        return next((state for state in order if state in states), None)


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
    """Read the markup of a ticket, name its sections and choose its kind.

    Credentials are blacked out first: nothing that comes after can repeat them.
    """
    ticket = conceal_ticket(ticket)
    bodies, sections, passages = read_fields(ticket, own, templates)
    text = prose_of(passages)
    reading = read_kind(ticket, sections, text[:MAX_PASSAGE_CHARS])
    cued, moved = _cue_sections(sections, passages, reading.kind)
    kept, cut = _bounded(moved)
    language = language_of(f"{ticket.title}\n{text[:MAX_PASSAGE_CHARS]}")
    return Outline(ticket, reading, bodies, tuple(cued), tuple(kept), cut, language)


def prose_of(passages: Sequence[Passage]) -> str:
    """Return what the author wrote below the title."""
    return "\n".join(p.text for p in passages if p.field != "title" and not p.is_template)


def _bounded(passages: Sequence[Passage]) -> tuple[list[Passage], int]:
    """Return the passages, long ones and the last one cut, and how many characters are left out."""
    kept: list[Passage] = []
    room, cut = MAX_PROSE_CHARS, 0
    for passage in passages:
        size = len(passage.text)
        read = min(size, room, MAX_PASSAGE_CHARS)
        cut += size - read
        room -= read
        if read == size:
            kept.append(passage)
        elif read:
            block = replace(passage.block, text=passage.block.text[: passage.start + read])
            kept.append(replace(passage, block=block))
    return kept, cut


def _cue_sections(
    sections: Sequence[Section], passages: Sequence[Passage], kind: Kind
) -> tuple[list[Section], list[Passage]]:
    """Name the sections that have no telling heading but telling content."""
    moved = list(passages)
    cued = list(sections)
    for name, indexes in _cues(moved, kind, {part.name for part in sections}):
        for index in indexes:
            moved[index] = retarget(moved[index], name)
        first, last = moved[indexes[0]], moved[indexes[-1]]
        cued.append(
            Section(name, first.field, "", first.block.start, last.block.end, SectionState.PRESENT)
        )
    return cued, moved


def _cues(
    passages: Sequence[Passage], kind: Kind, named: set[SectionName]
) -> Iterator[tuple[SectionName, list[int]]]:
    gherkin = [i for i, p in enumerate(passages) if p.section in _CUED and _GHERKIN.match(p.text)]
    keys = {m.casefold() for i in gherkin for m in _GHERKIN_KEY.findall(passages[i].text)}
    if {"when", "then"} <= keys or {"given", "then"} <= keys:
        yield SectionName.ACCEPTANCE_CRITERIA, gherkin
        return
    if kind is Kind.BUG and SectionName.STEPS not in named:
        steps = [i for i in _items(passages) if _USER_ACTION.match(passages[i].text)]
        if len(steps) >= 2:
            yield SectionName.STEPS, steps
    if kind is not Kind.BUG and SectionName.ACCEPTANCE_CRITERIA not in named:
        conditions = [
            i
            for i in _items(passages)
            if passages[i].block.checked is not None
            and _CONDITION.search(passages[i].text)
            and not _USER_ACTION.match(passages[i].text)
        ]
        if conditions:
            yield SectionName.ACCEPTANCE_CRITERIA, conditions


def _items(passages: Sequence[Passage]) -> Iterator[int]:
    for index, passage in enumerate(passages):
        if passage.section in _CUED and passage.block.kind is BlockKind.ITEM:
            yield index
