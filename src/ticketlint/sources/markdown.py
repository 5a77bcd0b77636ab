"""Tickets as Markdown: front matter or headings tell the facts, the text stays as written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ticketlint.model import Failure, Markup, Notice, Ticket, TicketField
from ticketlint.sources.decoding import encoding_notices, encoding_of, open_text
from ticketlint.sources.frontmatter import FrontMatter, Values, front_matter_at
from ticketlint.sources.origin import MAX_BYTES, Item, Origin, SourceOptions
from ticketlint.sources.titles import (
    Heading,
    Hidden,
    Lines,
    after_gap,
    ends_of,
    headings_in,
    prose_before,
    ticket_headings,
    title_of,
)
from ticketlint.sources.values import acceptance_text, normal, optional_text, optional_texts

_SUFFIXES = frozenset({".md", ".markdown"})
_RULE_LINE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_NAMES_A_TICKET = re.compile(r"^(?:id|key|title)[ \t]*:", re.MULTILINE)
_LAST_RULE = re.compile(r"^---[ \t]*\s*\Z", re.MULTILINE)
_STATUS = re.compile(
    r"^(?:#{2,6}[ \t]+Status[ \t]*\r?\n\s*|\*\*Status:?\*\*:?[ \t]*|Status:[ \t]*)"
    r"([^\n\r#*`]{1,40}?)[ \t]*\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_STATUS_WITHIN = 4000


@dataclass(frozen=True, slots=True)
class _File:
    """A whole file and what is known of its places."""

    text: str
    origin: Origin
    options: SourceOptions
    hidden: Hidden
    lines: Lines


@dataclass(frozen=True, slots=True)
class _Document:
    """One document of a file: `start` to `end`, its front matter inside."""

    start: int
    end: int
    front: FrontMatter | None
    stem: str

    @property
    def body(self) -> int:
        return self.front.end if self.front else self.start

    @property
    def values(self) -> Values:
        return self.front.values if self.front else {}


def recognises(suffix: str, head: str) -> bool:
    """Say whether an input is Markdown by its suffix, or begins as Markdown does."""
    return suffix in _SUFFIXES or head.lstrip().startswith(("---\n", "---\r\n", "# ", "<!--"))


def read(origin: Origin, options: SourceOptions) -> Iterator[Item]:
    """Yield the ticket, or the tickets, of a Markdown file."""
    encoding = encoding_of(origin)
    with open_text(origin, encoding) as stream:
        text = stream.read(MAX_BYTES)
    yield from encoding_notices(origin, encoding)
    if len(text) == MAX_BYTES:
        yield Failure(f"longer than {MAX_BYTES // 1024**2} MB (split it)", origin.name)
        return
    file = _File(text, origin, options, Hidden(text), Lines(text))
    for document in _documents(file):
        front = document.front
        if front and front.fault:
            line = file.lines.at(document.start) + front.fault_line
            yield Failure(front.fault, origin.name, line)
        yield from _tickets(file, document)


def _documents(file: _File) -> list[_Document]:
    """Return the documents of a file; a further one needs front matter that names a ticket."""
    text, stem = file.text, file.origin.stem
    start = after_gap(text, 0)
    front = front_matter_at(text, start)
    if front is None:
        return [_Document(0, len(text), None, stem)]
    found = [(start, front)]
    for rule in _RULE_LINE.finditer(text, front.end):
        at = rule.start()
        if at < found[-1][1].end or file.hidden.holds(at):
            continue
        further = front_matter_at(text, at) if _may_be_front_matter(text, rule.end()) else None
        if further and {"id", "key", "title"} & further.values.keys():
            found.append((at, further))
    if len(found) == 1:
        return [_Document(start, len(text), front, stem)]
    starts = [*(at for at, _ in found[1:]), len(text)]
    return [
        _Document(at, _without_rule(text, own.end, starts[number]), own, f"{stem}-{number + 1}")
        for number, (at, own) in enumerate(found)
    ]


def _may_be_front_matter(text: str, start: int) -> bool:
    """Say whether a ticket is named before the next break; much cheaper than to read it."""
    end = text.find("\n---", start)
    return end >= 0 and _NAMES_A_TICKET.search(text, start, end) is not None


def _without_rule(text: str, start: int, end: int) -> int:
    """Return `end` without the thematic break that parts two documents."""
    rule = _LAST_RULE.search(text, start, end)
    return rule.start() if rule else end


def _tickets(file: _File, document: _Document) -> Iterator[Item]:
    start, end = document.body, document.end
    headings = headings_in(file.text, start, end, file.hidden)
    named = optional_text(document.values, "id", "key", "title")
    opening = [] if named else ticket_headings(file.text, start, headings)
    if not opening:
        title = title_of(file.text, start, end, headings)
        yield _ticket(file, document, title, _single_key(title, document.stem))
        return
    for heading, stop in zip(opening, ends_of(opening, headings, end), strict=True):
        ticket = _ticket(file, replace(document, end=stop), heading, heading.key)
        yield replace(ticket, line=file.lines.at(heading.start))
    if prose_before(file.text, start, headings, opening[0]):
        what = "the text above the first issue key belongs to no ticket"
        yield Notice(f"{what} (move it below the key)", file.origin.name, file.lines.at(start))


def _single_key(title: Heading, stem: str) -> str:
    """Return the issue key in the title; a story number is known by the file it stands in."""
    return stem if title.key.startswith("Story ") else title.key or stem


def _ticket(file: _File, document: _Document, title: Heading, key: str) -> Ticket:
    values = document.values
    told = optional_text(values, "title", "summary", "name")
    # A level 1 heading that is not the title of the front matter belongs to the text.
    start = document.body if told and not _same(told, title.text) else title.end
    status = _STATUS.search(file.text, start, min(document.end, start + _STATUS_WITHIN))
    return Ticket(
        key=optional_text(values, "id", "key") or key,
        title=told or title.text or key,
        fields=tuple(_texts(file, document, start)),
        source=file.origin.name,
        line=file.lines.at(document.start),
        project=optional_text(values, "project") or "",
        type=optional_text(values, "type", "kind", "issue_type") or title.type,
        status=optional_text(values, "status", "state") or (status[1] if status else ""),
        url=optional_text(values, "url", "link") or "",
        created=optional_text(values, "created", "created_date", "created_at", "date") or "",
        labels=optional_texts(values, "labels", "tags") or (),
        parent=optional_text(values, "parent", "parent_task_id", "epic"),
        links=optional_texts(values, "dependencies", "depends_on", "links"),
        versions=optional_texts(values, "versions"),
        due=optional_text(values, "due", "due_date"),
        estimate=optional_text(values, "estimate", "story_points", "points"),
    )


def _texts(file: _File, document: _Document, start: int) -> Iterator[TicketField]:
    body = file.text[start : document.end]
    body = body if body.strip() else ""
    yield TicketField("description", body, Markup.MARKDOWN, file.lines.at(start))
    extra = file.options.acceptance_fields
    yield from acceptance_text(document.values, extra, Markup.MARKDOWN)


def _same(told: str, heading: str) -> bool:
    """Say whether a heading repeats the title, perhaps with a key before it."""
    told, heading = normal(told), normal(heading)
    return bool(heading) and (told.endswith(heading) or heading.endswith(told))
