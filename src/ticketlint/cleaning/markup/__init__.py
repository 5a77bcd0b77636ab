"""Readers for the markups that tickets are written in; each gives a body of blocks."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ticketlint.cleaning.markup.adf import read_adf
from ticketlint.cleaning.markup.blocks import Block, BlockKind, Body, Mark, MarkKind, source_span
from ticketlint.cleaning.markup.html import read_html
from ticketlint.cleaning.markup.lines import split_lines
from ticketlint.cleaning.markup.links import mark_links
from ticketlint.cleaning.markup.markdown import read_markdown
from ticketlint.cleaning.markup.plain import read_plain
from ticketlint.cleaning.markup.wiki import read_wiki
from ticketlint.model import Markup

__all__ = ["Block", "BlockKind", "Body", "Mark", "MarkKind", "read_markup", "source_span"]

READERS: Mapping[Markup, Callable[[str], Body]] = {
    Markup.JIRA: read_wiki,
    Markup.MARKDOWN: read_markdown,
    Markup.ADF: read_adf,
    Markup.HTML: read_html,
    Markup.PLAIN: read_plain,
}


def read_markup(text: str, markup: Markup) -> Body:
    """Return the body of a text, every paragraph cut into visual lines.

    All ranges are code points of `Body.text`, which is `text` itself except for ADF.
    """
    body = READERS[markup](text)
    blocks = (mark_links(block) for block in split_lines(body.blocks))
    return replace(body, blocks=tuple(blocks))
