"""Find the cells of a row in a Jira wiki table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_LINE_END = re.compile(r"\r\n|\r|\n|$")
_MAX_LINES = 50
_PART = re.compile(
    r"\\."
    r"|\[[^\[\]\n]*+\]"
    r"|\{\{[^{}\n]*+\}\}"
    r"|![^\s!|\n][^!|\n]*+(?:\|[^!|\n]*+)*+!"
    r"|(?P<wall>\|\|?)"
)
_IMAGE_OPTIONS = re.compile(r"![^|!]+\.\w{2,5}\||!https?:")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row as (is header, start, end), its end, and where the next line starts."""

    cells: tuple[tuple[bool, int, int], ...]
    end: int
    after: int


def line_end(source: str, at: int, limit: int | None = None) -> tuple[int, int]:
    """Return where the line, or what is before `limit`, ends without and with its line break."""
    limit = len(source) if limit is None else limit
    ending = _LINE_END.search(source, at, limit)
    return ending.span() if ending else (limit, limit)


def find_row(source: str, start: int) -> Row | None:
    """Return the row that begins at `start`, or None where the line has no second wall.

    A row whose last cell is not closed on its line goes on to the line that closes it.
    """
    end, after = line_end(source, start)
    cells = _cells(source, start, end)
    if not cells:
        return None
    stop, following, line = end, after, start
    for _ in range(_MAX_LINES):
        text = source[line:stop].strip()
        if text.endswith("|"):
            return Row(_cells(source, start, stop), stop, following)
        if not text or (line > start and text[0] == "|") or stop == len(source):
            break
        line = following
        stop, following = line_end(source, line)
    return Row(cells, end, after)


def _cells(source: str, start: int, end: int) -> tuple[tuple[bool, int, int], ...]:
    walls = list(_walls(source, start, end))
    cells = [(header, left, right) for (_, left, header), (right, _, _) in pairwise(walls)]
    if cells and source[walls[-1][1] : end].strip():
        cells.append((walls[-1][2], walls[-1][1], end))
    return tuple(cells)


def _walls(source: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    at = start
    while part := _PART.search(source, at, end):
        at = part.end()
        if part["wall"]:
            yield part.start(), at, len(part["wall"]) == 2
        elif part[0][0] == "!" and "|" in part[0] and not _IMAGE_OPTIONS.match(part[0]):
            at = part.start() + 1
