"""Give every block of a ticket the section it belongs to, and every section its state."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ticketlint.cleaning.heading_lines import Heading, OwnHeadings, heading_of
from ticketlint.cleaning.headings import to_last_word
from ticketlint.cleaning.markup.blocks import Block, BlockKind, Body, source_span
from ticketlint.cleaning.prompts import Likeness, likeness
from ticketlint.cleaning.templates import line_key
from ticketlint.model import SectionName, SectionState

_NO_WORDS = re.compile(r"[\W_]*")
_PLACEHOLDER_ONLY = re.compile(
    r"tbd|tbc|todo|to do|n/?a|none|nil|xxx+|lorem ipsum.*"
    r"|to be (defined|decided|done|added|determined|confirmed)|same as (above|title)"
    # Who will say it, or in which tool it stands: "tbc with the PO", "see Figma".
    r"|(?:tbd|tbc|todo)(?: (?:with|by|in|from|after|until|at|during)(?: [\w'’-]{1,30}){1,4})?"
    r"|(?:please )?(?:see|refer to|cf\.?)(?: (?:the|our))?(?-i:(?: [A-Z][A-Za-z]+){1,2})"
    r"(?: (?:page|board|file|doc|document|link|design|mock-?ups?))?"
    r"|null|not answered|undefined|(i )?will (be )?add(ed)?( it| this| them)? later|to follow"
    r"|no response( provided)?|please (fill|complete)( this| it)?( in)?"
    # What stands elsewhere is not said here.
    r"|(please )?(see|refer to|cf\.?)( the| my| our){0,2}( attach\w*| comments?| title| subject"
    r"| summary| discussion| thread| screen ?shots?| images?| pictures?| videos?| links?"
    r"| e?-?mails?| slack| chat| above| below){1,3}( for (more )?(details?|info(rmation)?))?"
    r"|(please )?(check|read|look (at|in))( the| my| our)? (attach\w*|comments?)( below)?"
    r"|(more |the |all )?(urls?|links?|details?|info(rmation)?|steps|logs?|versions?|screen ?shots?"
    r"|criteria|description)( are| is)? (in|see|under)( the| my)*( attach\w*| comments?( below)?"
    r"| discussion| thread| chat| slack)"
    r"|as (discussed|described|agreed|mentioned)( above| in the (title|meeting|comments?))?"
    r"|(in|see) (the )?(attach\w*|comments?)|attached",
    re.IGNORECASE,
)
_TO_FILL_IN = re.compile(r"<[^<>]{1,80}>|\[[^\[\]]{1,80}\]")
_MAX_TO_FILL_IN = 80
_FIELD_SECTIONS: Mapping[str, SectionName] = {
    "title": SectionName.TITLE,
    "acceptance_criteria": SectionName.ACCEPTANCE_CRITERIA,
    "environment": SectionName.ENVIRONMENT,
}
# So many lines of a template in a field, and what is like one is one too.
_MANY_PROMPTS = 2
_PROSE_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL})
# A heading that opens no section is read.
_READ_KINDS = _PROSE_KINDS | {BlockKind.HEADING}


@dataclass(frozen=True, slots=True)
class Section:
    """A named part of one field; `start` and `end` are code points into the field's text."""

    name: SectionName
    field: str
    heading: str
    start: int
    end: int
    state: SectionState


def state_of(sections: Iterable[Section], name: SectionName) -> SectionState | None:
    """Return the best state of the sections of that name, None where there is none."""
    states = {part.state for part in sections if part.name is name}
    order = (SectionState.PRESENT, SectionState.TEMPLATE, SectionState.EMPTY)
    return next((state for state in order if state in states), None)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of prose and the section it stands in.

    `start` is where the author's words begin in `block.text` (after an inline label);
    `is_template` tells that it repeats a template, of the team or one that many share,
    `is_beyond` that it lies beyond what is parsed, so that only its words are known.
    """

    field: str
    block: Block
    section: SectionName
    start: int = 0
    is_template: bool = False
    is_beyond: bool = False

    @property
    def text(self) -> str:
        """Return the author's words, without an inline label."""
        return self.block.text[self.start :]

    @property
    def is_unwritten(self) -> bool:
        """Tell whether the author said nothing here: a template's line or a placeholder."""
        return self.is_template or is_placeholder(self.text)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of `text[start:end]` in the text of the field."""
        return source_span(self.block, self.start + start, self.start + end)


@dataclass(slots=True)
class _Open:
    """A section whose end is not yet known."""

    name: SectionName
    heading: str
    level: int
    start: int
    single: bool = False
    passages: list[Passage] = field(default_factory=list)
    other_content: bool = False
    template: bool = False
    end: int = 0


class _Parts(list[_Open]):
    """The sections opened so far; finds the one that a heading stands in without a search."""

    def __init__(self, first: _Open, least: int, known: Mapping[int, Likeness]) -> None:
        """Open the first section; `least` is the likeness from which on a line is a template's.

        `known` is that of blocks, by their identity.
        """
        super().__init__([first])
        self.least = least
        self._known = known
        self._last_of_level: dict[int, tuple[int, _Open]] = {}

    def add(self, part: _Open) -> None:
        """Open a section after the others."""
        self.append(part)
        if part.level > 0 and not part.single:
            self._last_of_level[part.level] = (len(self), part)

    def takes(self, block: Block) -> bool:
        """Tell whether a block is a template's, by how like it its lines are."""
        known = self._known.get(id(block))
        # In a title nothing is likely enough.
        return (
            self.least <= Likeness.SURE
            and (likeness(block) if known is None else known) >= self.least
        )

    def parent(self, level: int) -> _Open | None:
        """Return the section that a heading of `level` stands in, None at the top."""
        last = self._last_of_level.items()
        above = (place for own, place in last if own < level)
        return max(above, key=lambda place: place[0], default=(0, None))[1]


def find_sections(
    name: str, body: Body, own: OwnHeadings, templates: frozenset[str] = frozenset()
) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
    """Return the sections and the prose of the field `name`, both in reading order.

    `templates` are the lines of templates, as `line_key` gives them.
    """
    first = _Open(_FIELD_SECTIONS.get(name, SectionName.OTHER), "", 0, 0)
    opened = _Parts(first, *_likeness(name, body))
    for block in body.blocks:
        heading = heading_of(block, own)
        if heading is None:
            _put(name, block, opened, templates)
        else:
            _open(name, block, heading, opened)
    sections = _close(name, opened, len(body.text))
    return sections, tuple(passage for part in opened for passage in part.passages)


def _likeness(name: str, body: Body) -> tuple[int, Mapping[int, Likeness]]:
    """Return how like a template a line of a field must be, and how like it its prose is.

    The second is by the identity of a block, none for a title, which is the author's.
    """
    if name == "title":
        return Likeness.SURE + 1, {}
    lines = {id(block): likeness(block) for block in body.blocks if block.kind in _PROSE_KINDS}
    several = sum(line is Likeness.SURE for line in lines.values()) >= _MANY_PROMPTS
    return (Likeness.LIKELY if several else Likeness.SURE), lines


def _open(name: str, block: Block, heading: Heading, opened: _Parts) -> None:
    parent = opened.parent(heading.level)
    if heading.known is None and parent is not None and parent.name is not SectionName.OTHER:
        if parent is not opened[-1]:
            opened.add(_Open(parent.name, heading.text, parent.level, block.start))
        return
    part = _Open(
        name=heading.known or SectionName.OTHER,
        heading=heading.text,
        level=heading.level,
        start=block.start,
        single=heading.content_from is not None,
        end=block.end,
    )
    opened.add(part)
    if heading.content_from is not None:
        start = heading.content_from
        is_template = likeness(block, start) >= opened.least
        part.passages.append(Passage(name, block, part.name, start, is_template))


def _put(name: str, block: Block, opened: _Parts, templates: frozenset[str]) -> None:
    part = opened[-1]
    if part.single and block.kind is not BlockKind.ITEM and part.passages:
        part = _resume(opened, block)
    part.end = max(part.end, block.end)
    if block.kind is BlockKind.COMMENT:
        part.template = True
    elif block.kind is BlockKind.CODE and likeness(block) is Likeness.SURE:
        # A scenario of slots that somebody put into a block of code.
        part.template = True
    elif block.kind not in _READ_KINDS or (block.quoted and not opened.takes(block)):
        part.other_content = part.other_content or block.kind is not BlockKind.RULE
    else:
        repeats = bool(templates) and line_key(block.text) in templates
        is_template = repeats or opened.takes(block)
        passage = Passage(name, block, part.name, is_template=is_template)
        part.template |= passage.is_unwritten and bool(block.text.strip())
        part.passages.append(passage)


def _resume(opened: _Parts, block: Block) -> _Open:
    """Go back to the section that an inline label (`Version: 1.2`) interrupted."""
    outer = next(part for part in reversed(opened) if not part.single)
    part = _Open(outer.name, "", outer.level, block.start)
    opened.add(part)
    return part


def _close(name: str, opened: Sequence[_Open], length: int) -> tuple[Section, ...]:
    sections = []
    for index, part in enumerate(opened):
        following = opened[index + 1] if index + 1 < len(opened) else None
        end = following.start if following else length
        state = _state(part, following)
        if part.heading or state is not SectionState.EMPTY:
            sections.append(Section(part.name, name, part.heading, part.start, end, state))
    return tuple(sections)


def _state(part: _Open, following: _Open | None) -> SectionState:
    written = any(not passage.is_unwritten for passage in part.passages)
    is_inner = following is not None and part.level < following.level
    # A line such as `OS: Linux` goes on with the section that it is of.
    has_parts = is_inner and following and (not following.single or following.name is part.name)
    if written or part.other_content or (has_parts and bool(part.heading)):
        return SectionState.PRESENT
    return SectionState.TEMPLATE if part.template or part.passages else SectionState.EMPTY


# A passage is asked for by many in turn.
@lru_cache(1024)
def is_placeholder(text: str) -> bool:
    """Tell whether a text says nothing: empty, `TBD`, `N/A`, `<describe here>`, `see comment`."""
    start, end = _words_of(text)
    if start >= end or _PLACEHOLDER_ONLY.fullmatch(text, start, end):
        return True
    return end - start <= _MAX_TO_FILL_IN and any(
        _TO_FILL_IN.fullmatch(text, text.rfind(opening, 0, start), text.find(closing, end) + 1)
        for opening, closing in ("<>", "[]")
        if opening in text[:start] and closing in text[end:]
    )


def _words_of(text: str) -> tuple[int, int]:
    """Return where the first letter or digit stands and where the last one ends."""
    blank = _NO_WORDS.match(text)
    return blank.end() if blank else 0, len(to_last_word(text))


def retarget(passage: Passage, section: SectionName) -> Passage:
    """Return the passage moved to another section."""
    return replace(passage, section=section)
