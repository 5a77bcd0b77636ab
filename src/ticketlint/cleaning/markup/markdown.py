"""Read Markdown as GitHub and GitLab write it, with exact places in the stored text."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ticketlint.cleaning.markup.blocks import BlockKind, Body
from ticketlint.cleaning.markup.builder import Builder, Item, Runs, Surroundings
from ticketlint.cleaning.markup.html import HtmlReader
from ticketlint.cleaning.markup.markdown_inline import (
    InlineWriter,
    Placed,
    parse_inline,
    placed_image,
    placed_link,
)
from ticketlint.cleaning.markup.plain import read_plain

# Deeper lists and quotes make the text plain: markdown-it drops what lies below its limit.
_MAX_NESTING = 100
_TOO_DEEP = re.compile(
    r"^(?:[ \t]*+(?:>|(?:[*+-]|\d{1,9}[.)])[ \t])){40}|^[ \t]{120,}(?:[>*+-]|\d)", re.MULTILINE
)
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_BLANK = " \t"
_INSIDE = frozenset({"inline", "thead_open", "tbody_open", "tr_open"})
_ROW_START = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*\|?")


def read_markdown(text: str) -> Body:
    """Return the body of a Markdown text.

    A text nested deeper than 40 markers on a line or 120 columns is read as plain text.
    """
    if _TOO_DEEP.search(text):
        return read_plain(text)
    reader = _Reader(text)
    reader.read()
    return Body(text, tuple(reader.builder.blocks))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    # Each needs to be left out to know where a character stands in the source.
    parser.disable(["normalize", "text_join"])
    parser.core.ruler.at("inline", parse_inline)
    parser.inline.ruler.at("link", placed_link)
    parser.inline.ruler.at("image", placed_image)
    return parser


def _readable(text: str) -> str:
    """Return the text as markdown-it wants it, every character still in its place."""
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    return _UNREADABLE.sub("\ufffd", text)


class _Reader:
    """Reads the tokens of markdown-it in order; line numbers count from 0."""

    def __init__(self, source: str) -> None:
        self.builder = Builder(source)
        self._text = _readable(source)
        self._lines = self._text.split("\n")
        self._starts = list(accumulate((len(line) + 1 for line in self._lines), initial=0))
        self._html = HtmlReader(self.builder)
        self._places: list[Surroundings] = []
        self._row: list[tuple[int, int]] = []
        self._cell = [0, 0]
        self._in_cell = False
        self._end = 0

    def read(self) -> None:
        """Read the whole text."""
        for token in _parser().parse(self._text):
            first, last = token.map or (0, 1)
            start, end = self._starts[first], self._line_end(last - 1)
            if token.map and token.type not in _INSIDE:
                self._html.flush(start)
            if read := _READERS.get(token.type):
                read(self, token, start, end)
        self._html.close(len(self._text))

    # Blocks.

    def open_heading(self, token: Token, start: int, end: int) -> None:
        self.builder.start(BlockKind.HEADING, start, int(token.tag[1]))
        self._end = end

    def open_paragraph(self, _token: Token, _start: int, end: int) -> None:
        self._end = end

    def close_text(self, _token: Token, _start: int, _end: int) -> None:
        self._html.flush(self._end)

    def open_item(self, token: Token, start: int, _end: int) -> None:
        item = Item(self.builder.place.level + 1, ordered=bool(token.info), number=token.info)
        self._places.append(self.builder.place)
        line = self._lines[bisect_right(self._starts, start) - 1]
        self._end = start + len(line) - len(line.lstrip())
        self.builder.open_item(self._end, item)

    def close_item(self, _token: Token, _start: int, _end: int) -> None:
        self._html.flush(self._end)
        place = self._places.pop()
        self.builder.close_item(self._end, place.level)
        self.builder.place = place

    def open_quote(self, _token: Token, _start: int, _end: int) -> None:
        self._places.append(self.builder.place)
        self.builder.place = replace(self.builder.place, quoted=True)

    def close_quote(self, _token: Token, _start: int, _end: int) -> None:
        self._html.flush(self._end)
        self.builder.place = self._places.pop()

    def rule(self, _token: Token, start: int, end: int) -> None:
        self.builder.add(BlockKind.RULE, start, end)

    def _line_end(self, line: int) -> int:
        return self._starts[line] + len(self._lines[line].rstrip())

    # Text.

    def inline(self, token: Token, _start: int, _end: int) -> None:
        if self._in_cell:
            placed = self._placed_cell(token.content)
        else:
            placed = self._placed(token.content, *(token.map or (0, 1)))
        runs = self.builder.text(placed.at(0))
        InlineWriter(runs, placed, self._html).write(token.children or ())
        if not self._in_cell:
            self._end = max(self._end, placed.end(len(placed.text)))
            self._html.flush(self._end)
        self._comments(token.children or (), placed)

    def _placed(self, content: str, first: int, last: int) -> Placed:
        """Find the lines of a block in the source: each is the end of its source line."""
        # A line of other Unicode spaces counts as text, and markdown-it strips it away.
        head = content.split("\n", 1)[0].strip(_BLANK)
        while first + 1 < last and head not in self._lines[first]:
            first += 1
        points = []
        index = 0
        for line, text in enumerate(content.split("\n"), first):
            source = self._lines[line].rstrip(_BLANK) if line < len(self._lines) else ""
            column = _column(source, text.strip(_BLANK))
            lead = len(text) - len(text.lstrip(_BLANK))
            points.append((index + lead, self._starts[line] + column))
            index += len(text) + 1
        return Placed(content, tuple(points))

    def _comments(self, tokens: Sequence[Token], placed: Placed) -> None:
        at = 0
        for token in tokens:
            if token.type == "html_inline" and token.content.startswith("<!--"):
                at = placed.text.find(token.content, at)
                self._html.comment(placed.at(at), placed.end(at + len(token.content)))
                at += len(token.content)

    # Code and HTML.

    def code(self, token: Token, start: int, end: int) -> None:
        runs = self.builder.start(BlockKind.CODE, start)
        first = token.map[0] if token.map else 0
        lines = token.content.removesuffix("\n").split("\n") if token.content else []
        for line, text in enumerate(lines, first + (token.type == "fence")):
            self._code_line(runs, line, text)
        self.builder.flush(end)
        self._end = end

    def _code_line(self, runs: Runs, line: int, text: str) -> None:
        """Copy a line of code; only a tab that was cut in two is not in the source."""
        source = self._lines[line] if line < len(self._lines) else ""
        end = self._starts[line] + len(source)
        if self.builder.source.startswith("\r\n", end - 1):
            source, text, end = source[:-1], text[:-1], end - 1
        if source.endswith(text):
            runs.copy(end - len(text), end)
        else:
            runs.put(text, self._starts[line], end)
        runs.copy(end, self._starts[line + 1])

    def html_block(self, token: Token, start: int, end: int) -> None:
        """Read HTML with the markers of the lists and quotes around it blanked out."""
        first, last = token.map or (0, 0)
        parts = []
        for source, text in zip(self._lines[first:last], token.content.split("\n"), strict=False):
            parts.append(" " * (len(source) - len(text)) + text[-len(source) :] if source else "")
        self._html.feed("\n".join(parts), start)
        self._html.flush(end)
        self._end = max(self._end, end)

    # Tables.

    def open_table(self, _token: Token, _start: int, _end: int) -> None:
        self._cell = [0, 0]

    def open_row(self, _token: Token, start: int, end: int) -> None:
        """Find the cells of a row in its source line."""
        self._cell = [self._cell[0] + 1, 0]
        source = self._text[start:end]
        head = _ROW_START.match(source)
        at = head.end() if head else 0
        self._row = []
        while at < len(source):
            wall = _wall(source, at)
            self._row.append((start + at, start + wall))
            at = wall + 1
        self._end = end

    def open_cell(self, token: Token, _start: int, _end: int) -> None:
        self._cell[1] += 1
        self._in_cell = True
        start, _ = self._cell_range()
        self.builder.open_cell(start, *self._cell, header=token.type == "th_open")

    def close_cell(self, _token: Token, _start: int, _end: int) -> None:
        _, end = self._cell_range()
        self._html.flush(end)
        self.builder.close_cell(end)
        self._in_cell = False

    def _cell_range(self) -> tuple[int, int]:
        column = self._cell[1] - 1
        return self._row[column] if column < len(self._row) else (self._end, self._end)

    def _placed_cell(self, content: str) -> Placed:
        start, end = self._cell_range()
        source = self._text[start:end]
        at = start + len(source) - len(source.lstrip())
        points = [(0, at)]
        for index, sign in enumerate(content):
            if sign == "|":
                at_sign = points[-1][1] + index - points[-1][0] + 1
                points.append((index, at_sign))
        return Placed(content, tuple(points))


_READERS: Mapping[str, Callable[[_Reader, Token, int, int], None]] = {
    "blockquote_close": _Reader.close_quote,
    "blockquote_open": _Reader.open_quote,
    "code_block": _Reader.code,
    "fence": _Reader.code,
    "heading_close": _Reader.close_text,
    "heading_open": _Reader.open_heading,
    "hr": _Reader.rule,
    "html_block": _Reader.html_block,
    "inline": _Reader.inline,
    "list_item_close": _Reader.close_item,
    "list_item_open": _Reader.open_item,
    "paragraph_close": _Reader.close_text,
    "paragraph_open": _Reader.open_paragraph,
    "table_open": _Reader.open_table,
    "td_close": _Reader.close_cell,
    "td_open": _Reader.open_cell,
    "th_close": _Reader.close_cell,
    "th_open": _Reader.open_cell,
    "tr_open": _Reader.open_row,
}


def _column(source: str, text: str) -> int:
    """Return where the text stands in its line; only space and a heading's signs follow it."""
    column = len(source) - len(text)
    return column if source.endswith(text) else max(source.rfind(text), 0)


def _wall(source: str, at: int) -> int:
    """Return where the next pipe without a backslash stands, or the end."""
    while (wall := source.find("|", at)) >= 0:
        if wall == 0 or source[wall - 1] != "\\":
            return wall
        at = wall + 1
    return len(source)
