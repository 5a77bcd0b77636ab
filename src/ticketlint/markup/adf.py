"""Read Atlassian Document Format; any tree is read, without recursion, and no text is lost."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from ticketlint.markup.adf_rendering import Rendering
from ticketlint.markup.blocks import BlockKind, Body, MarkKind
from ticketlint.markup.builder import Builder, Item, Runs
from ticketlint.markup.plain import read_plain

Node = Mapping[str, object]
_Leave = Callable[[], None]

_MARKS: Mapping[str, MarkKind] = {
    "strong": MarkKind.STRONG,
    "em": MarkKind.EMPHASIS,
    "strike": MarkKind.STRIKE,
    "code": MarkKind.CODE,
    "link": MarkKind.LINK,
}
_PANELS = {"tip": "success", "custom": "info"}
_KNOWN_PANELS = frozenset({"info", "note", "success", "warning", "error"})
_TEXT_ATTRIBUTES = ("text", "title", "alt", "label", "name", "shortName", "url")


def read_adf(text: str) -> Body:
    """Return the body of a document given as JSON; `Body.text` is the rendered document.

    JSON that is no document is read as plain text. JSON nested too deep to parse becomes
    one code block with the raw text.
    """
    try:
        document = json.loads(text)
    except RecursionError:
        builder = Builder(text)
        builder.add(BlockKind.CODE, 0, len(text), (0, len(text)))
        return Body(text, tuple(builder.blocks))
    except ValueError:
        return read_plain(text)
    if isinstance(document, str):
        return read_plain(document)
    if not isinstance(document, dict) or not {"type", "content"} & document.keys():
        return read_plain(text)
    return read_document(document)


def read_document(document: Node) -> Body:
    """Return the body of a parsed document of any depth."""
    reader = _Reader()
    reader.walk(document)
    return Body(reader.rendering.text, tuple(reader.builder.blocks))


class _Reader:
    """Walks a document; each node type has a method that returns what to do on leaving it."""

    def __init__(self) -> None:
        self.builder = Builder("")
        self.rendering = Rendering()
        self._lists: list[tuple[int, int | None]] = []
        self._numbers: list[int | None] = []
        self._tables: list[list[int]] = []

    def walk(self, document: Node) -> None:
        """Read the document and everything below it."""
        stack: list[tuple[Iterator[object], _Leave]] = [(iter([document]), _nothing)]
        while stack:
            children, leave = stack[-1]
            for child in children:
                if isinstance(child, dict):
                    stack.append((iter(_children(child)), self._enter(child)))
                    break
                if isinstance(child, list):
                    stack.append((iter(child), _nothing))
                    break
                if child is not None:
                    self._say(str(child))
            else:
                stack.pop()
                leave()
        self._flush()

    def _enter(self, node: Node) -> _Leave:
        kind = node.get("type")
        read = _READERS.get(kind) if isinstance(kind, str) else None
        return (read or _Reader._unknown)(self, node, _attributes(node))

    def _say(self, text: str) -> Runs:
        runs = self.builder.runs or self._start(BlockKind.PARAGRAPH)
        start = self.rendering.write(text)
        runs.put(text, start, start + len(text))
        return runs

    def _marked(self, text: str, kind: MarkKind, target: str) -> None:
        before = self.builder.runs.length if self.builder.runs else 0
        self._say(text).mark(kind, before, target)

    def _start(self, kind: BlockKind, level: int | None = None, head: str = "") -> Runs:
        self._flush()
        at = self.rendering.begin(kind, self.builder.place, head)
        return self.builder.start(kind, at, level)

    def _flush(self) -> None:
        self.builder.flush(self.rendering.length)

    # Blocks of text.

    def _paragraph(self, _node: Node, _attrs: Node) -> _Leave:
        self._flush()
        return self._flush

    def _heading(self, _node: Node, attrs: Node) -> _Leave:
        level = attrs.get("level")
        level = level if isinstance(level, int) and 1 <= level <= 6 else 1
        self._start(BlockKind.HEADING, level, "#" * level + " ")
        return self._flush

    def _code(self, _node: Node, attrs: Node) -> _Leave:
        language = attrs.get("language")
        self._start(BlockKind.CODE, None, f"```{language or ''}\n")
        return self._end_code

    def _end_code(self) -> None:
        self.rendering.write("\n```")
        self._flush()

    def _rule(self, _node: Node, _attrs: Node) -> _Leave:
        self._flush()
        at = self.rendering.begin(BlockKind.RULE, self.builder.place, "----")
        self.builder.add(BlockKind.RULE, at, self.rendering.length)
        return _nothing

    def _media(self, _node: Node, attrs: Node) -> _Leave:
        alt, target = _string(attrs, "alt"), _string(attrs, "url", "id")
        runs = self._start(BlockKind.MEDIA, None, "![")
        self._say(alt)
        runs.mark(MarkKind.IMAGE, 0, target)
        self.rendering.write("]")
        self._flush()
        return _nothing

    def _card(self, _node: Node, attrs: Node) -> _Leave:
        self._flush()
        self._inline_card(_node, attrs)
        self._flush()
        return _nothing

    # Blocks of blocks.

    def _list(self, node: Node, attrs: Node) -> _Leave:
        self._flush()
        order = attrs.get("order")
        first = order if isinstance(order, int) else 1
        ordered = node.get("type") == "orderedList"
        self._numbers.append(first - 1 if ordered else None)
        return self._leave_list

    def _leave_list(self) -> None:
        self._flush()
        self._numbers.pop()

    def _item(self, node: Node, attrs: Node) -> _Leave:
        level = self.builder.place.level
        self._flush()
        item = Item(max(len(self._numbers), 1))
        if self._numbers and (number := self._numbers[-1]) is not None:
            self._numbers[-1] = number + 1
            item = replace(item, ordered=True, number=str(number + 1))
        if node.get("type") in {"taskItem", "blockTaskItem"}:
            item = replace(item, checked=attrs.get("state") == "DONE")
        at = self.rendering.begin_item(item, self.builder.place)
        self.builder.open_item(at, item)
        return lambda: self.builder.close_item(self.rendering.length, level)

    def _quote(self, _node: Node, _attrs: Node) -> _Leave:
        return self._inside(quoted=True)

    def _panel(self, _node: Node, attrs: Node) -> _Leave:
        kind = _string(attrs, "panelType")
        kind = _PANELS.get(kind, kind)
        return self._inside(panel=kind if kind in _KNOWN_PANELS else "info")

    def _expand(self, _node: Node, attrs: Node) -> _Leave:
        leave = self._inside(panel="expand")
        if title := _string(attrs, "title"):
            self._marked(title, MarkKind.STRONG, "")
            self._flush()
        return leave

    def _inside(self, *, quoted: bool | None = None, panel: str | None = None) -> _Leave:
        self._flush()
        saved = self.builder.place
        quoted = saved.quoted if quoted is None else quoted
        panel = saved.panel if panel is None else panel
        self.builder.place = replace(saved, quoted=quoted, panel=panel)

        def leave() -> None:
            self._flush()
            self.builder.place = saved

        return leave

    def _table(self, _node: Node, _attrs: Node) -> _Leave:
        leave = self._inside()
        self._tables.append([0, 0])

        def close() -> None:
            leave()
            self._tables.pop()

        return close

    def _row(self, _node: Node, _attrs: Node) -> _Leave:
        self._flush()
        if not self._tables:
            self._tables.append([0, 0])
        self._tables[-1][0] += 1
        self._tables[-1][1] = 0
        return self._flush

    def _cell(self, node: Node, attrs: Node) -> _Leave:
        leave = self._inside()
        table = self._tables[-1] if self._tables else [1, 0]
        row, column = max(table[0], 1), table[1] + 1
        span = attrs.get("colspan")
        table[1] += span if isinstance(span, int) and span > 0 else 1
        at = self.rendering.begin_cell(column, self.builder.place)
        header = node.get("type") == "tableHeader"
        self.builder.open_cell(at, row, column, header=header)

        def close() -> None:
            self.builder.close_cell(self.rendering.length)
            leave()

        return close

    def _extension(self, _node: Node, attrs: Node) -> _Leave:
        self._flush()
        if text := _string(attrs, "text"):
            self._say(text)
        self._flush()
        return self._flush

    # Inside a block of text.

    def _text(self, node: Node, _attrs: Node) -> _Leave:
        text = node.get("text")
        if text is None or text == "":
            return _nothing
        before = self.builder.runs.length if self.builder.runs else 0
        runs = self._say(str(text))
        marks = node.get("marks")
        for mark in marks if isinstance(marks, list) else ():
            kind = _MARKS.get(str(mark.get("type"))) if isinstance(mark, dict) else None
            if kind is not None:
                runs.mark(kind, before, _string(_attributes(mark), "href"))
        return _nothing

    def _break(self, _node: Node, _attrs: Node) -> _Leave:
        if self.builder.runs:
            self._say("\n")
        return _nothing

    def _mention(self, _node: Node, attrs: Node) -> _Leave:
        text = _string(attrs, "text") or "@" + _string(attrs, "id")
        self._marked(text, MarkKind.MENTION, _string(attrs, "id"))
        return _nothing

    def _emoji(self, _node: Node, attrs: Node) -> _Leave:
        self._say(_string(attrs, "text", "shortName"))
        return _nothing

    def _date(self, _node: Node, attrs: Node) -> _Leave:
        date = _iso_date(attrs.get("timestamp"))
        self._marked(date, MarkKind.DATE, date)
        return _nothing

    def _status(self, _node: Node, attrs: Node) -> _Leave:
        self._marked(_string(attrs, "text"), MarkKind.STATUS, _string(attrs, "color"))
        return _nothing

    def _placeholder(self, _node: Node, attrs: Node) -> _Leave:
        self._marked(_string(attrs, "text"), MarkKind.PLACEHOLDER, "")
        return _nothing

    def _inline_card(self, _node: Node, attrs: Node) -> _Leave:
        data = attrs.get("data")
        data = data if isinstance(data, dict) else {}
        url = _string(attrs, "url") or _string(data, "url", "@id")
        self._marked(url or _string(data, "name"), MarkKind.LINK, url)
        return _nothing

    def _inline_media(self, _node: Node, attrs: Node) -> _Leave:
        target = _string(attrs, "url", "id")
        self._marked(_string(attrs, "alt"), MarkKind.IMAGE, target)
        return _nothing

    def _inline_extension(self, _node: Node, attrs: Node) -> _Leave:
        self._say(_string(attrs, "text"))
        return _nothing

    def _unknown(self, node: Node, attrs: Node) -> _Leave:
        alone = self.builder.runs is None
        text = node.get("text")
        if isinstance(text, str) and text:
            self._text(node, attrs)
        for name in _TEXT_ATTRIBUTES:
            if value := _string(attrs, name):
                self._say(value if self.builder.runs is None else f" {value}")
        return self._flush if alone else _nothing


def _nothing() -> None:
    """Leave a node that needs nothing done at its end."""


def _children(node: Node) -> list[object]:
    content = node.get("content")
    if content is None:
        return []
    return content if isinstance(content, list) else [content]


def _attributes(node: Node) -> Node:
    attrs = node.get("attrs")
    return attrs if isinstance(attrs, dict) else {}


def _string(attrs: Node, *names: str) -> str:
    """Return the first of these attributes that is a text or a number."""
    values = (attrs.get(name) for name in names)
    return next((str(value) for value in values if isinstance(value, str | int) and value), "")


def _iso_date(timestamp: object) -> str:
    """Return the day of a timestamp in milliseconds, or what stands there instead."""
    try:
        seconds = int(str(timestamp)) / 1000
        return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return "" if timestamp is None else str(timestamp)


_READERS: Mapping[str, Callable[[_Reader, Node, Node], _Leave]] = {
    "blockCard": _Reader._card,
    "blockTaskItem": _Reader._item,
    "blockquote": _Reader._quote,
    "bodiedExtension": _Reader._extension,
    "bulletList": _Reader._list,
    "caption": _Reader._paragraph,
    "codeBlock": _Reader._code,
    "date": _Reader._date,
    "decisionItem": _Reader._item,
    "decisionList": _Reader._list,
    "embedCard": _Reader._card,
    "emoji": _Reader._emoji,
    "expand": _Reader._expand,
    "extension": _Reader._extension,
    "hardBreak": _Reader._break,
    "heading": _Reader._heading,
    "inlineCard": _Reader._inline_card,
    "inlineExtension": _Reader._inline_extension,
    "listItem": _Reader._item,
    "media": _Reader._media,
    "mediaInline": _Reader._inline_media,
    "mention": _Reader._mention,
    "nestedExpand": _Reader._expand,
    "orderedList": _Reader._list,
    "panel": _Reader._panel,
    "paragraph": _Reader._paragraph,
    "placeholder": _Reader._placeholder,
    "rule": _Reader._rule,
    "status": _Reader._status,
    "table": _Reader._table,
    "tableCell": _Reader._cell,
    "tableHeader": _Reader._cell,
    "tableRow": _Reader._row,
    "taskItem": _Reader._item,
    "taskList": _Reader._list,
    "text": _Reader._text,
}
