"""Read plain text: paragraphs apart by empty lines, quotes by `>`, template comments."""

import re

from ticketlint.cleaning.markup.blocks import BlockKind, Body, trimmed
from ticketlint.cleaning.markup.builder import Builder

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def read_plain(text: str) -> Body:
    """Return the body of a plain text; bullets are found later, by the pass over lines."""
    builder = Builder(text)
    at = 0
    while at < len(text):
        start = text.find("<!--", at)
        end = text.find("-->", start + 4) if start >= 0 else -1
        if end < 0:
            break
        _read_lines(builder, at, start)
        add_comment(builder, start, end + 3)
        at = end + 3
    _read_lines(builder, at, len(text))
    return Body(text, tuple(builder.blocks))


def add_comment(builder: Builder, start: int, end: int) -> None:
    """Add the HTML comment that stands at `source[start:end]`."""
    inner = trimmed(builder.source, start + 4, max(start + 4, end - 3))
    builder.flush(start)
    builder.add(BlockKind.COMMENT, start, end, inner)


def _read_lines(builder: Builder, start: int, end: int) -> None:
    """Read the lines of a range; an open paragraph is closed at its end."""
    source = builder.source
    while start < end:
        line = _LINE.match(source, start, end)
        after = line.end() if line else end
        if source[start:after].strip():
            builder.text(start).copy(start, after)
        else:
            builder.flush(start)
        start = after
    builder.flush(end)
