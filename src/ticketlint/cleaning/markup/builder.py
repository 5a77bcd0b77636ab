"""Build blocks and their maps while a reader walks through its markup."""

from dataclasses import dataclass, field, replace

from ticketlint.cleaning.markup.blocks import Block, BlockKind, Mark, MarkKind, Offsets, cut, trim

_KEEPS_SPACE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CODE})


class Runs:
    """Clean text under construction, with its map and its marks."""

    def __init__(self, source: str) -> None:
        """Start empty; `source` is the text that `copy` takes from."""
        self.source = source
        self.length = 0
        self._parts: list[str] = []
        self._points: list[tuple[int, int]] = []
        self._joins = False
        self._marks: list[Mark] = []
        self._last: dict[MarkKind, int] = {}

    def copy(self, start: int, end: int) -> None:
        """Append `source[start:end]` as it stands; line ends become a line feed."""
        piece = self.source[start:end]
        if "\r" not in piece:
            self.put(piece, start, end)
            return
        at = start
        for line in piece.splitlines(keepends=True):
            body = line.rstrip("\r\n") if line.endswith(("\r", "\n")) else line
            self.put(body, at, at + len(body))
            if len(body) < len(line):
                self.put("\n", at + len(body), at + len(line))
            at += len(line)

    def put(self, text: str, start: int, end: int) -> None:
        """Append text that stands for `source[start:end]`."""
        if not text:
            return
        straight = len(text) == end - start
        points = self._points
        if points and self._joins and straight and points[-1][1] == start:
            points.pop()
        elif not points or points[-1] != (self.length, start):
            points.append((self.length, start))
        self.length += len(text)
        points.append((self.length, end))
        self._joins = straight
        self._parts.append(text)

    def mark(self, kind: MarkKind, start: int, target: str = "") -> None:
        """Mark the text from index `start` to here; an empty mark is kept for an image.

        A mark that goes on where one of its kind ended makes that one longer.
        """
        if start == self.length and kind is not MarkKind.IMAGE:
            return
        before = self._last.get(kind)
        if before is not None and kind is not MarkKind.IMAGE:
            mark = self._marks[before]
            if mark.end == start and mark.target == target:
                self._marks[before] = replace(mark, end=self.length)
                return
        self._last[kind] = len(self._marks)
        self._marks.append(Mark(kind, start, self.length, target))

    @property
    def ends_in_space(self) -> bool:
        """Whether more white space would be collapsed in HTML."""
        return not self._parts or self._parts[-1][-1] in " \n"

    @property
    def text(self) -> str:
        """The clean text so far."""
        return "".join(self._parts)

    @property
    def has_marks(self) -> bool:
        """Whether anything is marked, an empty image included."""
        return bool(self._marks)

    def offsets(self, start: int) -> Offsets:
        """Return the map; `start` is the source index of an empty text."""
        return tuple(self._points) or ((0, start),)

    def marks(self) -> tuple[Mark, ...]:
        """Return the marks in reading order."""
        return tuple(sorted(self._marks, key=lambda mark: (mark.start, mark.end)))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a block stands: in a list, a quote, a panel, a table."""

    level: int = 0
    quoted: bool = False
    panel: str = ""
    row: int = 0
    column: int = 0
    header: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """What is known of a list item before its text."""

    level: int
    ordered: bool = False
    number: str = ""
    checked: bool | None = None


@dataclass(slots=True)
class Builder:
    """Collects blocks; one block at a time is open and takes text.

    Text that comes while nothing is open opens a paragraph. The first paragraph after
    `open_item` is the item; every paragraph after `open_cell` is a cell.
    """

    source: str
    place: Surroundings = Surroundings()
    blocks: list[Block] = field(default_factory=list)
    runs: Runs | None = None
    _kind: BlockKind = BlockKind.PARAGRAPH
    _start: int = 0
    _level: int | None = None
    _item: Item | None = None
    _item_start: int = 0
    _item_blocks: int = 0
    _cell_start: int = -1

    def start(self, kind: BlockKind, at: int, level: int | None = None) -> Runs:
        """Close what is open and open a block of that kind at source index `at`."""
        self.flush(at)
        self.runs = Runs(self.source)
        self._kind, self._start, self._level = kind, at, level
        return self.runs

    def text(self, at: int) -> Runs:
        """Return the open text, or that of a new paragraph at `at`."""
        return self.runs or self.start(BlockKind.PARAGRAPH, at)

    def flush(self, at: int) -> None:
        """Close the open block; `at` is the source index where it ends."""
        runs, self.runs = self.runs, None
        if runs is None:
            return
        text = runs.text
        if not text.strip() and not runs.has_marks:
            return
        block = self._block(self._final_kind(), text, runs.offsets(self._start), at)
        block = replace(block, marks=runs.marks())
        if self._kind is BlockKind.CODE:
            block = _trim_lines(block)
        self.blocks.append(block if self._kind in _KEEPS_SPACE else trim(block))

    def add(
        self, kind: BlockKind, start: int, end: int, text: tuple[int, int] | None = None
    ) -> None:
        """Add a whole block for `source[start:end]`; `text` is the range copied as its text."""
        runs = self.start(kind, start)
        if text is not None:
            runs.copy(*text)
        self.runs = None
        offsets = runs.offsets(text[0] if text else start)
        block = self._block(kind, runs.text, offsets, end)
        self.blocks.append(_trim_lines(block) if kind is BlockKind.CODE else block)

    def open_item(self, at: int, item: Item) -> None:
        """Begin a list item at `at`."""
        self.flush(at)
        self.place = replace(self.place, level=item.level)
        self._item, self._item_start = item, at
        self._item_blocks = len(self.blocks)

    def close_item(self, at: int, level: int) -> None:
        """End the item and go back to list depth `level`; an item without text stays."""
        self.flush(at)
        if self._item is not None and self._item_blocks == len(self.blocks):
            self.blocks.append(self._block(BlockKind.ITEM, "", ((0, at),), at))
        self._item = None
        self.place = replace(self.place, level=level)

    def check(self, *, checked: bool) -> None:
        """Say that the open item has a box, and whether it is ticked."""
        if self._item is not None:
            self._item = replace(self._item, checked=checked)

    def open_cell(self, at: int, row: int, column: int, *, header: bool) -> None:
        """Begin a table cell at `at`; `row` and `column` count from 1."""
        self.flush(at)
        self.place = replace(self.place, row=row, column=column, header=header)
        self._cell_start = at

    def close_cell(self, at: int) -> None:
        """End the cell; a cell without text stays."""
        self.flush(at)
        if self._cell_start >= 0:
            self._start, self._level = self._cell_start, None
            self.blocks.append(self._block(BlockKind.CELL, "", ((0, at),), at))
        self._cell_start = -1
        self.place = replace(self.place, row=0, column=0, header=False)

    def _final_kind(self) -> BlockKind:
        if self._kind is not BlockKind.PARAGRAPH:
            return self._kind
        if self._item is not None:
            return BlockKind.ITEM
        return BlockKind.CELL if self.place.row else BlockKind.PARAGRAPH

    def _block(self, kind: BlockKind, text: str, offsets: Offsets, end: int) -> Block:
        place = self.place
        level = place.level if self._level is None else self._level
        start = self._start
        item = None
        if kind is BlockKind.ITEM:
            item, self._item = self._item, None
            start = self._item_start
        self._cell_start = -1
        return Block(
            kind,
            text,
            start,
            end,
            offsets,
            level=item.level if item else level,
            ordered=item.ordered if item else False,
            checked=item.checked if item else None,
            number=item.number if item else "",
            quoted=place.quoted,
            panel=place.panel,
            row=place.row,
            column=place.column,
            header=place.header,
        )


def _trim_lines(block: Block) -> Block:
    """Return code without the empty lines around it; its indentation stays."""
    text = block.text
    end = len(text.rstrip())
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    part = cut(block, min(start, end), end)
    return replace(part, start=block.start, end=block.end)
