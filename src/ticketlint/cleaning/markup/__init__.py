"""Readers for the markups that tickets are written in; each gives a body of blocks."""

import re
from itertools import islice

from ticketlint.cleaning.markup.blocks import Block, BlockKind, Body, Mark, MarkKind, source_span
from ticketlint.config import budgets
from ticketlint.model import Markup

__all__ = ["Block", "BlockKind", "Body", "Mark", "MarkKind", "read_markup", "source_span"]

_LINE_END, _SIGN = re.compile("\n"), re.compile(r"[^\w\s]|_")


def read_markup(text: str, markup: Markup) -> Body:
    """Return the body of a text, every paragraph cut into visual lines.

    All ranges are code points of `Body.text`, which is `text` itself except for ADF. What lies
    beyond the budgets of lines and signs has no blocks; the body says how much that is.
    """
    from ticketlint.cleaning.markup.lines import split_lines
    from ticketlint.cleaning.markup.links import mark_links

    end = len(text) if markup is Markup.ADF else _end(text)
    body = _read(text[:end], markup)
    blocks = tuple(mark_links(block) for block in split_lines(body.blocks))
    stored = body.text if end == len(text) else text
    return Body(stored, blocks, len(text) - end)


def _read(text: str, markup: Markup) -> Body:
    """Return the body as the reader of the markup gives it; the others are not imported."""
    match markup:
        case Markup.JIRA:
            from ticketlint.cleaning.markup.wiki import read_wiki as read
        case Markup.MARKDOWN:
            from ticketlint.cleaning.markup.markdown import read_markdown as read
        case Markup.ADF:
            from ticketlint.cleaning.markup.adf import read_adf as read
        case Markup.HTML:
            from ticketlint.cleaning.markup.html import read_html as read
        case Markup.PLAIN:
            from ticketlint.cleaning.markup.plain import read_plain as read
    return read(text)


def _end(text: str) -> int:
    """Return where the budgets of lines and signs of one text end."""
    end = len(text)
    for mark, most in ((_LINE_END, budgets.FIELD_LINES), (_SIGN, budgets.FIELD_SIGNS)):
        beyond = next(islice(mark.finditer(text, 0, end), most, None), None)
        end = beyond.start() if beyond else end
    return end
