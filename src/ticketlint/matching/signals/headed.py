"""Know the question that a form puts under a heading: "(For whom is this?)", the answer below."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import Block, BlockKind, MarkKind

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.annotation.sentences import Sentence

_ASKED = re.compile(r"\s*+\([^()\n]{0,300}\?[^()\n]{0,300}\)")
_BETWEEN = re.compile(r"[\s:–—-]*+")
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})
_WORDS = re.compile(r"\w")


def is_prompt(sentence: "Sentence", doc: "TicketDoc") -> bool:
    """Tell whether a sentence is a form's: in brackets or italics at a heading, and answered."""
    passage = sentence.passage
    block = passage.block
    own = _range(block)
    start, end = sentence.start + passage.start, sentence.end + passage.start
    if own is None or start >= own[1] or end <= own[0]:
        return False
    blocks = doc.bodies[passage.field].blocks
    place = next((i for i, one in enumerate(blocks) if one is block), None)
    if place is None:
        return False
    headed = own[0] > 0 or (place > 0 and _is_heading(blocks[place - 1]))
    return headed and _is_answered(block, own[1], blocks[place + 1 :])


def _range(block: Block) -> tuple[int, int] | None:
    """Return where a question in brackets or italics stands first, or behind bold words."""
    start = next((mark.end for mark in block.marks if _leads(mark.kind, mark.start)), 0)
    if start:
        start = _end_of_blank(block.text, start)
    found = _ASKED.match(block.text, start)
    if found is not None:
        return start, found.end()
    return next(
        (
            (start, mark.end)
            for mark in block.marks
            if mark.kind is MarkKind.EMPHASIS
            and mark.start == start
            and "?" in block.text[start : mark.end]
        ),
        None,
    )


def _leads(kind: MarkKind, start: int) -> bool:
    return kind is MarkKind.STRONG and start == 0


def _end_of_blank(text: str, start: int) -> int:
    found = _BETWEEN.match(text, start)
    return found.end() if found else start


def _is_heading(block: Block) -> bool:
    """Tell whether a block is a heading, or a line in bold letters that serves as one."""
    bold = any(
        mark.kind is MarkKind.STRONG and mark.end - mark.start >= len(block.text.strip(" :"))
        for mark in block.marks
    )
    return block.kind is BlockKind.HEADING or bold


def _is_answered(block: Block, end: int, following: Sequence[Block]) -> bool:
    """Tell whether the line ends with the question, and words of prose stand below it."""
    below = following[0] if following else None
    if below is None or _WORDS.search(block.text, end):
        return False
    return below.kind in _PROSE and not _is_heading(below) and bool(_WORDS.search(below.text))
