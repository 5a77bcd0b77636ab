"""Read Jira wiki markup line by line, in time linear in the text."""

import re
from dataclasses import replace

from ticketlint.cleaning.markup.adf import read_adf
from ticketlint.cleaning.markup.blocks import BlockKind, Body, MarkKind, trimmed
from ticketlint.cleaning.markup.builder import Builder, Item
from ticketlint.cleaning.markup.html import HtmlReader
from ticketlint.cleaning.markup.html_tokens import Finder
from ticketlint.cleaning.markup.plain import add_comment
from ticketlint.cleaning.markup.wiki_inline import WikiInline
from ticketlint.cleaning.markup.wiki_tables import Row, find_row, line_end

_LANGUAGES = "java|javascript|js|json|xml|sql|css|bash|sh|python|php|ruby|groovy|csharp|objc"
_MACRO = re.compile(
    r"(?<![\\{])\{(?P<name>code|noformat|quote|panel|adf|html|info|note|tip|warning"
    rf"|{_LANGUAGES})(?P<args>:[^{{}}\n]*+)?\}}(?!\}})",
    re.IGNORECASE,
)
_RUNS_TO_THE_END = frozenset({"code", "noformat"})
_VERBATIM = frozenset({*_RUNS_TO_THE_END, "adf", "html", *_LANGUAGES.split("|")})
_PANELS = {"info": "info", "note": "note", "tip": "success", "warning": "warning"}
_COLOURS = {
    "#deebff": "info",
    "#eae6ff": "note",
    "#e3fcef": "success",
    "#fffae6": "warning",
    "#ffebe6": "error",
}
_LINE = re.compile(
    r"[ \t]*(?:"
    r"h(?P<heading>[1-6])\.(?:[ \t]+|$)"
    r"|(?P<rule>-{4,})[ \t]*$"
    r"|(?P<item>[*#-]*[*#]|-{1,3})(?:[ \t]+|$)"
    r"|(?P<quote>bq\.)[ \t]+"
    r"|(?P<row>\|)"
    r"|(?P<comment><!--)"
    r")"
)
_BLANK = re.compile(r"[ \t]*(?:\r\n|\r|\n|$)")
_LEAD = re.compile(r"[ \t*#-]*+")
_TITLE = re.compile(r"title=([^|]*)")
_COLOUR = re.compile(r"bgcolor=([^|]*)", re.IGNORECASE)


def read_wiki(text: str) -> Body:
    """Return the body of a text in Jira wiki markup.

    Text inside an `{adf}` macro stands as a whole for the range of the macro.
    """
    reader = _Reader(text)
    reader.read()
    return Body(text, tuple(reader.builder.blocks))


class _Reader:
    """Reads lines in order; lists, quotes and panels stay open from line to line."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.builder = Builder(source)
        self._inline = WikiInline(source)
        self._finder = Finder(source)
        self._line_end = 0
        self._signs = ""
        self._numbers: list[int] = []
        self._row = 0

    def read(self) -> None:
        """Read the whole text."""
        at = end = after = 0
        while at < len(self.source):
            # Behind a macro the rest of the same line is read; its end is not sought again.
            end, after = (end, after) if 0 < at <= end else line_end(self.source, at)
            macro = self._block_macro(at, end)
            if macro:
                if self.source[at : macro.start()].strip():
                    self._line(at, macro.start(), macro.start())
                at = self._macro(macro)
            else:
                at = self._line(at, end, after)
        self._close()

    # Macros.

    def _block_macro(self, start: int, end: int) -> re.Match[str] | None:
        """Return the first macro of the line that is more than inline code."""
        at = start
        while macro := _MACRO.search(self.source, at, end):
            name = macro["name"].lower()
            if name not in _VERBATIM:
                return macro
            close = self._closing(macro)
            if close is None:
                if name in _RUNS_TO_THE_END:
                    return macro
                at = macro.end()
            elif name in _RUNS_TO_THE_END and self._is_inline(start, macro, close[1], end):
                at = close[1]
            else:
                return macro
        return None

    def _is_inline(self, start: int, macro: re.Match[str], last: int, end: int) -> bool:
        """Return whether the macro ends on its line and other text stands beside it."""
        lead = _LEAD.match(self.source, start)
        before = lead is not None and lead.end() < macro.start()
        return last <= end and (before or not _BLANK.match(self.source, last))

    def _closing(self, macro: re.Match[str]) -> tuple[int, int] | None:
        """Return the range of the closing tag of a verbatim macro."""
        tag = "{" + macro["name"] + "}"
        at = self._finder.find(tag, macro.end())
        return (at, at + len(tag)) if at >= 0 else None

    def _macro(self, macro: re.Match[str]) -> int:
        """Read a macro and return where reading goes on."""
        name = macro["name"].lower()
        if name not in _VERBATIM:
            self._close()
            self._toggle(macro, name)
            after = macro.end()
        else:
            after = self._verbatim(macro, name)
        self._line_end = after
        blank = _BLANK.match(self.source, after)
        return blank.end() if blank else after

    def _toggle(self, macro: re.Match[str], name: str) -> None:
        place = self.builder.place
        if name == "quote":
            self.builder.place = replace(place, quoted=not place.quoted)
            return
        args = macro["args"] or ""
        opens = bool(args) or not place.panel
        self.builder.place = replace(place, panel=_panel(name, args) if opens else "")
        title = _TITLE.search(args) if opens else None
        if title and title[1].strip():
            base = macro.start("args")
            start, end = trimmed(self.source, base + title.start(1), base + title.end(1))
            runs = self.builder.start(BlockKind.PARAGRAPH, start)
            runs.copy(start, end)
            runs.mark(MarkKind.STRONG, 0)
            self.builder.flush(end)

    def _verbatim(self, macro: re.Match[str], name: str) -> int:
        closing = self._closing(macro)
        inner, after = closing or (len(self.source), len(self.source))
        start = macro.start()
        body = self.source[macro.end() : inner]
        if name == "html":
            self._close()
            reader = HtmlReader(self.builder)
            reader.feed(body, macro.end())
            reader.close(inner)
        elif name == "adf":
            self._adf(body, start, after, is_inline="display=inline" in (macro["args"] or ""))
        else:
            self.builder.flush(start)
            self.builder.add(BlockKind.CODE, start, after, (macro.end(), inner))
        return after

    def _adf(self, body: str, start: int, end: int, *, is_inline: bool) -> None:
        blocks = read_adf(body).blocks
        if is_inline:
            text = " ".join(block.text for block in blocks)
            self.builder.text(start).put(text, start, end)
            return
        self._close()
        for block in blocks:
            length = len(block.text)
            offsets = ((0, start), (length, end)) if length else ((0, start),)
            self.builder.blocks.append(replace(block, start=start, end=end, offsets=offsets))

    # Lines.

    def _line(self, start: int, end: int, after: int) -> int:
        """Read a line, or the part of it before a macro, and return where to go on."""
        match = _LINE.match(self.source, start, end)
        kind = match.lastgroup if match else None
        if kind == "row" and end != start and (row := find_row(self.source, start)):
            return self._table_row(row)
        self._row = 0
        if match and kind == "comment" and self._finder.find("-->", start) >= 0:
            return self._comment(match.start("comment"))
        if not self.source[start:end].strip():
            self._close()
        elif match and kind == "item" and self._is_item(match["item"]):
            self._item(match, start, end)
        elif match and kind in {"heading", "rule", "quote"}:
            self._close()
            self._marked_line(match, start, end)
        else:
            self._text(start, end)
        self._line_end = end
        return after

    def _text(self, start: int, end: int) -> None:
        runs = self.builder.runs
        if runs is None:
            runs = self.builder.text(start)
        else:
            runs.copy(self._line_end, start)
        self._inline.write(runs, start, end)

    def _marked_line(self, match: re.Match[str], start: int, end: int) -> None:
        builder, place = self.builder, self.builder.place
        if match["rule"]:
            builder.add(BlockKind.RULE, start, end)
            return
        if match["heading"]:
            runs = builder.start(BlockKind.HEADING, start, int(match["heading"]))
        else:
            builder.place = replace(place, quoted=True)
            runs = builder.start(BlockKind.PARAGRAPH, start)
        self._inline.write(runs, match.end(), end)
        builder.flush(end)
        builder.place = place

    def _is_item(self, signs: str) -> bool:
        """Return whether the signs are a bullet; two or three hyphens alone are a dash."""
        return signs not in {"--", "---"} or self._signs.startswith("-")

    def _item(self, match: re.Match[str], start: int, end: int) -> None:
        signs = match["item"]
        if self._signs:
            self.builder.close_item(self._line_end, 0)
        else:
            self.builder.flush(self._line_end)
        self._signs = signs
        level, ordered = len(signs), signs[-1] == "#"
        counts = [*self._numbers, *[0] * level][:level]
        counts[-1] = counts[-1] + 1 if ordered else 0
        self._numbers = counts
        number = str(counts[-1]) if ordered else ""
        self.builder.open_item(start, Item(level, ordered=ordered, number=number))
        if match.end() < end:
            self._inline.write(self.builder.text(match.end()), match.end(), end)

    def _close(self) -> None:
        """Close the open list or paragraph at the end of the last line."""
        if self._signs:
            self.builder.close_item(self._line_end, 0)
        self.builder.flush(self._line_end)
        self._signs, self._numbers = "", []

    def _comment(self, start: int) -> int:
        end = self._finder.find("-->", start) + 3
        self.builder.flush(self._line_end)
        add_comment(self.builder, start, end)
        self._line_end = end
        blank = _BLANK.match(self.source, end)
        return blank.end() if blank else end

    def _table_row(self, row: Row) -> int:
        self._close()
        self._row += 1
        for column, (header, left, right) in enumerate(row.cells, 1):
            self.builder.open_cell(left, self._row, column, header=header)
            at = left
            while at < right:
                end, after = line_end(self.source, at, right)
                runs = self.builder.text(at)
                self._inline.write(runs, at, end)
                runs.copy(end, after)
                at = max(after, at + 1)
            self.builder.close_cell(right)
        self._line_end = row.end
        return row.after


def _panel(name: str, args: str) -> str:
    """Return what panel a macro is; its colour tells in what Jira Cloud writes."""
    colour = _COLOUR.search(args)
    found = _COLOURS.get(colour[1].strip().lower()) if colour else None
    return found or _PANELS.get(name, "info")
