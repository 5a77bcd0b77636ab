"""Jira's XML export (RSS): the texts are HTML, the tags the same in every language."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.model import Failure, Markup, Ticket, TicketField
from ticketlint.sources.origin import HEAD_BYTES, ByteStream, Item, Origin, SourceOptions
from ticketlint.sources.values import ISSUE_KEY, acceptance_rank, best_text, normal

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ROOT = re.compile(r"<rss\b")
# What a browser shows above the document when the page is saved from its view.
_BEGIN = re.compile(rb"<\?xml|<!--|<!DOCTYPE|<rss\b")
_EPIC_LINK = "com.pyxis.greenhopper.jira:gh-epic-link"
_ESTIMATES = frozenset({"story points", "story point estimate"})
_TODO_DTD = "export from Jira again; such a file is not read"


def recognises(_suffix: str, head: str) -> bool:
    """Say whether an input is an RSS document."""
    return _ROOT.search(head) is not None


def read(origin: Origin, options: SourceOptions) -> Iterator[Item]:
    """Yield the tickets of an export."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    with origin.open() as stream:
        _skip_junk(stream)
        path: list[Element] = []
        try:
            for event, element in iterparse(stream, ("start", "end"), forbid_dtd=True):
                if event == "start":
                    path.append(element)
                    continue
                path.pop()
                if element.tag == "rss":
                    return  # a browser's view may go on below
                if element.tag == "item":
                    yield _ticket(element, origin, options)
                    path[-1].clear()
        except DefusedXmlException:
            what = "XML with a DTD or entities of its own, which can be an attack"
            yield Failure(f"{what} ({_TODO_DTD})", origin.name)
        except (ParseError, UnicodeError, LookupError) as error:
            yield _broken(error, origin)


def _broken(error: Exception, origin: Origin) -> Failure:
    line = getattr(error, "position", (None,))[0]
    todo = "the rest of the file was not read; export it again"
    return Failure(f"not XML: {error} ({todo})", origin.name, line)


def _skip_junk(stream: ByteStream) -> None:
    begin = _BEGIN.search(stream.peek(HEAD_BYTES))
    if begin is not None and not stream.peek(2).startswith((b"\xff\xfe", b"\xfe\xff")):
        stream.read(begin.start())


def _ticket(item: "Element", origin: Origin, options: SourceOptions) -> Ticket:
    key = _text(item, "key")
    # An export of chosen fields says nothing of the others.
    whole = item.find("description") is not None
    project = item.find("project")
    return Ticket(
        key=key or _text(item, "link").rpartition("/")[2],
        title=_text(item, "summary") or _feed_title(item),
        fields=tuple(_texts(item, options)),
        source=origin.name,
        project=(project.get("key") or "") if project is not None else _prefix(key),
        type=_text(item, "type"),
        status=_text(item, "status"),
        url=_text(item, "link"),
        created=_text(item, "created"),
        labels=tuple(_texts_of(item, "labels/label")),
        parent=_text(item, "parent") or _custom_value(item, _EPIC_LINK) or ("" if whole else None),
        links=tuple(_texts_of(item, "issuelinks//issuekey")) if whole else None,
        attachments=_file_names(item) if whole else None,
        versions=tuple(_texts_of(item, "version")) if whole else None,
        due=_text(item, "due") if whole else None,
        estimate=_estimate(item),
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
