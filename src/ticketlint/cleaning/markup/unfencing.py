"""Read a whole text that somebody put into one block of code as the prose that it is."""

import re
from dataclasses import replace

from ticketlint.cleaning.markup import read_markup
from ticketlint.cleaning.markup.blocks import Block, BlockKind, Body, cut_all, source_span
from ticketlint.model import Markup

_FENCED = frozenset({BlockKind.CODE, BlockKind.LOG})
_LINE = re.compile(r"\S[^\n]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SIGN = re.compile(r"[{}<>=;|\\$@^~&]|\w\(|\w\.\w|\w/\w|::|->")
_TRACE = re.compile(r"(?m)^\s{0,8}(?:at \w|File \"|Traceback |Caused by|\[?\d{4}-\d\d-\d\d[T ])")
# Words that prose has and code has not.
_PROSE = frozenset(
    """
    a all an and are as at be but by can do does for from has have i if in instead is it not of on
    or should so than that the then there they this to was we when which will with you
    """.split()
)
# Prose has at least so many words, so many of those in `_PROSE` among them, and for a word at most
# so many signs of code.
LEAST_WORDS, PROSE_SHARE, SIGNS_SHARE = 6, 0.2, 0.1


def unfenced(body: Body) -> Body | None:
    """Return the body with its one block of code read as prose, None where it holds anything else.

    What is told of a program, code or a log, stays what it is. All places remain places in the
    stored text.
    """
    blocks = [block for block in body.blocks if block.kind is not BlockKind.RULE]
    if len(blocks) != 1 or blocks[0].kind not in _FENCED or not is_prose(blocks[0].text):
        return None
    block = blocks[0]
    start, end = source_span(block, 0, len(block.text))
    if body.text[start:end] == block.text:
        inner = read_markup(block.text, Markup.MARKDOWN).blocks
        return replace(body, blocks=tuple(_moved(part, start) for part in inner))
    # Indented code, entities: the places of lines are known, those of their markup are not.
    lines = [found.span() for found in _LINE.finditer(block.text)]
    return replace(body, blocks=tuple(_line(part) for part in cut_all(block, lines)))


def is_prose(text: str) -> bool:
    """Tell whether a text reads like sentences and not like code or a log."""
    if _TRACE.search(text):
        return False
    words = of_prose = 0
    for words, found in enumerate(_WORD.finditer(text), start=1):  # noqa: B007
        of_prose += found[0].casefold() in _PROSE
    if words < LEAST_WORDS or of_prose < PROSE_SHARE * words:
        return False
    return sum(1 for _ in _SIGN.finditer(text)) <= SIGNS_SHARE * words


def _line(block: Block) -> Block:
    return replace(block, kind=BlockKind.PARAGRAPH)


def _moved(block: Block, by: int) -> Block:
    offsets = tuple((clean, source + by) for clean, source in block.offsets)
    return replace(block, start=block.start + by, end=block.end + by, offsets=offsets)
