"""Jira's XML export (RSS): the texts are HTML, the tags the same in every language."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ticketlint.config import budgets
from ticketlint.model import Failure, Markup, Ticket, TicketField
from ticketlint.sources.origin import (
    HEAD_BYTES,
    MEGABYTE,
    ByteStream,
    Item,
    Origin,
    SourceOptions,
)
from ticketlint.sources.values import ISSUE_KEY, acceptance_rank, as_person, best_text, normal

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ROOT = re.compile(r"<rss(?:\s[^<>]*)?>")
_EMPTY = re.compile(r"<rss(?:\s[^<>]*)?/>")
_CHANNEL = re.compile(r"<(?:channel|item)\b|</rss>|\Z")
_PROLOG = re.compile(r"<\?[^>]*+>|<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\]\s*+)?>|\s++")
# What a browser shows above the document when the page is saved from its view.
_BROWSER = re.compile(r"This XML file does not appear to have [^<]*+", re.IGNORECASE)
_BEGIN = re.compile(rb"<\?xml|<!--|<!DOCTYPE|<rss\b")
_SPRINT = "com.pyxis.greenhopper.jira:gh-sprint"
_EPIC_LINK = "com.pyxis.greenhopper.jira:gh-epic-link"
_ESTIMATES = frozenset({"story points", "story point estimate"})
_PART = 16 * 1024
_TODO_LARGE = "the rest of the file was not read; export without that ticket"
_TODO_DTD = "export from Jira again; such a file is not read"


def recognises(suffix: str, head: str) -> bool:
    """Say whether an input is an RSS document: its first element is `rss` with a `channel`.

    A text that mentions or quotes such a document is none.
    """
    notice = _BROWSER.match(head)
    start = notice.end() if notice else 0
    if suffix == ".xml" and head.lstrip()[:1] not in {"<", "[", "{", '"'}:
        start = max(head.find("<"), 0)
    start = _after_prolog(head, start)
    root = _ROOT.match(head, start)
    if root is None:
        return _EMPTY.match(head, start) is not None
    return _CHANNEL.match(head, _after_prolog(head, root.end())) is not None


def _after_prolog(text: str, start: int) -> int:
    """Return the position behind declarations, comments and white space."""
    while True:
        if text.startswith("<!--", start):
            end = text.find("-->", start)
            end = len(text) if end < 0 else end + 3
        else:
            match = _PROLOG.match(text, start)
            end = match.end() if match else start
        if end == start:
            return start
        start = end


def read(origin: Origin, options: SourceOptions) -> Iterator[Item]:
    """Yield the tickets of an export."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    with origin.open() as stream:
        above = _skip_junk(stream)
        source = _Source(stream, above + 1)
        try:
            for element, line in _items(
                iterparse(source, ("start", "end"), forbid_dtd=True), source
            ):
                yield _ticket(element, origin, options, line)
        except DefusedXmlException:
            what = "XML with a DTD or entities of its own, which can be an attack"
            yield Failure(f"{what} ({_TODO_DTD})", origin.name)
        except _TooLargeItemError as error:
            yield Failure(f"{error} ({_TODO_LARGE})", origin.name, source.item_line)
        except (ParseError, ValueError, LookupError) as error:  # expat refuses encodings so
            yield _broken(error, origin, above)


class _TooLargeItemError(Exception):
    """An item holds more than is read of one."""


class _Source:
    """The bytes of an export, a line or a part of one at a time; knows the line of an item.

    What expat has not finished it reads anew with each part, so the parts grow.
    """

    def __init__(self, stream: ByteStream, line: int) -> None:
        self._stream = stream
        self._line = self._next_line = self.item_line = line
        self._size = self._parts = 0

    def read(self, _size: int = -1) -> bytes:
        if self._size > budgets.RECORD_BYTES:
            raise _TooLargeItemError(f"an item longer than {budgets.RECORD_BYTES // MEGABYTE} MB")
        part = self._stream.readline(max(_PART, self._size))
        self._line = self._next_line
        self._next_line += part.endswith(b"\n")
        self._size += len(part)
        return part

    def begin_item(self) -> None:
        """Note that an item begins, or that one has ended."""
        self.item_line, self._size, self._parts = self._line, 0, 0

    def count_element(self) -> None:
        """Note one more element of the item, or of what stands around it."""
        self._parts += 1
        if self._parts > budgets.RECORD_PARTS:
            raise _TooLargeItemError(f"an item of more than {budgets.RECORD_PARTS:,} elements")


def _items(
    events: "Iterable[tuple[str, Element]]", source: _Source
) -> "Iterator[tuple[Element, int]]":
    """Yield each item of an export with its line, and forget it."""
    path: list[Element] = []
    for event, element in events:
        if event == "start":
            path.append(element)
            source.count_element()
            if len(path) > budgets.RECORD_DEPTH:
                raise _TooLargeItemError(f"nested deeper than {budgets.RECORD_DEPTH} levels")
            if element.tag == "item":
                source.begin_item()
            continue
        path.pop()
        if element.tag == "rss":
            return  # a browser's view may go on below
        if element.tag == "item":
            yield element, source.item_line
            for parent in path[-1:]:
                parent.clear()
            source.begin_item()


def _broken(error: Exception, origin: Origin, above: int) -> Failure:
    line = getattr(error, "position", (None,))[0]
    todo = "the rest of the file was not read; export it again"
    return Failure(f"not XML: {error} ({todo})", origin.name, line and line + above)


def _skip_junk(stream: ByteStream) -> int:
    """Step to the declaration or first tag; return the number of lines above it."""
    lines = 0
    while (head := stream.peek(HEAD_BYTES)) and not head.strip():
        lines += stream.read(len(head)).count(b"\n")
    begin = _BEGIN.search(head)
    if begin is not None and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        lines += stream.read(begin.start()).count(b"\n")
    return lines


def _ticket(item: "Element", origin: Origin, options: SourceOptions, line: int) -> Ticket:
    key = _text(item, "key")
    # An export of chosen fields says nothing of the others.
    whole = item.find("description") is not None
    project = item.find("project")
    return Ticket(
        key=key or _text(item, "link").rpartition("/")[2],
        title=_text(item, "summary") or _feed_title(item),
        fields=tuple(_texts(item, options)),
        source=origin.name,
        line=line,
        project=(project.get("key") or "") if project is not None else _prefix(key),
        type=_text(item, "type"),
        status=_text(item, "status"),
        url=_text(item, "link"),
        created=_text(item, "created"),
        updated=_text(item, "updated"),
        priority=_text(item, "priority"),
        sprint=next(reversed(_custom_values(item, _SPRINT)), ""),
        labels=tuple(_texts_of(item, "labels/label")),
        components=tuple(_texts_of(item, "component")),
        parent=_text(item, "parent") or _custom_value(item, _EPIC_LINK) or ("" if whole else None),
        links=tuple(_texts_of(item, "issuelinks//issuekey")) if whole else None,
        attachments=_file_names(item) if whole else None,
        versions=tuple(_texts_of(item, "version")) if whole else None,
        due=_text(item, "due") if whole else None,
        estimate=_estimate(item),
        reporter=as_person(_text(item, "reporter")),
        assignee=as_person(_text(item, "assignee")),
    )


def _texts(item: "Element", options: SourceOptions) -> Iterator[TicketField]:
    for name in ("description", "environment"):
        if item.find(name) is not None:
            yield TicketField(name, _text(item, name), Markup.HTML)
    found = []
    for field in item.iterfind("customfields/customfield"):
        names = (_text(field, "customfieldname"), field.get("id") or "")
        rank = acceptance_rank(names, options.acceptance_fields)
        if rank is None and "checklist" in (field.get("key") or ""):
            rank = 1000
        if rank is not None:
            found.append((rank, TicketField("acceptance_criteria", _value(field), Markup.HTML)))
    best = best_text(found)
    if best:
        yield best


def _value(field: "Element") -> str:
    values = list(_texts_of(field, "customfieldvalues/*"))
    if len(values) < 2:
        return "".join(values)
    return "<ul>" + "".join(f"<li>{value}</li>" for value in values) + "</ul>"


def _custom_value(item: "Element", kind: str) -> str:
    for field in item.iterfind("customfields/customfield"):
        if field.get("key") == kind:
            return _value(field)
    return ""


def _custom_values(item: "Element", kind: str) -> list[str]:
    fields = (f for f in item.iterfind("customfields/customfield") if f.get("key") == kind)
    return [text for field in fields for text in _texts_of(field, "customfieldvalues/*")]


def _estimate(item: "Element") -> str | None:
    for field in item.iterfind("customfields/customfield"):
        if normal(_text(field, "customfieldname")) in _ESTIMATES:
            return _value(field).removesuffix(".0")
    return _text(item, "timeoriginalestimate") or None


def _feed_title(item: "Element") -> str:
    """Return the title of the feed entry without its `[KEY-1]`."""
    return re.sub(rf"^\[{ISSUE_KEY.pattern}\]\s*", "", _text(item, "title"))


def _file_names(item: "Element") -> tuple[str, ...]:
    return tuple(file.get("name") or "" for file in item.iterfind("attachments/*"))


def _prefix(key: str) -> str:
    return key.rpartition("-")[0] if ISSUE_KEY.fullmatch(key) else ""


def _text(item: "Element", path: str) -> str:
    """Return the text below `path` without the white space of pretty printing."""
    element = item.find(path)
    return "".join(element.itertext()).strip() if element is not None else ""


def _texts_of(item: "Element", path: str) -> Iterator[str]:
    for element in item.iterfind(path):
        text = "".join(element.itertext()).strip()
        if text:
            yield text
