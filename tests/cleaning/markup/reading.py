"""What the tests of the readers ask of a body."""

from itertools import pairwise

from ticketlint.cleaning.markup import Block, BlockKind, Body, read_markup, source_span
from ticketlint.model import Markup


def outline(text: str, markup: Markup) -> list[tuple[str, str]]:
    """Read a text into (kind, text) of each block."""
    return [(block.kind.value, block.text) for block in read_markup(text, markup).blocks]


def only(text: str, markup: Markup) -> Block:
    """Read a text of one block."""
    [block] = read_markup(text, markup).blocks
    return block


def items(body: Body) -> list[str]:
    return [block.text for block in body.blocks if block.kind is BlockKind.ITEM]


def marked(block: Block) -> list[tuple[str, str, str]]:
    """List the marks of a block as (kind, marked text, target)."""
    return [(m.kind.value, block.text[m.start : m.end], m.target) for m in block.marks]


def source(body: Body, block: Block, phrase: str) -> str:
    """Return the stored text behind a phrase of a block."""
    at = block.text.index(phrase)
    start, end = source_span(block, at, at + len(phrase))
    return body.text[start:end]


def check_offsets(body: Body, *, copied: bool = True) -> None:
    """Check that the map of every block ascends, stays in the body and copies what it says."""
    for block in body.blocks:
        assert 0 <= block.start <= block.end <= len(body.text)
        assert block.offsets[0][0] == 0
        assert block.offsets[-1][0] == len(block.text)
        assert all(0 <= at <= len(body.text) for _, at in block.offsets)
        for (clean, at), (next_clean, next_at) in pairwise(block.offsets):
            assert clean <= next_clean
            assert at <= next_at
            if copied and next_clean - clean == next_at - at:
                _check_copied(block.text[clean:next_clean], body.text[at:next_at])
        assert all(0 <= m.start <= m.end <= len(block.text) for m in block.marks)


def _check_copied(clean: str, stored: str) -> None:
    """A line break may stand as a line feed or, in a joined line, as a space."""
    for left, right in zip(clean, stored, strict=True):
        assert left == right or (left in " \n" and right.isspace())
