"""From places in a ticket to ranges of an editor, which counts lines and columns in its own way."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from lsprotocol.types import Position, Range

from ticketlint.model import Anchor, FilePosition, Ticket

# Code units of a text as the client counts them: of UTF-16, unless it asked for others.
Units = Callable[[str], int]
_LINE_END = re.compile(r"\r\n|\n|\r")
_ROW_END = re.compile(r"\n")


class TextMap:
    """The lines of one text, as the editor cuts them, and its rows, as positions in files do."""

    def __init__(self, text: str, units: Units) -> None:
        """Find the line ends."""
        self.text = text
        self._units = units
        self._lines = [0, *(end.end() for end in _LINE_END.finditer(text))]
        self._rows = [0, *(end.end() for end in _ROW_END.finditer(text))]

    def words(self, ticket: Ticket, field: str, start: int, end: int) -> Range | None:
        """Return the words of a text of the ticket, None where they do not stand in the file."""
        anchors = _anchors(ticket, field)
        if not anchors or start >= end:
            return None
        first, last = self._stored(anchors, start), self._stored(anchors, end - 1) + 1
        return self.range(first, max(first, last))

    def line(self, ticket: Ticket, field: str, start: int) -> Range | None:
        """Return the line in which a text of the ticket has a place, None for a blank one."""
        anchors = _anchors(ticket, field)
        return self._line(self._stored(anchors, start)) if anchors else None

    def end(self, ticket: Ticket, field: str) -> int:
        """Return where a text of the ticket ends, without blank lines; without one, the whole."""
        anchors, body = _anchors(ticket, field), ticket.field(field)
        if body is None or not anchors:
            return len(self.text.rstrip())
        length = len(body.text.rstrip())
        return self._stored(anchors, length - 1) + 1 if length else self._stored(anchors, 0)

    def title(self, ticket: Ticket) -> Range:
        """Return the line of the title, or the row in which the ticket begins."""
        anchors = _anchors(ticket, "title")
        found = self._line(self.offset(anchors[0].position)) if anchors else None
        return found or self.row(ticket.line or 1)

    def row(self, number: int) -> Range:
        """Return the words of a row, counted from 1 on; an empty range where it has none."""
        start = self.offset(FilePosition(number, 1, 1))
        return self._line(start) or self.range(start, start)

    def offset(self, at: FilePosition) -> int:
        """Return the place in the text of a position in the file, in code points."""
        row = min(at.line, len(self._rows)) - 1
        return min(self._rows[row] + at.column - 1, len(self.text))

    def range(self, start: int, end: int) -> Range:
        """Return the range between two places in the text."""
        return Range(self.position(start), self.position(end))

    def position(self, offset: int) -> Position:
        """Return where the editor has a place in the text."""
        offset = min(offset, len(self.text))
        line = bisect_right(self._lines, offset) - 1
        return Position(line, self._units(self.text[self._lines[line] : offset]))

    def _stored(self, anchors: Sequence[Anchor], start: int) -> int:
        """Return where a place in a text of a ticket stands in the file."""
        anchor = anchors[max(bisect_right(anchors, start, key=_start) - 1, 0)]
        return min(self.offset(anchor.position) + start - anchor.start, len(self.text))

    def _line(self, offset: int) -> Range | None:
        number = bisect_right(self._lines, offset) - 1
        start = self._lines[number]
        end = self._lines[number + 1] if number + 1 < len(self._lines) else len(self.text)
        line = self.text[start:end]
        if not line.strip():
            return None
        indent = len(line) - len(line.lstrip())
        return self.range(start + indent, start + len(line.rstrip()))


def touches(one: Range, other: Range) -> bool:
    """Tell whether two ranges have a position in common."""
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(at: Position) -> tuple[int, int]:
    return at.line, at.character


def _anchors(ticket: Ticket, name: str) -> Sequence[Anchor]:
    """Return the anchors of a text of the ticket; none of one that stands in another file."""
    anchors = ticket.anchors(name)
    return () if any(anchor.position.path for anchor in anchors) else anchors


def _start(anchor: Anchor) -> int:
    return anchor.start
