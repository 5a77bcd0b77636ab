"""Choose the kind of a ticket, then name the sections that only their content tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ticketlint.annotation.kinds import KindReading, read_kind
from ticketlint.cleaning.markup.blocks import BlockKind
from ticketlint.cleaning.outline import Outline, prose_of
from ticketlint.cleaning.sections import Passage, Section, retarget
from ticketlint.config import budgets
from ticketlint.model import Kind, SectionName, SectionState, Ticket

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
class CuedOutline:
    """An outline whose kind is known, with sections named by headings and by content.

    `passages` are those of the outline, each under its section.
    """

    outline: Outline
    reading: KindReading
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]

    @property
    def ticket(self) -> Ticket:
        """Return the ticket as its source gave it, without its secrets."""
        return self.outline.ticket


def cue(outline: Outline) -> CuedOutline:
    """Return an outline with its kind, and with the sections that its content tells."""
    text = prose_of(outline.passages)[: budgets.PASSAGE_CHARS]
    reading = read_kind(outline.ticket, outline.sections, text)
    sections, passages = _cue_sections(outline.sections, outline.passages, reading.kind)
    return CuedOutline(outline, reading, tuple(sections), tuple(passages))


def _cue_sections(
    sections: Sequence[Section], passages: Sequence[Passage], kind: Kind
) -> tuple[list[Section], list[Passage]]:
    """Name the sections that have no telling heading but telling content."""
    moved = list(passages)
    cued = list(sections)
    for name, indexes in _cues(moved, kind, {part.name for part in sections}):
        for index in indexes:
            moved[index] = retarget(moved[index], name)
        last = moved[indexes[-1]]
        first = next(moved[index] for index in indexes if moved[index].field == last.field)
        cued.append(
            Section(name, first.field, "", first.block.start, last.block.end, SectionState.PRESENT)
        )
    return cued, moved


def _cues(
    passages: Sequence[Passage], kind: Kind, named: set[SectionName]
) -> Iterator[tuple[SectionName, list[int]]]:
    gherkin = [i for i, p in _written(passages) if _GHERKIN.match(p.text)]
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
    for index, passage in _written(passages):
        if passage.block.kind is BlockKind.ITEM:
            yield index


def _written(passages: Sequence[Passage]) -> Iterator[tuple[int, Passage]]:
    for index, passage in enumerate(passages):
        if passage.section in _CUED and not passage.is_unwritten:
            yield index, passage
