"""Read Atlassian Document Format; any tree is read, without recursion, and no text is lost."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ticketlint.cleaning.characters import whole
from ticketlint.cleaning.markup.adf_text import INLINE, attributes, read_card, read_text, string
from ticketlint.cleaning.markup.adf_writer import AdfWriter, Leave, Node
from ticketlint.cleaning.markup.blocks import BlockKind, Body, MarkKind
from ticketlint.cleaning.markup.builder import Builder, Item
from ticketlint.cleaning.markup.plain import read_plain

_PANELS: Mapping[str, str] = {
    "info": "info",
    "note": "note",
    "tip": "success",
    "success": "success",
    "warning": "warning",
    "error": "error",
}
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_TEXT_ATTRIBUTES = ("text", "title", "alt", "label", "name", "shortName", "url")


def read_adf(text: str) -> Body:
    """Return the body of a document given as JSON; `Body.text` is the rendered document.

    JSON that is no document is read as plain text. JSON nested too deep to parse becomes
    one code block with the raw text.
    """
    try:
        document = json.loads(text)
        if _ESCAPED_HALF.search(text):
            document = json.loads(whole(json.dumps(document, ensure_ascii=False)))
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
    return Body(reader.writer.text, tuple(reader.writer.builder.blocks))


class _Reader:
    """Walks a document; the method of a node returns what to do on leaving it."""

    def __init__(self) -> None:
        self.writer = AdfWriter()
        self._numbers: list[int | None] = []
        self._tables: list[list[int]] = []

    def walk(self, document: Node) -> None:
        """Read the document and everything below it."""
        stack: list[tuple[Iterator[object], Leave]] = [(iter([document]), _nothing)]
        while stack:
            children, leave = stack[-1]
            child = next(children, _END)
            if child is _END:
                stack.pop()
                leave()
            elif isinstance(child, dict):
                stack.append((iter(_children(child)), self._enter(child)))
            elif isinstance(child, list):
                stack.append((iter(child), _nothing))
            elif child is not None:
                self.writer.say(str(child))
        self.writer.flush()

    def _enter(self, node: Node) -> Leave:
        kind = node.get("type")
        attrs = attributes(node)
        if isinstance(kind, str) and kind in INLINE:
            INLINE[kind](self.writer, node, attrs)
            return _nothing
        read = _BLOCKS.get(kind) if isinstance(kind, str) else None
        return (read or _Reader.unknown)(self, node, attrs)

    # Blocks of text.

    def paragraph(self, _node: Node, _attrs: Node) -> Leave:
        self.writer.flush()
        return self.writer.flush

    def heading(self, _node: Node, attrs: Node) -> Leave:
        level = attrs.get("level")
        level = level if isinstance(level, int) and 1 <= level <= 6 else 1
        self.writer.start(BlockKind.HEADING, level, "#" * level + " ")
        return self.writer.flush

    def code(self, _node: Node, attrs: Node) -> Leave:
        self.writer.start(BlockKind.CODE, None, f"```{string(attrs, 'language')}\n")

        def leave() -> None:
            self.writer.write("\n```")
            self.writer.flush()

        return leave

    def rule(self, _node: Node, _attrs: Node) -> Leave:
        self.writer.flush()
        self.writer.add_rule()
        return _nothing

    def media(self, _node: Node, attrs: Node) -> Leave:
        runs = self.writer.start(BlockKind.MEDIA, None, "![")
        self.writer.say(string(attrs, "alt"))
        runs.mark(MarkKind.IMAGE, 0, string(attrs, "url", "id"))
        self.writer.write("]")
        self.writer.flush()
        return _nothing

    def card(self, node: Node, attrs: Node) -> Leave:
        self.writer.flush()
        read_card(self.writer, node, attrs)
        return self.writer.flush

    def extension(self, _node: Node, attrs: Node) -> Leave:
        self.writer.flush()
        if text := string(attrs, "text"):
            self.writer.say(text)
        self.writer.flush()
        return self.writer.flush

    # Blocks of blocks.

    def list(self, node: Node, attrs: Node) -> Leave:
        self.writer.flush()
        order = attrs.get("order")
        first = order if isinstance(order, int) else 1
        self._numbers.append(first - 1 if node.get("type") == "orderedList" else None)

        def leave() -> None:
            self.writer.flush()
            self._numbers.pop()

        return leave

    def item(self, node: Node, attrs: Node) -> Leave:
        level = self.writer.builder.place.level
        item = Item(max(len(self._numbers), 1))
        if self._numbers and (number := self._numbers[-1]) is not None:
            self._numbers[-1] = number + 1
            item = replace(item, ordered=True, number=str(number + 1))
        if node.get("type") in {"taskItem", "blockTaskItem"}:
            item = replace(item, checked=attrs.get("state") == "DONE")
        self.writer.open_item(item)
        return lambda: self.writer.close_item(level)

    def quote(self, _node: Node, _attrs: Node) -> Leave:
        return self.writer.enter(quoted=True)

    def panel(self, _node: Node, attrs: Node) -> Leave:
        return self.writer.enter(panel=_PANELS.get(string(attrs, "panelType"), "info"))

    def expand(self, _node: Node, attrs: Node) -> Leave:
        leave = self.writer.enter(panel="expand")
        if title := string(attrs, "title"):
            self.writer.say_marked(title, MarkKind.STRONG)
            self.writer.flush()
        return leave

    def table(self, _node: Node, _attrs: Node) -> Leave:
        leave = self.writer.enter()
        self._tables.append([0, 0])

        def close() -> None:
            leave()
            self._tables.pop()

        return close

    def row(self, _node: Node, _attrs: Node) -> Leave:
        self.writer.flush()
        if self._tables:
            self._tables[-1][0] += 1
            self._tables[-1][1] = 0
        return self.writer.flush

    def cell(self, node: Node, attrs: Node) -> Leave:
        leave = self.writer.enter()
        table = self._tables[-1] if self._tables else [1, 0]
        row, column = max(table[0], 1), table[1] + 1
        span = attrs.get("colspan")
        table[1] += span if isinstance(span, int) and span > 0 else 1
        self.writer.open_cell(row, column, header=node.get("type") == "tableHeader")

        def close() -> None:
            self.writer.close_cell()
            leave()

        return close

    def unknown(self, node: Node, attrs: Node) -> Leave:
        """Read a node of any other type: its text, what in its attributes may be text."""
        alone = self.writer.builder.runs is None
        if isinstance(node.get("text"), str):
            read_text(self.writer, node, attrs)
        for name in _TEXT_ATTRIBUTES:
            if value := string(attrs, name):
                self.writer.say(f" {value}" if self.writer.position else value)
        return self.writer.flush if alone else _nothing


_END = object()


def _nothing() -> None:
    """Leave a node that needs nothing done at its end."""


def _children(node: Node) -> list[object]:
    content = node.get("content")
    if content is None:
        return []
    return content if isinstance(content, list) else [content]


_BLOCKS: Mapping[str, Callable[[_Reader, Node, Node], Leave]] = {
    "blockCard": _Reader.card,
    "blockTaskItem": _Reader.item,
    "blockquote": _Reader.quote,
    "bodiedExtension": _Reader.extension,
    "bulletList": _Reader.list,
    "caption": _Reader.paragraph,
    "codeBlock": _Reader.code,
    "decisionItem": _Reader.item,
    "decisionList": _Reader.list,
    "embedCard": _Reader.card,
    "expand": _Reader.expand,
    "extension": _Reader.extension,
    "heading": _Reader.heading,
    "listItem": _Reader.item,
    "media": _Reader.media,
    "nestedExpand": _Reader.expand,
    "orderedList": _Reader.list,
    "panel": _Reader.panel,
    "paragraph": _Reader.paragraph,
    "rule": _Reader.rule,
    "table": _Reader.table,
    "tableCell": _Reader.cell,
    "tableHeader": _Reader.cell,
    "tableRow": _Reader.row,
    "taskItem": _Reader.item,
    "taskList": _Reader.list,
}
