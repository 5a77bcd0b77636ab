"""Where a block holds what is not its author's own prose: quotations, code, names of a screen."""

import re
from collections.abc import Iterator

from ticketlint.cleaning.markup.blocks import Block, MarkKind

_FOREIGN = frozenset(
    {MarkKind.CODE, MarkKind.IMAGE, MarkKind.MENTION, MarkKind.STRIKE, MarkKind.PLACEHOLDER}
    | {MarkKind.DATE, MarkKind.KEY, MarkKind.STATUS}
)
# A quotation within a line, and what stands in square brackets.
_QUOTED = re.compile(
    r"\"[^\"\n]{1,200}\"|“[^”\n]{1,200}”|‘[^’\n]{1,200}’|«[^»\n]{1,200}»|`[^`\n]{1,200}`"
    r"|(?<!\w)'[^'\n]{1,200}'(?!\w)|\[[^\]\n]{1,200}\]|\{[^}\n]{1,200}\}|<[^>\n]{1,200}>"
)


def unquotable(block: Block, shift: int = 0) -> list[tuple[int, int]]:
    """Return the ranges of `block.text` that nobody should be asked about, less `shift`."""
    return [(start - shift, end - shift) for start, end in _ranges(block)]


def _ranges(block: Block) -> Iterator[tuple[int, int]]:
    for mark in block.marks:
        if mark.kind in _FOREIGN:
            yield mark.start, mark.end
    for found in _QUOTED.finditer(block.text):
        yield found.span()
