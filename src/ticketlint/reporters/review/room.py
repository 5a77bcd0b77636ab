"""How much of each text a page shows: 500 tickets in 1 MB, which a mail takes and a phone opens."""

import base64
import gzip
import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from ticketlint.model import Run, TextBlock, TicketResult
from ticketlint.reporters.review.marking import Paragraph, Piece

# Bytes: a page of 500 tickets (a twentieth of 1 MB is left, for no two trackers are alike), what a
# ticket takes without its text, and what a character of a text takes with its markup. Measured on
# 500 issues of GitLab.
_PAGE = 950_000
_TICKETS = 500
_TICKET = 1_630
_CHARACTER = 1.65
# A text is not cut below this: its first sentences tell what it is about.
_LEAST_CHARS = 200
_REST = "The text goes on."


class Rest:
    """What has no room on the page, packed; a script shows it when it is asked for.

    The texts are HTML of ours, with every word of a ticket escaped; `agenda` is the agenda as
    Markdown, to be copied.
    """

    def __init__(self, agenda: str = "") -> None:
        """Begin without any text of a ticket."""
        self.texts = {"agenda": agenda} if agenda else dict[str, str]()

    def keep(self, number: int, text: str) -> str:
        """Keep the text of a ticket; nothing stands in its place."""
        self.texts[str(number)] = str(text)
        return ""

    def packed(self) -> str:
        """Return the texts by number: JSON, gzipped without a time, in base64."""
        told = json.dumps(self.texts, ensure_ascii=False, separators=(",", ":"))
        return base64.b64encode(gzip.compress(told.encode(errors="replace"), mtime=0)).decode()


def size_of(result: TicketResult) -> int:
    """Return the characters of the text of a ticket."""
    return sum(len(run.text) for block in result.judgement.text for run in block.runs)


def most_chars(sizes: Sequence[int]) -> int:
    """Return how many characters of each text fit, so that short texts stay whole."""
    page = _PAGE * max(1.0, len(sizes) / _TICKETS)
    room = int((page - _TICKET * len(sizes)) / _CHARACTER)
    longest = max(sizes, default=0)
    fits = range(longest + 1)
    most = bisect_left(fits, True, key=lambda most: sum(min(s, most) for s in sizes) > room)
    return max(most - 1, _LEAST_CHARS)


def divided(paragraphs: Iterable[Paragraph], most: int) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return the blocks that fit into `most` characters, and the others; one is cut at a sentence.

    Where there are others, the first end with a block that says where the rest is.
    """
    shown, rest = list[Paragraph](), list[Paragraph]()
    room = most
    for paragraph in paragraphs:
        room -= sum(len(piece.text) for piece in paragraph.pieces)
        if room >= 0:
            shown.append(paragraph)
        elif rest:
            rest.append(paragraph)
        else:
            first, last = _cut(paragraph, room)
            shown += [*first, _told(paragraph)]
            rest += last
    return shown, rest


def _cut(paragraph: Paragraph, room: int) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return a block in two, the first without the pieces that are `-room` characters too many."""
    pieces = paragraph.pieces
    at = len(pieces)
    while at and room < 0:
        at -= 1
        room += len(pieces[at].text)
    parts = (
        [Paragraph(paragraph.block, part)] if part else [] for part in (pieces[:at], pieces[at:])
    )
    first, last = parts
    return first, last


def _told(paragraph: Paragraph) -> Paragraph:
    block = TextBlock(paragraph.block.field, "cut", (Run(_REST, 0, 0),))
    return Paragraph(block, (Piece(_REST, "", (), "", ()),))
