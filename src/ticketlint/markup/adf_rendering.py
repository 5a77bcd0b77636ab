"""The readable text of an ADF document, into which its blocks point."""

from ticketlint.markup.blocks import BlockKind
from ticketlint.markup.builder import Item, Place

_MAX_INDENT = 10


class Rendering:
    """A text that grows at its end, with the markers that Markdown would have."""

    def __init__(self) -> None:
        """Start empty."""
        self.length = 0
        self._parts: list[str] = []
        self._after_marker = False
        self._last = BlockKind.RULE
        self._line = 0

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write(self, text: str) -> int:
        """Append text and return where it starts."""
        start = self.length
        if text:
            self._parts.append(text)
            self.length += len(text)
            self._after_marker = False
        return start

    def begin(self, kind: BlockKind, place: Place, head: str) -> int:
        """Begin a block on a line of its own and return where it starts."""
        if not self._after_marker:
            self._new_line(kind, place)
        start = self.length
        self.write(head)
        return start

    def begin_item(self, item: Item, place: Place) -> int:
        """Begin a list item and return where its marker starts."""
        self._new_line(BlockKind.ITEM, place, item.level)
        marker = f"{item.number}. " if item.ordered else "- "
        if item.checked is not None:
            marker += "[x] " if item.checked else "[ ] "
        return self._mark(marker)

    def begin_cell(self, column: int, place: Place) -> int:
        """Begin a table cell and return where its marker starts."""
        if column > 1 and self._last is BlockKind.CELL:
            return self._mark(" | ")
        self._new_line(BlockKind.CELL, place)
        return self._mark("| ")

    def _mark(self, marker: str) -> int:
        start = self.write(marker)
        self._after_marker = True
        return start

    def _new_line(self, kind: BlockKind, place: Place, level: int = 0) -> None:
        near = kind is self._last and kind in {BlockKind.ITEM, BlockKind.CELL}
        if self.length:
            self.write("\n" if near else "\n\n")
        depth = level - 1 if level else place.level
        self.write("  " * min(depth, _MAX_INDENT) + "> " * place.quoted)
        self._last = kind
