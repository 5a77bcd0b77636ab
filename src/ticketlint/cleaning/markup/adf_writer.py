"""Write an ADF document: its readable text and, beside it, the blocks that point into it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ticketlint.cleaning.markup.blocks import BlockKind, MarkKind
from ticketlint.cleaning.markup.builder import Builder, Item, Runs, Surroundings

Node = Mapping[str, object]
Leave = Callable[[], None]

_MAX_INDENT = 10
_CLOSE_KINDS = frozenset({BlockKind.ITEM, BlockKind.CELL})


class AdfWriter:
    """Grows the rendered text at its end, with the markers that Markdown would have."""

    def __init__(self) -> None:
        """Start empty."""
        self.builder = Builder("")
        self._length = 0
        self._parts: list[str] = []
        self._after_marker = False
        self._last = BlockKind.RULE

    @property
    def text(self) -> str:
        """The rendered text so far."""
        return "".join(self._parts)

    def say(self, text: str) -> Runs:
        """Append text to the open block, or to a new paragraph."""
        runs = self.builder.runs or self.start(BlockKind.PARAGRAPH)
        start = self.write(text)
        runs.put(text, start, start + len(text))
        return runs

    def say_marked(self, text: str, kind: MarkKind, target: str = "") -> None:
        """Append text that is marked as a whole."""
        before = self.position
        self.say(text).mark(kind, before, target)

    @property
    def position(self) -> int:
        """Where in the open block's text the next text comes."""
        return self.builder.runs.length if self.builder.runs else 0

    def start(self, kind: BlockKind, level: int | None = None, head: str = "") -> Runs:
        """Open a block on a line of its own; `head` is its marker."""
        self.flush()
        if not self._after_marker:
            self._new_line(kind, self.builder.place)
        at = self._length
        self.write(head)
        return self.builder.start(kind, at, level)

    def flush(self) -> None:
        """Close the open block."""
        self.builder.flush(self._length)

    def add_rule(self) -> None:
        """Add a line across."""
        self.start(BlockKind.RULE, None, "----")
        self.builder.add(BlockKind.RULE, self._length - 4, self._length)

    def open_item(self, item: Item) -> None:
        """Begin a list item."""
        self.flush()
        marker = f"{item.number}. " if item.ordered else "- "
        if item.checked is not None:
            marker += "[x] " if item.checked else "[ ] "
        self._new_line(BlockKind.ITEM, replace(self.builder.place, level=item.level - 1))
        self.builder.open_item(self._mark(marker), item)

    def close_item(self, level: int) -> None:
        """End the item and go back to that list depth."""
        self.builder.close_item(self._length, level)

    def open_cell(self, row: int, column: int, *, header: bool) -> None:
        """Begin a table cell; cells of a row stand on one line."""
        self.flush()
        if column == 1 or self._last is not BlockKind.CELL:
            self._new_line(BlockKind.CELL, self.builder.place)
        at = self._mark("| " if column == 1 else " | ")
        self.builder.open_cell(at, row, column, header=header)

    def close_cell(self) -> None:
        """End the cell."""
        self.builder.close_cell(self._length)

    def enter(self, *, quoted: bool | None = None, panel: str | None = None) -> Leave:
        """Begin a quote or a panel; return what ends it."""
        self.flush()
        saved = self.builder.place
        self.builder.place = replace(
            saved,
            quoted=saved.quoted if quoted is None else quoted,
            panel=saved.panel if panel is None else panel,
        )

        def leave() -> None:
            self.flush()
            self.builder.place = saved

        return leave

    def write(self, text: str) -> int:
        """Append text that belongs to no block and return where it starts."""
        start = self._length
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._after_marker = False
        return start

    def _mark(self, marker: str) -> int:
        start = self.write(marker)
        self._after_marker = True
        return start

    def _new_line(self, kind: BlockKind, place: Surroundings) -> None:
        near = kind is self._last and kind in _CLOSE_KINDS
        if self._length:
            self.write("\n" if near else "\n\n")
        self.write("  " * min(place.level, _MAX_INDENT) + "> " * place.quoted)
        self._last = kind
