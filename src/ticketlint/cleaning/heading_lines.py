"""Tell which block opens a section: a heading, a bold line, a label."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ticketlint.cleaning.headings import section_of_heading
from ticketlint.cleaning.markup.blocks import Block, BlockKind, MarkKind
from ticketlint.model import SectionName

OwnHeadings = Mapping[SectionName, Iterable[str]]

# Bold lines and `Label:` lines rank below the six levels of real headings.
_BOLD_LEVEL = 7
_LABEL_LEVEL = 8
_MAX_BOLD_CHARS = 90
_MAX_LABEL_WORDS = 6
# What stands behind the sign of a heading and is longer is a text whose line breaks were lost.
_MAX_HEADING_CHARS = 140

_LABEL = re.compile(r"^\s*+(?P<label>[^:\n]{2,60}?)\s*:\s++(?=\S)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A block that opens a section; `content_from`, where the same block goes on with its content.

    `known` is the section whose name it is, None where it is another's; `level` is 1 to 8.
    """

    text: str
    level: int
    known: SectionName | None
    content_from: int | None = None


def heading_of(block: Block, own: OwnHeadings) -> Heading | None:
    """Return the heading that a block is, or opens with; None where it is none."""
    if block.quoted:
        return None
    if block.kind is BlockKind.HEADING and len(block.text) > _MAX_HEADING_CHARS:
        return None
    if block.kind is BlockKind.HEADING:
        return Heading(block.text, block.level or 1, section_of_heading(block.text, own))
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
        return None
    return _bold_heading(block, own) or _label_heading(block, own)


def _bold_heading(block: Block, own: OwnHeadings) -> Heading | None:
    text = block.text.strip()
    if not text or len(text) > _MAX_BOLD_CHARS or block.kind is BlockKind.ITEM:
        return None
    strong = next(
        (m for m in block.marks if m.kind is MarkKind.STRONG and _covers(m.start, m.end, block)),
        None,
    )
    if strong is None or (text[-1] in ".!;," and section_of_heading(text, own) is None):
        return None
    return Heading(text, _BOLD_LEVEL, section_of_heading(text, own))


def _covers(start: int, end: int, block: Block) -> bool:
    outside = block.text[:start] + block.text[end:]
    return not any(char.isalnum() for char in outside)


def _label_heading(block: Block, own: OwnHeadings) -> Heading | None:
    return _label_line(block, own) or _bare_line(block, own) or _inline_label(block, own)


def _label_line(block: Block, own: OwnHeadings) -> Heading | None:
    """Read a line such as `Expected result:`."""
    line = block.text.rstrip()
    known = section_of_heading(line[:-1].rstrip(), own) if line.endswith(":") else None
    return Heading(block.text, _LABEL_LEVEL, known) if known else None


def _bare_line(block: Block, own: OwnHeadings) -> Heading | None:
    """Read a line that holds the words of a heading and nothing else; one word is not enough."""
    if block.kind is BlockKind.ITEM or len(block.text.split()) < 2:
        return None
    known = section_of_heading(block.text, own, exact=True)
    if known is None or known is SectionName.OTHER:
        return None
    return Heading(block.text, _LABEL_LEVEL, known)


def _inline_label(block: Block, own: OwnHeadings) -> Heading | None:
    """Read a label with its content on one line, such as `Version: 8.2`."""
    label = _LABEL.match(block.text)
    if label is None or len(label["label"].split()) > _MAX_LABEL_WORDS:
        return None
    # A mark in brackets is a whole: "[NEEDS CLARIFICATION: how long?]".
    if label["label"].count("[") > label["label"].count("]"):
        return None
    known = section_of_heading(label["label"], own)
    if known is None or known is SectionName.OTHER:
        return None
    return Heading(label["label"], _LABEL_LEVEL, known, label.end())
