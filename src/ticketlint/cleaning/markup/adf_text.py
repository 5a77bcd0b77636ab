"""The ADF nodes that stand inside a block of text."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from ticketlint.cleaning.markup.adf_writer import AdfWriter, Node
from ticketlint.cleaning.markup.blocks import MarkKind

_MARKS: Mapping[str, MarkKind] = {
    "strong": MarkKind.STRONG,
    "em": MarkKind.EMPHASIS,
    "strike": MarkKind.STRIKE,
    "code": MarkKind.CODE,
    "link": MarkKind.LINK,
}


def attributes(node: Node) -> Node:
    """Return the attributes of a node, empty where it has none."""
    attrs = node.get("attrs")
    return attrs if isinstance(attrs, dict) else {}


def string(attrs: Node, *names: str) -> str:
    """Return the first of these attributes that is a text or a number."""
    values = (attrs.get(name) for name in names)
    return next((str(value) for value in values if isinstance(value, str | int) and value), "")


def read_text(writer: AdfWriter, node: Node, _attrs: Node) -> None:
    """Write a text with its marks."""
    text = node.get("text")
    if text is None or text == "":
        return
    before = writer.position
    runs = writer.say(str(text))
    marks = node.get("marks")
    for mark in marks if isinstance(marks, list) else ():
        kind = _MARKS.get(str(mark.get("type"))) if isinstance(mark, dict) else None
        if kind is not None:
            runs.mark(kind, before, string(attributes(mark), "href"))


def read_card(writer: AdfWriter, _node: Node, attrs: Node) -> None:
    """Write a link shown as a card: its address, or the name in its data."""
    data = attrs.get("data")
    data = data if isinstance(data, dict) else {}
    url = string(attrs, "url") or string(data, "url", "@id")
    writer.say_marked(url or string(data, "name"), MarkKind.LINK, url)


def _break(writer: AdfWriter, _node: Node, _attrs: Node) -> None:
    if writer.builder.runs:
        writer.say("\n")


def _mention(writer: AdfWriter, _node: Node, attrs: Node) -> None:
    name = string(attrs, "id")
    writer.say_marked(string(attrs, "text") or f"@{name}", MarkKind.MENTION, name)


def _emoji(writer: AdfWriter, _node: Node, attrs: Node) -> None:
    writer.say(string(attrs, "text", "shortName"))


def _date(writer: AdfWriter, _node: Node, attrs: Node) -> None:
    date = _iso_date(attrs.get("timestamp"))
    writer.say_marked(date, MarkKind.DATE, date)


def _status(writer: AdfWriter, _node: Node, attrs: Node) -> None:
    writer.say_marked(string(attrs, "text"), MarkKind.STATUS, string(attrs, "color"))


def _placeholder(writer: AdfWriter, _node: Node, attrs: Node) -> None:
    writer.say_marked(string(attrs, "text"), MarkKind.PLACEHOLDER)


def _image(writer: AdfWriter, _node: Node, attrs: Node) -> None:
    writer.say_marked(string(attrs, "alt"), MarkKind.IMAGE, string(attrs, "url", "id"))


def _extension(writer: AdfWriter, _node: Node, attrs: Node) -> None:
    writer.say(string(attrs, "text"))


def _iso_date(timestamp: object) -> str:
    """Return the day of a timestamp in milliseconds, or what stands there instead."""
    try:
        seconds = int(str(timestamp)) / 1000
        return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return "" if timestamp is None else str(timestamp)


INLINE: Mapping[str, Callable[[AdfWriter, Node, Node], None]] = {
    "date": _date,
    "emoji": _emoji,
    "hardBreak": _break,
    "inlineCard": read_card,
    "inlineExtension": _extension,
    "mediaInline": _image,
    "mention": _mention,
    "placeholder": _placeholder,
    "status": _status,
    "text": read_text,
}
