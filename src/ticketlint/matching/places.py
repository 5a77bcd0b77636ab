"""Where a match stands in the ticket as stored, and the line of it that a reader is shown."""

from ticketlint.annotation.document import TicketDoc
from ticketlint.matching.matches import Match
from ticketlint.model import Location

# Characters of a passage shown around a finding; fits a terminal of 100 columns.
MAX_EXCERPT = 88


def locate(match: Match, doc: TicketDoc) -> Location:
    """Return the place of `match` in the field it belongs to."""
    passage = match.passage
    if passage is None:
        return _locate_missing(match, doc)
    start, end = passage.source_span(match.start, match.end)
    line, column = _line_and_column(doc, passage.field, start)
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
    )


def _locate_missing(match: Match, doc: TicketDoc) -> Location:
    name = match.section.field if match.section else "description"
    start = match.section.start if match.section else 0
    line, column = _line_and_column(doc, name, start)
    return Location(name, match.about.value, start, start, line, column, "")


def _line_and_column(doc: TicketDoc, name: str, start: int) -> tuple[int, int]:
    """Return the 1-based line and column of `start`; lines of the file for Markdown files."""
    body = doc.bodies.get(name)
    field = doc.ticket.field(name)
    text = body.text if body else ""
    before = text.count("\n", 0, start)
    first = field.line if field else 1
    return first + before, start - text.rfind("\n", 0, start)


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
