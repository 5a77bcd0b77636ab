"""Read HTML as Azure DevOps and Jira exports hold it; malformed HTML reads as far as it goes."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape

from ticketlint.cleaning.markup.blocks import BlockKind, Body, MarkKind
from ticketlint.cleaning.markup.builder import Builder, Item, Runs, Surroundings
from ticketlint.cleaning.markup.html_marks import MARKED, OpenMarks
from ticketlint.cleaning.markup.html_tokens import ENTITY, Token, TokenKind, tokens
from ticketlint.cleaning.markup.plain import add_comment

_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_LI, _TABLE, _ROW = frozenset({"li"}), frozenset({"table"}), frozenset({"tr"})
_CELLS = frozenset({"td", "th"})
_CONTAINERS = frozenset(
    {*_LISTS, *_CELLS, "li", "table", "tr", "blockquote", "details", "summary", "pre", "div"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BREAKS = _HEADINGS | {
    *("p", "section", "article", "header", "footer", "address", "figure", "figcaption", "dl"),
    *("dt", "dd", "center", "form", "fieldset", "thead", "tbody", "caption", "main", "nav"),
}
_EMPTY = frozenset({"br", "img", "input"})
_PANELS = {"info": "info", "note": "note", "tip": "success", "warning": "warning"}
_SPACE = " \t\r\n\f"
_PIECE = re.compile(
    rf"[^{_SPACE}&]++(?: [^{_SPACE}&]++)*+|[{_SPACE}]++|(?P<entity>{ENTITY.pattern})|&"
)
_VERBATIM = re.compile(rf"[^&]++|(?P<entity>{ENTITY.pattern})|&")
_Attributes = Mapping[str, str]


@dataclass(slots=True)
class _Open:
    """An open tag, the place around it, and what a list, table or row has counted in it."""

    tag: str
    place: Surroundings
    count: int = 0
    style: str = ""


def read_html(text: str) -> Body:
    """Return the body of an HTML text."""
    builder = Builder(text)
    reader = HtmlReader(builder)
    reader.feed(text, 0)
    reader.close(len(text))
    return Body(text, tuple(builder.blocks))


class HtmlReader:
    """Writes the blocks of HTML fragments into a builder; tags stay open between fragments."""

    def __init__(self, builder: Builder) -> None:
        """Write into that builder."""
        self._builder = builder
        self._marks = OpenMarks(builder)
        self._stack: list[_Open] = []
        self._open: defaultdict[str, list[int]] = defaultdict(list)

    def feed(self, text: str, base: int) -> None:
        """Read a fragment that stands at `base` in the builder's source."""
        for token in tokens(text):
            start, end = base + token.start, base + token.end
            match token.kind:
                case TokenKind.TEXT:
                    self._text(text, token, base)
                case TokenKind.COMMENT:
                    self.comment(start, end)
                case TokenKind.OPEN:
                    self._open_tag(token, start, end)
                case TokenKind.CLOSE:
                    self._close_tag(token.name, start, end)

    def inline(self, text: str, start: int, end: int) -> bool:
        """Read one tag or comment inside a line; return whether it stands for no text."""
        token = next(tokens(text))
        if token.kind is TokenKind.OPEN and token.name in MARKED | _EMPTY:
            self._open_tag(token, start, end)
        elif token.kind is TokenKind.CLOSE and token.name in MARKED:
            self._marks.close_tag(token.name)
        return token.kind is not TokenKind.TEXT

    def comment(self, start: int, end: int) -> None:
        """Add the comment at that range of the source."""
        self.flush(start)
        add_comment(self._builder, start, end)

    def flush(self, at: int) -> None:
        """Close the open block; marks that are open go on in the next."""
        self._marks.flush(at)

    def close(self, at: int) -> None:
        """Close all that is open."""
        self.flush(at)
        while self._stack:
            self._pop(at)

    def _text(self, text: str, token: Token, base: int) -> None:
        verbatim = bool(self._open["pre"])
        pieces = (_VERBATIM if verbatim else _PIECE).finditer(text, token.start, token.end)
        for piece in pieces:
            start, end = base + piece.start(), base + piece.end()
            blank = not verbatim and piece[0][0] in _SPACE
            if blank and (self._builder.runs is None or self._builder.runs.ends_in_space):
                continue
            runs = self._runs(start)
            if blank:
                runs.put(" ", start, end)
            elif piece["entity"]:
                runs.put(unescape(piece[0]), start, end)
            else:
                runs.copy(start, end)

    def _runs(self, at: int) -> Runs:
        if self._builder.runs is None and self._open["pre"]:
            return self._builder.start(BlockKind.CODE, at)
        return self._builder.text(at)

    # Tags.

    def _open_tag(self, token: Token, start: int, end: int) -> None:
        name, attributes = token.name, token.attributes
        if name in _EMPTY:
            self._empty_tag(name, attributes, start, end)
            return
        if name in _CONTAINERS or name in _BREAKS or name == "hr":
            self.flush(start)
        if name in _HEADINGS:
            self._builder.start(BlockKind.HEADING, start, int(name[1]))
        elif name == "hr":
            self._builder.add(BlockKind.RULE, start, end)
        elif name in _CONTAINERS:
            self._open_container(name, attributes, start)
        if name in MARKED:
            self._marks.open_tag(name, attributes)

    def _close_tag(self, name: str, start: int, end: int) -> None:
        if name in _BREAKS or name in _CONTAINERS:
            self.flush(start)
        if name in _CONTAINERS:
            self._pop_to(name, end)
        elif name in MARKED:
            self._marks.close_tag(name)

    def _empty_tag(self, name: str, attributes: _Attributes, start: int, end: int) -> None:
        if name == "br" and self._builder.runs:
            self._builder.runs.put("\n", start, end)
        elif name == "img":
            runs = self._runs(start)
            before = runs.length
            runs.put(attributes.get("alt", ""), start, end)
            runs.mark(MarkKind.IMAGE, before, attributes.get("src", ""))
        elif attributes.get("type", "").lower() == "checkbox":
            self._builder.check(checked="checked" in attributes)

    def _open_container(self, name: str, attributes: _Attributes, at: int) -> None:
        if name in _IMPLIED_ENDS:
            self._close_open(*_IMPLIED_ENDS[name], at)
        count = _number(attributes.get("start", ""), 1) - 1 if name == "ol" else 0
        opened = _Open(name, self._builder.place, count, attributes.get("type", ""))
        self._open[name].append(len(self._stack))
        self._stack.append(opened)
        self._enter(name, attributes, at)

    def _enter(self, name: str, attributes: _Attributes, at: int) -> None:
        if name == "li":
            self._enter_item(attributes, at)
        elif name in _CELLS:
            self._enter_cell(name, attributes, at)
        elif name == "tr":
            self._enter_row()
        elif name == "pre":
            self._builder.start(BlockKind.CODE, at)
        else:
            self._builder.place = _place_in(name, attributes, self._builder.place)

    def _enter_item(self, attributes: _Attributes, at: int) -> None:
        level = max(sum(len(self._open[name]) for name in _LISTS), 1)
        parent = self._nearest(_LISTS)
        item = Item(level)
        if parent is not None and parent.tag == "ol":
            parent.count = _number(attributes.get("value", ""), parent.count + 1)
            number = _letter(parent.count, parent.style)
            item = Item(level, ordered=True, number=number)
        self._builder.open_item(at, item)

    def _enter_row(self) -> None:
        if table := self._nearest(_TABLE):
            table.count += 1

    def _enter_cell(self, name: str, attributes: _Attributes, at: int) -> None:
        row, table = self._nearest(_ROW), self._nearest(_TABLE)
        column = row.count + 1 if row else 1
        if row:
            row.count += _number(attributes.get("colspan", ""), 1)
        number = max(table.count, 1) if table else 1
        self._builder.open_cell(at, number, column, header=name == "th")

    # The stack of containers.

    def _place(self, names: frozenset[str]) -> int:
        """Return where in the stack the innermost of these tags is, or -1."""
        return max((self._open[name][-1] for name in names if self._open[name]), default=-1)

    def _nearest(self, names: frozenset[str]) -> _Open | None:
        place = self._place(names)
        return self._stack[place] if place >= 0 else None

    def _close_open(self, names: frozenset[str], walls: frozenset[str], at: int) -> None:
        """Close an open tag of these names unless one of the walls stands before it."""
        place = self._place(names)
        if place > self._place(walls):
            self._pop_to(self._stack[place].tag, at)

    def _pop_to(self, name: str, at: int) -> None:
        if not self._open[name]:
            return
        while self._pop(at) != name:
            pass

    def _pop(self, at: int) -> str:
        opened = self._stack.pop()
        self._open[opened.tag].pop()
        if opened.tag == "li":
            self._builder.close_item(at, opened.place.level)
        elif opened.tag in _CELLS:
            self._builder.close_cell(at)
        elif opened.tag == "summary":
            self._marks.close_tag("summary")
        self._builder.place = opened.place
        return opened.tag


_IMPLIED_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (_LI, _LISTS),
    "tr": (_ROW, _TABLE),
    "td": (_CELLS, _TABLE | _ROW),
    "th": (_CELLS, _TABLE | _ROW),
}


def _place_in(name: str, attributes: _Attributes, place: Surroundings) -> Surroundings:
    """Return the place inside a quote, an expand or a panel."""
    if name == "blockquote":
        return replace(place, quoted=True)
    panel = "expand" if name == "details" else _panel(attributes.get("class", ""))
    return replace(place, panel=panel) if panel else place


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else default


def _letter(number: int, style: str) -> str:
    """Return the number of a list item as its list shows it; `style` is HTML's `type`."""
    if style in {"a", "A"} and 1 <= number <= 26:
        return chr(ord(style) + number - 1)
    return str(number)


def _panel(classes: str) -> str:
    """Return the panel that a `div` of Jira is, empty for code and for what is no panel."""
    names = classes.replace("-", " ").lower().split()
    if "code" in names or "preformatted" in names or not {"panel", "macro"} & set(names):
        return ""
    return next((_PANELS[name] for name in names if name in _PANELS), "info")
