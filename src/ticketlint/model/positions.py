"""Where a part of a ticket's text stands in its source file."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from ticketlint.model.ticket import Anchor, FilePosition, utf16_length

_LINE_END = re.compile("\n")


def position_in_file(anchors: Sequence[Anchor], text: str, start: int) -> FilePosition | None:
    """Return the place in the file of `start` in `text`, None for a text without anchors."""
    if not anchors:
        return None
    anchor = anchors[max(bisect_right(anchors, start, key=_start) - 1, 0)]
    ends = line_ends(text)
    lines = bisect_left(ends, start) - bisect_left(ends, anchor.start)
    at = anchor.position
    if lines > 0:
        at = FilePosition(at.line + lines, 1, 1, at.path)
    before = text[text.rfind("\n", 0, start) + 1 if lines > 0 else anchor.start : start]
    columns = at.column + len(before), at.utf16_column + utf16_length(before)
    return FilePosition(at.line, *columns, at.path)


def _start(anchor: Anchor) -> int:
    return anchor.start


@lru_cache(maxsize=2)
def line_ends(text: str) -> Sequence[int]:
    """Return where the lines of a text end; kept for the many findings of one ticket."""
    return array("I", (end.start() for end in _LINE_END.finditer(text)))
