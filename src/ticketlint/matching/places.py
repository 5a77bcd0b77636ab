"""Where a match stands in the ticket as stored, and the line of it that a reader is shown."""

import re
from bisect import bisect_left
from functools import lru_cache

from ticketlint.annotation.document import TicketDoc
from ticketlint.matching.matches import Match
from ticketlint.model import Location, Ticket

# Characters of a passage shown around a finding; fits a terminal of 100 columns.
MAX_EXCERPT = 88
_LINE_END = re.compile("\n")


def locate(match: Match, doc: TicketDoc) -> Location:
    """Return the place of `match` in the field it belongs to."""
    passage = match.passage
    if passage is None:
        return _locate_missing(match, doc)
    start, end = passage.source_span(match.start, match.end)
    line, column, is_verbatim = _line_and_column(doc, passage.field, start)
    excerpt, shift = _window(passage.text, match.start, match.end)
    return Location(
        field=passage.field,
        section=passage.section.value,
        start=start,
        end=end,
        line=line,
        column=column,
        text=doc.bodies[passage.field].text[start:end],
        excerpt=excerpt,
        excerpt_start=match.start - shift,
        excerpt_end=min(match.end - shift, len(excerpt)),
        is_verbatim=is_verbatim,
    )


def _locate_missing(match: Match, doc: TicketDoc) -> Location:
    name = match.section.field if match.section else "description"
    start = match.section.start if match.section else 0
    line, column, is_verbatim = _line_and_column(doc, name, start)
    return Location(
        field=name,
        section=match.about.value,
        start=start,
        end=start,
        line=line,
        column=column,
        text="",
        is_verbatim=is_verbatim,
    )


def _line_and_column(doc: TicketDoc, name: str, start: int) -> tuple[int, int, bool]:
    """Return the 1-based line and column of `start`, and whether they are those of the file."""
    body = doc.bodies.get(name)
    first, shift = _begin(doc.ticket, name)
    text = body.text if body else ""
    before = bisect_left(_line_ends(text), start)
    column = start - text.rfind("\n", 0, start)
    return (first or 1) + before, column + (0 if before else shift - 1), first is not None


def _begin(ticket: Ticket, name: str) -> tuple[int | None, int]:
    """Return where a text begins in the file, line and column; None where it is not verbatim."""
    if name == "title":
        return ticket.title_line, ticket.title_column
    field = ticket.field(name)
    return (field.line, field.column) if field else (None, 1)


@lru_cache(maxsize=2)
def _line_ends(text: str) -> list[int]:
    """Return where the lines of a text end; kept for the many findings of one ticket."""
    return [end.start() for end in _LINE_END.finditer(text)]


def _window(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the part of `text` around the range, and what to take from an index of `text`."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    if line_end - line_start <= MAX_EXCERPT:
        return text[line_start:line_end], line_start
    room = max(0, MAX_EXCERPT - (end - start))
    first = max(line_start, min(start - room // 2, line_end - MAX_EXCERPT))
    last = min(first + MAX_EXCERPT, line_end)
    before, after = "…" * (first > line_start), "…" * (last < line_end)
    return f"{before}{text[first:last]}{after}", first - len(before)
