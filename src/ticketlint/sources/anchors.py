"""Where a text that was taken out of a file stands in it, piece by piece."""

import re
from collections.abc import Iterator

from ticketlint.model import Anchor
from ticketlint.sources.titles import Lines

_WORD = re.compile(r"\w(?:\S*\w)?")
# Between two words stand an indent, blank lines, comments, the quotes and marks of a list.
_GAP = re.compile(r"(?:#[^\n]*+|[^\w#]|_)*+")
_FARTHEST = 1_000


def anchors(text: str, source: str, within: tuple[int, int], lines: Lines) -> tuple[Anchor, ...]:
    """Return where `text` stands in a range of `source`, which may indent and fold its lines.

    A word that is written in another way there, such as with escapes, has no anchor of its own;
    a text none of whose words is found has none at all.
    """
    return tuple(Anchor(start, lines.place(at)) for start, at in _pieces(text, source, within))


def _pieces(text: str, source: str, within: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the beginnings of the pieces of `text`, each with its place in `source`."""
    at, end = within
    known = source.find(text, at, end) if text.strip() and "\n" not in text else -1
    if known >= 0:
        yield 0, known
        return
    shift, last, lost = 0, -1, True
    for word in _WORD.finditer(text):
        found = _find(word[0], source, at, end)
        if found < 0 or not (lost or _GAP.fullmatch(source, at, found)):
            lost = True
            continue
        line = text.rfind("\n", 0, word.start())
        if found - word.start() != shift or line != last:
            back = _shared(text[line + 1 : word.start()], source[at:found])
            yield word.start() - back, found - back
        shift, last, lost = found - word.start(), line, False
        at = found + len(word[0])


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts share at their ends."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return next((count for count, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _find(word: str, source: str, start: int, end: int) -> int:
    """Return the next place of a word that is no part of a longer one, -1 for none near."""
    end = min(end, start + len(word) + _FARTHEST)
    found = source.find(word, start, end)
    while found > start and word[0].isalnum() and source[found - 1].isalnum():
        found = source.find(word, found + 1, end)
    return found
