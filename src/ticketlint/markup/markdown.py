"""Read Markdown as GitHub and GitLab write it, with exact places in the stored text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ticketlint.markup.blocks import BlockKind, Body
from ticketlint.markup.builder import Builder, Item, Place
from ticketlint.markup.html import HtmlReader
from ticketlint.markup.markdown_inline import InlineWriter, Placed, placed_image, placed_link
from ticketlint.markup.plain import read_plain

# Deeper lists and quotes make the text plain: markdown-it drops what lies below its limit.
_MAX_NESTING = 100
_TOO_DEEP = re.compile(
    r"^(?:[ \t]*+(?:>|(?:[*+-]|\d{1,9}[.)])[ \t])){40}|^[ \t]{120,}(?:[>*+-]|\d)", re.MULTILINE
)
_MAX_LENGTH = 2_000_000
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_ROW_START = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*\|?")


def read_markdown(text: str) -> Body:
    """Return the body of a Markdown text.

    A text nested deeper than 40 markers on a line or 120 columns, or longer than
    2,000,000 characters, is read as plain text.
    """
    if len(text) > _MAX_LENGTH or _TOO_DEEP.search(text):
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
        self._places: list[Place] = []
        self._row: list[tuple[int, int]] = []
        self._cell = [0, 0]
        self._end = 0

    def read(self) -> None:
        """Read the whole text."""
        for token in _parser().parse(self._text):
            if token.map:
                self._read_mapped(token, *token.map)
            elif token.type == "inline":
                self._inline(token, 0)
            else:
                self._leave(token)
        self._html.close(len(self._text))

    def _read_mapped(self, token: Token, first: int, last: int) -> None:
        start, end = self._starts[first], self._line_end(last - 1)
        match token.type:
            case "inline":
                self._inline(token, first)
            case "heading_open":
                self._html.flush(start)
                self.builder.start(BlockKind.HEADING, start, int(token.tag[1]))
                self._end = end
            case "paragraph_open":
                self._html.flush(start)
                self._end = end
            case "list_item_open":
                item = Item(self.builder.place.level + 1, bool(token.info), token.info)
                self._places.append(self.builder.place)
                self._html.flush(start)
                self._end = self._marker(first)
                self.builder.open_item(self._end, item)
            case "blockquote_open":
                self._html.flush(start)
                self._places.append(self.builder.place)
                self.builder.place = replace(self.builder.place, quoted=True)
            case "fence" | "code_block":
                self._code(token, first, last)
            case "html_block":
                self._html_block(token, first, last)
            case "hr":
                self._html.flush(start)
                self.builder.add(BlockKind.RULE, start, end)
            case "table_open":
                self._html.flush(start)
                self._cell = [0, 0]
            case "tr_open":
                self._open_row(first)

    def _leave(self, token: Token) -> None:
        match token.type:
            case "heading_close" | "paragraph_close":
                self._html.flush(self._end)
            case "list_item_close":
                self._html.flush(self._end)
                place = self._places.pop()
                self.builder.close_item(self._end, place.level)
                self.builder.place = place
            case "blockquote_close":
                self._html.flush(self._end)
                self.builder.place = self._places.pop()
            case "th_open" | "td_open":
                self._cell[1] += 1
                start, _ = self._cell_range()
                header = token.type == "th_open"
                self.builder.open_cell(start, *self._cell, header=header)
            case "th_close" | "td_close":
                _, end = self._cell_range()
                self._html.flush(end)
                self.builder.close_cell(end)

    def _line_end(self, line: int) -> int:
        return self._starts[line] + len(self._lines[line].rstrip())

    def _marker(self, line: int) -> int:
        text = self._lines[line]
        return self._starts[line] + len(text) - len(text.lstrip())

    # Text.

    def _inline(self, token: Token, line: int) -> None:
        if self.builder.place.row and self._row:
            placed = self._placed_cell(token.content)
        else:
            placed = self._placed(token, line)
        start = placed.at(0)
        runs = self.builder.text(start)
        InlineWriter(runs, placed, self._html).write(token.children or ())
        if not self.builder.place.row:
            self._end = max(self._end, placed.end(len(placed.text)))
            self._html.flush(self._end)
        self._comments(token.children or (), placed)

    def _placed(self, token: Token, first: int) -> Placed:
        """Find the lines of a block in the source: each is the end of its source line."""
        points = []
        index = 0
        for line, text in enumerate(token.content.split("\n"), first):
            source = self._lines[line].rstrip() if line < len(self._lines) else ""
            column = self._column(source, text.strip())
            lead = len(text) - len(text.lstrip())
            points.append((index + lead, self._starts[line] + column))
            index += len(text) + 1
        return Placed(token.content, tuple(points))

    def _column(self, source: str, text: str) -> int:
        """Return where the text stands in its line; behind it only a heading has signs."""
        column = len(source) - len(text)
        return column if source.endswith(text) else max(source.rfind(text), 0)

    def _comments(self, tokens: Sequence[Token], placed: Placed) -> None:
        at = 0
        for token in tokens:
            if token.type == "html_inline" and token.content.startswith("<!--"):
                at = placed.text.find(token.content, at)
                self._html.comment(placed.at(at), placed.end(at + len(token.content)))
                at += len(token.content)

    # Code and HTML.

    def _code(self, token: Token, first: int, last: int) -> None:
        start, end = self._starts[first], self._line_end(last - 1)
        self._html.flush(start)
        runs = self.builder.start(BlockKind.CODE, start)
        lines = token.content.split("\n")[:-1]
        for line, text in enumerate(lines, first + (token.type == "fence")):
            source = self._lines[line] if line < len(self._lines) else ""
            after = self._starts[line] + len(source)
            if self.builder.source.startswith("\r\n", after - 1):
                source, text, after = source[:-1], text[:-1], after - 1
            if source.endswith(text):
                runs.copy(after - len(text), after)
            else:
                runs.put(text, self._starts[line], after)
            runs.copy(after, self._starts[line + 1])
        self.builder.flush(end)
        self._end = end

    def _html_block(self, token: Token, first: int, last: int) -> None:
        """Read HTML with the markers of the lists and quotes around it blanked out."""
        lines = token.content.split("\n")
        parts = []
        for line, text in zip(range(first, last), lines, strict=False):
            source = self._lines[line]
            parts.append(" " * (len(source) - len(text)) + text[-len(source) :] if source else "")
        start, end = self._starts[first], self._line_end(last - 1)
        self._html.flush(start)
        self._html.feed("\n".join(parts), start)
        self._html.flush(end)
        self._end = max(self._end, end)

    # Tables.

    def _open_row(self, line: int) -> None:
        """Find the cells of a row in its source line."""
        self._cell = [self._cell[0] + 1, 0]
        source, base = self._lines[line].rstrip(), self._starts[line]
        head = _ROW_START.match(source)
        at = head.end() if head else 0
        self._row = []
        while at < len(source):
            wall = _wall(source, at)
            self._row.append((base + at, base + wall))
            at = wall + 1
        self._end = base + len(source)

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


def _wall(source: str, at: int) -> int:
    """Return where the next pipe without a backslash stands, or the end."""
    while (wall := source.find("|", at)) >= 0:
        if wall == 0 or source[wall - 1] != "\\":
            return wall
        at = wall + 1
    return len(source)
