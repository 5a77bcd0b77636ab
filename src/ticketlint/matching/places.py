"""Where a match stands in the ticket as stored, and the line of it that a reader is shown."""

import re
from bisect import bisect_left

from ticketlint.annotation.document import TicketDoc
from ticketlint.matching.matches import Match
from ticketlint.model import FilePosition, Location, Ticket
from ticketlint.model.positions import line_ends, position_in_file

# Characters of a passage shown around a finding; fits a terminal of 100 columns.
MAX_EXCERPT = 88
_WORD = re.compile(r"\S")


def locate(match: Match, doc: TicketDoc) -> Location:
    """Return the place of `match` in the field it belongs to."""
    passage = match.passage
    if passage is None:
        return _locate_missing(match, doc)
    start, end = passage.source_span(match.start, match.end)
    line, column, file = _place(doc, passage.field, start)
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
        file=file,
    )


def _locate_missing(match: Match, doc: TicketDoc) -> Location:
    name = match.section.field if match.section else "description"
    start = match.section.start if match.section else 0
    line, column, file = _place(doc, name, start)
    return Location(
        field=name,
        section=match.about.value,
        start=start,
        end=start,
        line=line,
        column=column,
        text="",
        file=_first_words(doc, name, start) if file else None,
    )


def _first_words(doc: TicketDoc, name: str, start: int) -> FilePosition | None:
    """Return where the words from `start` on begin in the file, without any where the title does.

    A host that shows the file would show a blank line, or none at all behind its end.
    """
    body = doc.bodies.get(name)
    word = _WORD.search(body.text, start) if body else None
    if body and word:
        return _in_file(doc.ticket, name, body.text, word.start())
    return _in_file(doc.ticket, "title", doc.ticket.title, 0)


def _place(doc: TicketDoc, name: str, start: int) -> tuple[int, int, FilePosition | None]:
    """Return the 1-based line and column of `start` in the field, and its place in the file."""
    body = doc.bodies.get(name)
    text = body.text if body else ""
    line = bisect_left(line_ends(text), start) + 1
    return line, start - text.rfind("\n", 0, start), _in_file(doc.ticket, name, text, start)


def _in_file(ticket: Ticket, name: str, text: str, start: int) -> FilePosition | None:
    return position_in_file(ticket.anchors(name), text, start)


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
