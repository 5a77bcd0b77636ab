"""Cut a row of a Jira wiki table into cells."""

import re
from collections.abc import Iterator

_PART = re.compile(
    r"\\."
    r"|\[[^\[\]\n]*+\]"
    r"|\{\{[^{}\n]*+\}\}"
    r"|![^\s!|\n][^!|\n]*+(?:\|[^!|\n]*+)*+!"
    r"|(?P<wall>\|\|?)"
)
_IMAGE_OPTIONS = re.compile(r"![^|!]+\.\w{2,5}\||!https?:")


def split_row(source: str, start: int, end: int) -> list[tuple[bool, int, int]]:
    """Return (is header, start, end) of each cell of the row that is `source[start:end]`.

    The row begins with its first wall; without a second wall there are no cells.
    """
    walls = list(_walls(source, start, end))
    cells = []
    for (_, left, header), (right, _, _) in zip(walls, walls[1:], strict=False):
        cells.append((header, left, right))
    if walls and source[walls[-1][1] : end].strip() and cells:
        cells.append((walls[-1][2], walls[-1][1], end))
    return cells


def _walls(source: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    at = start
    while part := _PART.search(source, at, end):
        at = part.end()
        if part["wall"]:
            yield part.start(), at, len(part["wall"]) == 2
        elif part[0][0] == "!" and "|" in part[0] and not _IMAGE_OPTIONS.match(part[0]):
            at = part.start() + 1
