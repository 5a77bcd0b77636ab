"""Backlog.md: a task a file, facts in front matter, sections between markers.

The plan, the notes, the summary, the comments and the definition of done, which the tool fills
in, are cut; so are the ordinals before criteria. What is completed or archived is left out.
"""

import re
from collections.abc import Iterator
from functools import partial

from ticketlint.model import Anchor, Markup, Ticket, TicketField
from ticketlint.sources.origin import ARCHIVED, CLOSED, LeftOut, Origin, Read, SourceOptions
from ticketlint.sources.repository.page import Page, Span, read_page
from ticketlint.sources.values import (
    acceptance_rank,
    as_text,
    best_text,
    optional_text,
    optional_texts,
    text_field,
)

PATHS = re.compile(
    r"(?:^|/)\.?backlog/(?P<folder>tasks|completed|drafts|archive)/(?:[^/]+/)*[^/]+\.md$",
    re.IGNORECASE,
)
_FRONT = re.compile(r"\s*+---[ \t]*+\r?\n")
_NEEDED = tuple(re.compile(rf"^{name}[ \t]*+:", re.MULTILINE) for name in ("id", "title", "status"))
_TELLING = re.compile(
    r"<!-- (?:SECTION:[A-Z_]+|AC|DOD):BEGIN -->|^(?:created_date|parent_task_id|ordinal)[ \t]*+:",
    re.MULTILINE,
)
_CUT = re.compile(
    r"(?:implementation plan|implementation notes?|plan|notes|final summary|comments?"
    r"|definition of done|dod)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"<!-- (?P<name>(?:SECTION:(?:PLAN|NOTES|FINAL_SUMMARY|COMMENTS)|DOD|COMMENTS?)):BEGIN -->"
    r"(?:(?!<!-- (?:SECTION|DOD|AC)[:A-Z_]*:BEGIN -->).)*?<!-- (?P=name):END -->",
    re.DOTALL,
)
_ORDINAL = re.compile(r"^[ \t]*+[-*] \[[ xX]\] (#\d+[ \t]++)", re.MULTILINE)
_FOLDERS = {"completed": CLOSED, "archive": ARCHIVED, "drafts": "draft"}


def recognises(origin: Origin, head: str) -> bool:
    """Say whether a file has the front matter of a task, and a mark or the place of one."""
    if origin.suffix != ".md" or not _FRONT.match(head.lstrip("\ufeff")):
        return False
    end = head.find("\n---", 4)
    front = head[: end if end >= 0 else len(head)]
    told = _TELLING.search(head) is not None or PATHS.search(origin.posix) is not None
    return told and all(name.search(front) for name in _NEEDED)


def read(origin: Origin, options: SourceOptions) -> Iterator[Read]:
    """Yield the task, or why it is left out."""
    return read_page(origin, partial(_task, options=options))


def _task(page: Page, options: SourceOptions) -> Iterator[Read]:
    front = page.front.values if page.front else {}
    status = optional_text(front, "status") or ""
    told = PATHS.search(page.origin.posix)
    folder = told["folder"].casefold() if told else ""
    what = _FOLDERS.get(folder, CLOSED if options.leaves_out(status) else "")
    if what and not options.include_closed:
        yield LeftOut(what)
    else:
        yield _ticket(page, status, options)


def _ticket(page: Page, status: str, options: SourceOptions) -> Ticket:
    front = page.front.values if page.front else {}
    title = optional_text(front, "title") or ""
    key = optional_text(front, "id") or ""
    spot = page.front.spots.get("title") if page.front else None
    return Ticket(
        key=key or page.origin.stem,
        title=title or page.origin.stem,
        fields=tuple(_texts(page, options)),
        source=page.origin.name,
        line=1,
        project=key.rpartition("-")[0],
        type=optional_text(front, "type") or "",
        status=status,
        created=optional_text(front, "created_date", "created") or "",
        updated=optional_text(front, "updated_date", "updated") or "",
        priority=optional_text(front, "priority") or "",
        sprint=optional_text(front, "milestone") or "",
        labels=optional_texts(front, "labels") or (),
        parent=optional_text(front, "parent_task_id", "parent") or "",
        links=optional_texts(front, "dependencies"),
        title_anchors=page.title_anchors(title, spot) if title and spot else (),
        is_key_made_up=not key,
    )


def _texts(page: Page, options: SourceOptions) -> Iterator[TicketField]:
    body = (page.start, len(page.text))
    yield page.field("description", page.without(body, _cuts(page)))
    best = best_text(_acceptance(page, options))
    if best:
        yield best


def _cuts(page: Page) -> Iterator[Span]:
    """Yield what is no part of the request."""
    for part in page.called(_CUT):
        yield part.start, part.end
    for marked in _MARKED.finditer(page.text, page.start):
        yield marked.span()
    for ordinal in _ORDINAL.finditer(page.text, page.start):
        yield ordinal.span(1)


def _acceptance(page: Page, options: SourceOptions) -> Iterator[tuple[int, TicketField]]:
    """Yield what the front matter says of acceptance, with how surely it does."""
    for name, value in (page.front.values if page.front else {}).items():
        rank = acceptance_rank((name,), options.acceptance_fields)
        if rank is not None and page.front and as_text(value):
            field = text_field("acceptance_criteria", value, Markup.MARKDOWN)
            places: tuple[Anchor, ...] = page.title_anchors(field.text, page.front.spots[name])
            yield rank, TicketField(field.name, field.text, field.markup, places)
