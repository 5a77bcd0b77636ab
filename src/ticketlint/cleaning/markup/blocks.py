"""The value every markup reader returns: a body of blocks, each with a map into the stored text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

Offsets = tuple[tuple[int, int], ...]


class BlockKind(StrEnum):
    """What a block is to a reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    CODE = "code"
    LOG = "log"
    COMMENT = "comment"
    MEDIA = "media"
    RULE = "rule"


class MarkKind(StrEnum):
    """What a stretch of clean text is; `key` is a link to another ticket."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRIKE = "strike"
    CODE = "code"
    LINK = "link"
    IMAGE = "image"
    MENTION = "mention"
    PLACEHOLDER = "placeholder"
    STATUS = "status"
    DATE = "date"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a block's clean text, code points, end exclusive.

    `target` is the address of a link or image, the name behind a mention, the colour of
    a status, the key of a ticket. An image without alternative text is empty.
    """

    kind: MarkKind
    start: int
    end: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of a body as a reader sees it.

    `start` and `end` are the range of the whole block with its markers in `Body.text`.
    `offsets` are points (index in `text`, index in `Body.text`), both ascending. Between
    two points the text is copied character by character where both distances are equal,
    and else stands as a whole for the source range (an entity, a mention). Two points with
    the same first number enclose source that is not in the text (markup).

    `level` is 1 to 6 for a heading, the depth of the list for an item (1 is outermost),
    and for any other block the depth of the item it belongs to (0 is none). `row` and
    `column` count from 1 in a table, 0 is outside. `number` is the author's number of an
    item without punctuation ("2", "b"). `panel` is info, note, success, warning, error,
    expand or empty.
    """

    kind: BlockKind
    text: str
    start: int
    end: int
    offsets: Offsets
    level: int = 0
    ordered: bool = False
    checked: bool | None = None
    quoted: bool = False
    panel: str = ""
    row: int = 0
    column: int = 0
    header: bool = False
    number: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of one text in reading order.

    `text` is what all offsets point into: the stored text unchanged, or for ADF the
    rendered document. The last `unread` characters stand beyond the budgets and were not read.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    unread: int = 0


def source_span(block: Block, start: int, end: int) -> tuple[int, int]:
    """Return the range of `Body.text` behind `block.text[start:end]`.

    Code points, end exclusive. An empty range stays empty.
    """
    first = source_start(block.offsets, start)
    return (first, source_end(block.offsets, end)) if end > start else (first, first)


def cut(block: Block, start: int, end: int) -> Block:
    """Return the part `block.text[start:end]` as a block with its own map and marks.

    Its range is that of the text alone.
    """
    return cut_all(block, [(start, end)])[0]


def cut_all(block: Block, spans: Sequence[tuple[int, int]]) -> list[Block]:
    """Return one part of the block for each of the ascending spans of its text."""
    parts = []
    ahead, active = 0, list[Mark]()
    for start, end in spans:
        while ahead < len(block.marks) and block.marks[ahead].start <= end:
            active.append(block.marks[ahead])
            ahead += 1
        active = [mark for mark in active if mark.end >= start]
        first, last = source_span(block, start, end)
        parts.append(
            replace(
                block,
                text=block.text[start:end],
                start=first,
                end=last,
                offsets=_cut_offsets(block.offsets, start, end, (first, last)),
                marks=tuple(_cut_marks(active, start, end)),
            )
        )
    return parts


def _cut_offsets(offsets: Offsets, start: int, end: int, source: tuple[int, int]) -> Offsets:
    if start == end:
        return ((0, source[0]),)
    low = bisect_right(offsets, start, key=_clean)
    high = bisect_left(offsets, end, key=_clean)
    inner = ((clean - start, at) for clean, at in offsets[low:high])
    return ((0, source[0]), *inner, (end - start, source[1]))


def join(parts: Sequence[Block]) -> Block:
    """Return neighbouring parts of one block as one, a space standing for what is between."""
    if len(parts) == 1:
        return parts[0]
    length = 0
    offsets: list[tuple[int, int]] = []
    marks: list[Mark] = []
    for part in parts:
        offsets.extend((clean + length, source) for clean, source in part.offsets)
        marks.extend(
            replace(mark, start=mark.start + length, end=mark.end + length) for mark in part.marks
        )
        length += len(part.text) + 1
    text = " ".join(part.text for part in parts)
    return replace(
        parts[0], text=text, end=parts[-1].end, offsets=tuple(offsets), marks=tuple(marks)
    )


def trim(block: Block) -> Block:
    """Return the block without white space at both ends of its text; the range stays."""
    start, end = trimmed(block.text, 0, len(block.text))
    if (start, end) == (0, len(block.text)):
        return block
    return replace(cut(block, start, end), start=block.start, end=block.end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without the white space at both its ends."""
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    return (start + left, start + len(part.rstrip())) if left < len(part) else (start, start)


def _cut_marks(marks: Iterable[Mark], start: int, end: int) -> Iterable[Mark]:
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        whole = mark.start == mark.end and start <= mark.start <= end
        if first < last or whole:
            yield replace(mark, start=first - start, end=last - start)


def _clean(point: tuple[int, int]) -> int:
    return point[0]


def source_start(offsets: Offsets, index: int) -> int:
    """Return where a range that begins at a code point of a block's text begins in its source."""
    place = max(bisect_right(offsets, index, key=_clean) - 1, 0)
    clean, source = offsets[place]
    if place + 1 == len(offsets):
        return source
    following = offsets[place + 1]
    copied = following[0] - clean == following[1] - source
    return source + index - clean if copied else source


def source_end(offsets: Offsets, index: int) -> int:
    """Return where a range that ends at a code point of a block's text ends in its source."""
    place = min(bisect_left(offsets, index, key=_clean), len(offsets) - 1)
    clean, source = offsets[place]
    if place == 0:
        return source
    before = offsets[place - 1]
    copied = clean - before[0] == source - before[1]
    return before[1] + index - before[0] if copied else source
