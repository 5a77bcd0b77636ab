"""JSON whose strings know where they stand in the file, so that their words can be shown there."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from json import JSONDecodeError, JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any

from ticketlint.config import budgets
from ticketlint.model import Anchor, Failure, FilePosition, Markup, TicketField
from ticketlint.sources.decoding import encoding_of, open_text
from ticketlint.sources.jsonstream import BadValueError, check_size, decode_value
from ticketlint.sources.origin import MEGABYTE, Origin
from ticketlint.sources.values import as_text

# Each decodes to one code point.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)", re.DOTALL)
_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")
# A text of more escapes than this has no places of its own; its record has one.
_MOST_ANCHORS = 20_000


class Placed(str):
    """A string of a JSON text that stands between `start` and `end`, quotes not counted."""

    __slots__ = ("end", "start")

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a string of a file."""

    text: Placed
    start: int
    end: int


Piece = str | Slice


def whole(text: object) -> Piece:
    """Return a text as a piece, with its places where it has them."""
    return Slice(text, 0, len(text)) if isinstance(text, Placed) else str(text)


def points(value: object) -> Iterator[Piece]:
    """Yield a text as it is, and each member of a list as a point."""
    if not isinstance(value, list):
        yield whole(value)
        return
    for number, point in enumerate(value):
        yield "\n- " if number else "- "
        yield whole(point if isinstance(point, Placed) else as_text(point))


class JsonText:
    """A JSON text with the places of its strings; `first` is the line of the file it begins on."""

    def __init__(self, text: str, first: int = 1) -> None:
        """Find the lines, and the characters that editors count as two."""
        self.text = text
        self._first = first
        self._lines = array("Q", [0, *(match.end() for match in re.finditer("\n", text))])
        self._astral = array("Q", (match.start() for match in _ASTRAL.finditer(text)))

    def line(self, position: int) -> int:
        """Return the line of a position in the file, from 1."""
        return bisect_right(self._lines, position) + self._first - 1

    def place(self, position: int) -> FilePosition:
        """Return the line and the columns of a position."""
        line = self.line(position)
        start = self._lines[line - self._first]
        column = position - start + 1
        wide = bisect_left(self._astral, position) - bisect_left(self._astral, start)
        return FilePosition(line, column, column + wide)

    def field(
        self, name: str, pieces: Iterable[Piece], markup: Markup = Markup.MARKDOWN
    ) -> TicketField:
        """Return a text made of strings of the file, and of what stands between them."""
        texts: list[str] = []
        places: list[Anchor] = []
        length = 0
        for piece in pieces:
            if isinstance(piece, Slice):
                told = str(piece.text)[piece.start : piece.end]
                places += (Anchor(length + at, place) for at, place in self._places(piece))
            else:
                told = piece
            texts.append(told)
            length += len(told)
        anchors = tuple(places) if len(places) <= _MOST_ANCHORS else ()
        return TicketField(name, "".join(texts), markup, anchors)

    def anchors(self, text: object) -> tuple[Anchor, ...]:
        """Return the places of one string."""
        return self.field("title", [whole(text)]).anchors if text else ()

    def _places(self, piece: Slice) -> Iterator[tuple[int, FilePosition]]:
        """Yield where the pieces of a part stand that are verbatim in the file."""
        text, raw = 0, piece.text.start
        begun = False
        for escape in _ESCAPE.finditer(self.text, piece.text.start, piece.text.end):
            text, raw, before = text + escape.start() - raw + 1, escape.end(), (text, raw)
            if text > piece.start and not begun:
                yield 0, self.place(before[1] + piece.start - before[0])
                begun = True
            if text >= piece.end:
                return
            if text > piece.start:
                yield text - piece.start, self.place(raw)
        if not begun:
            yield 0, self.place(raw + piece.start - text)


def read_text(origin: Origin) -> JsonText:
    """Return a whole file, one character more than is read where it is larger than a record."""
    with open_text(origin, encoding_of(origin)) as stream:
        text = stream.read(budgets.RECORD_BYTES + 1)
    return JsonText(text)


def read_lines(origin: Origin) -> Iterator[JsonText | Failure]:
    """Yield each line that is not blank; one that is too long is a failure."""
    with open_text(origin, encoding_of(origin)) as stream:
        for number in count(1):
            line = stream.readline(budgets.RECORD_BYTES + 1)
            if len(line) > budgets.RECORD_BYTES:
                while (rest := stream.readline(budgets.RECORD_BYTES)) and not rest.endswith("\n"):
                    pass
                what = f"a line longer than {budgets.RECORD_BYTES // MEGABYTE} MB"
                yield Failure(f"{what} (split it)", origin.name, number)
            elif line.strip("\ufeff \t\r\n"):
                yield JsonText(line, number)
            if not line:
                return


def is_of_shape(
    origin: Origin, head: str, marks: re.Pattern[str], accepts: Callable[[Any], bool]
) -> bool:
    """Say whether a file ends in `.json`, has one of the marks in its head, and is accepted."""
    if origin.suffix != ".json" or not marks.search(head):
        return False
    try:
        return accepts(parsed(read_text(origin)))
    except (BadValueError, UnicodeDecodeError):
        return False


def parsed(json: JsonText) -> Any:
    """Return the value of a text, its strings as `Placed`.

    Raises: BadValueError for what is not JSON, or is too large.
    """
    check_size(len(json.text), sum(json.text.count(mark) for mark in ",[{"))
    first = len(json.text) - len(json.text.lstrip("\ufeff \t\r\n"))
    try:
        _, stop = decode_value(json.text, first)
    except JSONDecodeError as error:
        where = f"line {json.line(error.pos)}"
        raise BadValueError(f"not JSON: {error.msg} in {where} (mend it)") from None
    if json.text[stop:].strip():
        raise BadValueError(f"not JSON: more text in line {json.line(stop)} (mend it)")
    value, _ = _DECODER.scan_once(json.text, first)
    return value


def _placed(text: str, start: int, strict: bool = True) -> tuple[str, int]:
    value, end = scanstring(text, start, strict)
    placed = Placed(value)
    placed.start, placed.end = start, end - 1
    return placed, end


class _PlacedDecoder(JSONDecoder):
    """The decoder of the standard library, which asks for each string where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.parse_string = _placed
        self.scan_once = py_make_scanner(self)


_DECODER = _PlacedDecoder()
