"""Tickets as Markdown: front matter or headings tell the facts, the text stays as written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ticketlint.model import Failure, Markup, Notice, Ticket, TicketField
from ticketlint.sources.decoding import encoding_notices, encoding_of, open_text
from ticketlint.sources.frontmatter import FrontMatter, front_matter_at
from ticketlint.sources.origin import MAX_BYTES, Item, Origin, SourceOptions
from ticketlint.sources.titles import (
    Heading,
    Hidden,
    after_gap,
    end_of,
    headings_in,
    prose_before,
    ticket_headings,
    title_of,
)
from ticketlint.sources.values import normal, optional_text, optional_texts

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
class _Document:
    """One document of a file: `start` to `end`, its front matter inside."""

    start: int
    end: int
    front: FrontMatter | None

    @property
    def body(self) -> int:
        return self.front.end if self.front else self.start

    @property
    def values(self) -> Mapping[str, str | list[str] | None]:
        return self.front.values if self.front else {}


def recognises(suffix: str, head: str) -> bool:
    """Say whether an input is Markdown by its suffix, or begins as Markdown does."""
    return suffix in _SUFFIXES or head.lstrip().startswith(("---\n", "---\r\n", "# ", "<!--"))


def read(origin: Origin, _options: SourceOptions) -> Iterator[Item]:
    """Yield the ticket, or the tickets, of a Markdown file."""
    encoding = encoding_of(origin)
    with origin.open() as stored:
        text = open_text(stored, encoding).read(MAX_BYTES)
    yield from encoding_notices(origin, encoding)
    if len(text) == MAX_BYTES:
        yield Failure(f"longer than {MAX_BYTES // 1024**2} MB (split it)", origin.name)
        return
    hidden = Hidden(text)
    documents = _documents(text, hidden)
    for number, document in enumerate(documents, 1):
        front = document.front
        if front and front.fault:
            line = _line(text, document.start) + front.fault_line
            yield Failure(front.fault, origin.name, line)
        stem = origin.stem if len(documents) == 1 else f"{origin.stem}-{number}"
        yield from _tickets(text, document, hidden, origin, stem)


def _documents(text: str, hidden: Hidden) -> list[_Document]:
    """Return the documents of a file; a further one needs front matter that names a ticket."""
    start = after_gap(text, 0)
    front = front_matter_at(text, start)
    if front is None:
        return [_Document(0, len(text), None)]
    documents = [_Document(start, len(text), front)]
    for rule in _RULE_LINE.finditer(text, front.end):
        at = rule.start()
        if at < documents[-1].body or hidden.holds(at):
            continue
        further = front_matter_at(text, at) if _may_be_front_matter(text, rule.end()) else None
        if further and {"id", "key", "title"} & further.values.keys():
            last = documents[-1]
            rules = _LAST_RULE.search(text, last.body, at)
            documents[-1] = _Document(last.start, rules.start() if rules else at, last.front)
            documents.append(_Document(at, len(text), further))
    return documents


def _may_be_front_matter(text: str, start: int) -> bool:
    """Say whether a ticket is named before the next break; much cheaper than to read it."""
    end = text.find("\n---", start)
    return end >= 0 and _NAMES_A_TICKET.search(text, start, end) is not None


def _tickets(
    text: str, document: _Document, hidden: Hidden, origin: Origin, stem: str
) -> Iterator[Item]:
    start, end = document.body, document.end
    headings = headings_in(text, start, end, hidden)
    named = optional_text(document.values, "id", "key", "title")
    opening = [] if named else ticket_headings(text, start, headings)
    if not opening:
        title = title_of(text, start, end, headings)
        yield _ticket(text, document, title, end, origin.name, _single_key(title, stem))
        return
    for heading in opening:
        stop = end_of(heading, headings, end)
        ticket = _ticket(text, document, heading, stop, origin.name, heading.key)
        yield replace(ticket, line=_line(text, heading.start))
    if prose_before(text, start, headings, opening[0]):
        what = "the text above the first issue key belongs to no ticket"
        yield Notice(f"{what} (move it below the key)", origin.name, _line(text, start))


def _single_key(title: Heading, stem: str) -> str:
    """Return the issue key in the title; a story number is known by the file it stands in."""
    return stem if title.key.startswith("Story ") else title.key or stem


def _ticket(
    text: str, document: _Document, title: Heading, end: int, source: str, key: str
) -> Ticket:
    values = document.values
    told = optional_text(values, "title", "summary", "name")
    start = title.end
    # A level 1 heading that is not the title of the front matter belongs to the text.
    if told and not _same(told, title.text):
        start = document.body
    body = text[start:end]
    body = body if body.strip() else ""
    status = _STATUS.search(text, start, min(end, start + _STATUS_WITHIN))
    return Ticket(
        key=optional_text(values, "id", "key") or key,
        title=told or title.text or key,
        fields=(TicketField("description", body, Markup.MARKDOWN, _line(text, start)),),
        source=source,
        line=_line(text, document.start),
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


def _same(told: str, heading: str) -> bool:
    """Say whether a heading repeats the title, perhaps with a key before it."""
    told, heading = normal(told), normal(heading)
    return bool(heading) and (told in heading or heading in told)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
