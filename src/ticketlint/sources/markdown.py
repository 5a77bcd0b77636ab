"""Tickets as Markdown: front matter or headings tell the facts, the text stays as written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ticketlint.config import budgets
from ticketlint.model import Anchor, Failure, Markup, Notice, Ticket, TicketField
from ticketlint.sources.anchors import anchors
from ticketlint.sources.decoding import encoding_notices, encoding_of, open_text
from ticketlint.sources.frontmatter import FrontMatter, Values, front_matter_at
from ticketlint.sources.origin import MEGABYTE, Item, Origin, SourceOptions
from ticketlint.sources.titles import (
    Heading,
    Hidden,
    Lines,
    TooManyHeadingsError,
    after_gap,
    ends_of,
    headings_in,
    line_end,
    prose_before,
    ticket_headings,
    title_of,
)
from ticketlint.sources.values import (
    acceptance_rank,
    as_person,
    as_text,
    best_text,
    normal,
    optional_text,
    optional_texts,
    text_field,
)

SUFFIXES = frozenset({".md", ".markdown"})
_RULE_LINE = re.compile(r"^---[ \t]*+\r?$", re.MULTILINE)
_NAMES_A_TICKET = re.compile(r"^(?:id|key|title)[ \t]*+:", re.MULTILINE)
_STATUS = re.compile(
    r"^(?:#{2,6}[ \t]++Status[ \t]*+\r?\n\s*+|\*\*Status:?\*\*:?[ \t]*+|Status:[ \t]*+)"
    r"([^\n\r#*`]++)\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_STATUS_WITHIN, _LONGEST_STATUS = 4000, 40
_TITLE = ("title", "summary", "name")


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
    return suffix in SUFFIXES or head.lstrip().startswith(("---\n", "---\r\n", "# ", "<!--"))


def read(origin: Origin, options: SourceOptions) -> Iterator[Item]:
    """Yield the ticket, or the tickets, of a Markdown file."""
    encoding = encoding_of(origin)
    with open_text(origin, encoding) as stream:
        text = stream.read(budgets.MARKDOWN_CHARS + 1)
    yield from encoding_notices(origin, encoding)
    if len(text) > budgets.MARKDOWN_CHARS:
        what = f"longer than {budgets.MARKDOWN_CHARS // MEGABYTE} million characters"
        yield Failure(f"{what} (split it)", origin.name)
        return
    file = _File(text, origin, options, Hidden(text), Lines(text))
    for document in _documents(file):
        front = document.front
        if front and front.fault:
            line = file.lines.at(document.start) + front.fault_line
            yield Failure(front.fault, origin.name, line)
        try:
            yield from _tickets(file, document)
        except TooManyHeadingsError:
            what = f"more than {budgets.MARKDOWN_HEADINGS:,} headings (split it)"
            yield Failure(what, origin.name, file.lines.at(document.start))


def _documents(file: _File) -> Iterator[_Document]:
    """Yield the documents of a file; a further one needs front matter that names a ticket."""
    text, stem = file.text, file.origin.stem
    start = after_gap(text, 0, len(text))
    front = front_matter_at(text, start)
    if front is None:
        yield _Document(0, len(text), None, stem)
        return
    number = 1
    for at, further in _further(file, front.end):
        end = _without_rule(text, front.end, at)
        yield _Document(start, end, front, f"{stem}-{number}")
        start, front, number = at, further, number + 1
    yield _Document(start, len(text), front, stem if number == 1 else f"{stem}-{number}")


def _further(file: _File, start: int) -> Iterator[tuple[int, FrontMatter]]:
    """Yield each front matter below the first one, and where it stands."""
    for rule in _RULE_LINE.finditer(file.text, start):
        at = rule.start()
        if at < start or file.hidden.holds(at) or not _may_be_front_matter(file.text, rule.end()):
            continue
        front = front_matter_at(file.text, at)
        if front and {"id", "key", "title"} & front.values.keys():
            start = front.end
            yield at, front


def _may_be_front_matter(text: str, start: int) -> bool:
    """Say whether a ticket is named before the next break; much cheaper than to read it."""
    end = text.find("\n---", start)
    return end >= 0 and _NAMES_A_TICKET.search(text, start, end) is not None


def _without_rule(text: str, start: int, end: int) -> int:
    """Return `end` without the thematic break that parts two documents."""
    last = start + len(text[start:end].rstrip())
    line = text.rfind("\n", start, last) + 1 or start
    return line if text[line:last] == "---" else end


def _tickets(file: _File, document: _Document) -> Iterator[Item]:
    start, end = document.body, document.end
    headings = headings_in(file.text, start, end, file.hidden)
    named = optional_text(document.values, "id", "key", "title")
    opening = [] if named else ticket_headings(file.text, start, headings)
    if not opening:
        title = title_of(file.text, start, end, headings)
        # A story number is known by the file it stands in.
        key = "" if title.key.startswith("Story ") else title.key
        yield _ticket(file, document, title, key)
        return
    for heading, stop in zip(opening, ends_of(opening, headings, end), strict=True):
        ticket = _ticket(file, replace(document, end=stop), heading, heading.key)
        yield replace(ticket, line=file.lines.at(heading.start))
    if prose_before(file.text, start, headings, opening[0]):
        what = "the text above the first issue key belongs to no ticket"
        yield Notice(f"{what} (move it below the key)", file.origin.name, file.lines.at(start))


def _ticket(file: _File, document: _Document, title: Heading, key: str) -> Ticket:
    values, stem = document.values, document.stem
    told = optional_text(values, *_TITLE)
    own_key = optional_text(values, "id", "key") or key
    # A level 1 heading that is not the title of the front matter belongs to the text.
    start = document.body if told and not _same(told, title.text) else title.end
    return Ticket(
        key=own_key or stem,
        title=told or title.text or key or stem,
        fields=tuple(_texts(file, document, start)),
        source=file.origin.name,
        line=file.lines.at(document.start),
        project=optional_text(values, "project") or "",
        type=optional_text(values, "type", "kind", "issue_type") or title.type,
        status=optional_text(values, "status", "state") or _status(file, document, start),
        url=optional_text(values, "url", "link") or "",
        created=optional_text(values, "created", "created_date", "created_at", "date") or "",
        updated=optional_text(values, "updated", "updated_date", "updated_at") or "",
        priority=optional_text(values, "priority") or "",
        sprint=optional_text(values, "sprint", "milestone") or "",
        labels=optional_texts(values, "labels", "tags") or (),
        components=optional_texts(values, "components", "component") or (),
        parent=optional_text(values, "parent", "parent_task_id", "epic"),
        links=optional_texts(values, "dependencies", "depends_on", "links"),
        versions=optional_texts(values, "versions"),
        due=optional_text(values, "due", "due_date"),
        estimate=optional_text(values, "estimate", "story_points", "points"),
        reporter=as_person(values.get("reporter") or values.get("author")),
        assignee=as_person(values.get("assignee")),
        title_anchors=_title_anchors(file, document, title, told),
        is_key_made_up=not own_key and not (file.origin.names_ticket and stem == file.origin.stem),
    )


def _title_anchors(
    file: _File, document: _Document, title: Heading, told: str | None
) -> tuple[Anchor, ...]:
    """Return where the title of a ticket stands in the file."""
    if not told:
        stop = line_end(file.text, title.start, document.end)
        return anchors(title.text, file.text, (title.start, stop), file.lines)
    name = next(name for name in _TITLE if as_text(document.values.get(name)))
    return _anchors(file, document, name, told)


def _anchors(file: _File, document: _Document, name: str, text: str) -> tuple[Anchor, ...]:
    """Return where the text of a value of the front matter stands in the file."""
    if document.front is None:
        return ()
    return anchors(text, file.text, document.front.spots[name], file.lines)


def _status(file: _File, document: _Document, start: int) -> str:
    """Return the status that a heading or a line of the text tells."""
    end = min(document.end, start + _STATUS_WITHIN)
    told = (match[1].strip() for match in _STATUS.finditer(file.text, start, end))
    return next((text for text in told if 0 < len(text) <= _LONGEST_STATUS), "")


def _texts(file: _File, document: _Document, start: int) -> Iterator[TicketField]:
    body = file.text[start : document.end]
    body = body if body.strip() else ""
    begin = Anchor(0, file.lines.place(start))
    yield TicketField("description", body, Markup.MARKDOWN, (begin,))
    best = best_text(_acceptance(file, document))
    if best:
        yield best


def _acceptance(file: _File, document: _Document) -> Iterator[tuple[int, TicketField]]:
    """Yield what the front matter says of acceptance, with how surely it does."""
    for name, value in document.values.items():
        rank = acceptance_rank((name,), file.options.acceptance_fields)
        if rank is not None and document.front:
            text = text_field("acceptance_criteria", value, Markup.MARKDOWN)
            yield rank, replace(text, anchors=_anchors(file, document, name, text.text))


def _same(told: str, heading: str) -> bool:
    """Say whether a heading repeats the title, perhaps with a key before it."""
    told, heading = normal(told), normal(heading)
    return bool(heading) and (told.endswith(heading) or heading.endswith(told))
