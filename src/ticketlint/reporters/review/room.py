"""How much of each text a page shows: 500 tickets in 1 MB, which a mail takes and a phone opens."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ticketlint.model import Run, TextBlock
from ticketlint.reporters.review.marking import Paragraph, Piece

# Bytes: a page of 500 tickets, what a ticket takes without its text, and what a character of a
# text takes with its markup. Measured on 500 issues of GitLab.
_PAGE = 1_000_000
_TICKETS = 500
_TICKET = 1_460
_CHARACTER = 1.65
# A text is not cut below this: its first sentences tell what it is about.
_LEAST_CHARS = 300
_REST = "The rest stands in the tracker."


def most_chars(sizes: Sequence[int]) -> int:
    """Return how many characters of each text fit, so that short texts stay whole."""
    page = _PAGE * max(1.0, len(sizes) / _TICKETS)
    room = int((page - _TICKET * len(sizes)) / _CHARACTER)
    longest = max(sizes, default=0)
    fits = range(longest + 1)
    most = bisect_left(fits, True, key=lambda most: sum(min(s, most) for s in sizes) > room)
    return max(most - 1, _LEAST_CHARS)


def shortened(paragraphs: Sequence[Paragraph], most: int) -> Iterator[Paragraph]:
    """Yield the first blocks, up to `most` characters; then one that says where the rest is."""
    room = most
    for paragraph in paragraphs:
        size = sum(len(piece.text) for piece in paragraph.pieces)
        if size > room:
            yield from _cut(paragraph, room)
            return
        room -= size
        yield paragraph


def _cut(paragraph: Paragraph, room: int) -> Iterator[Paragraph]:
    """Yield the whole sentences of a block that still fit, and the note."""
    kept: list[Piece] = []
    for piece in paragraph.pieces:
        room -= len(piece.text)
        if room < 0:
            break
        kept.append(piece)
    if any(piece.text.strip() for piece in kept):
        yield Paragraph(paragraph.block, tuple(kept))
    block = TextBlock(paragraph.block.field, "cut", (Run(_REST, 0, 0),))
    yield Paragraph(block, (Piece(_REST, "", (), "", ()),))
