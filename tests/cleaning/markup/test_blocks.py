"""Maps from clean text to the stored text."""

import pytest

from ticketlint.cleaning.markup import Block, BlockKind, Mark, MarkKind, source_span
from ticketlint.cleaning.markup.blocks import cut, join, trim

# "a &amp; *bold* b" as a reader sees it: "a & bold b".
BLOCK = Block(
    BlockKind.PARAGRAPH,
    "a & bold b",
    0,
    16,
    ((0, 0), (2, 2), (3, 7), (4, 8), (4, 9), (8, 13), (8, 14), (10, 16)),
    marks=(Mark(MarkKind.STRONG, 4, 8),),
)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(0, 1, (0, 1), id="copied"),
        pytest.param(2, 3, (2, 7), id="a whole entity"),
        pytest.param(4, 8, (9, 13), id="inside the stars"),
        pytest.param(0, 10, (0, 16), id="all"),
        pytest.param(2, 5, (2, 10), id="from an entity into a word"),
        pytest.param(7, 9, (12, 15), id="over a closing star"),
        pytest.param(5, 5, (10, 10), id="empty"),
    ],
)
def test_a_span_of_clean_text_has_its_range_in_the_body(start, end, expected):
    assert source_span(BLOCK, start, end) == expected


def test_a_cut_keeps_the_map_and_the_marks_inside_it():
    part = cut(BLOCK, 5, 9)

    assert (part.text, part.start, part.end) == ("old ", 10, 15)
    assert source_span(part, 0, 3) == (10, 13)
    assert part.marks == (Mark(MarkKind.STRONG, 0, 3),)


def test_an_empty_cut_stands_where_it_was_cut():
    assert cut(BLOCK, 3, 3).offsets == ((0, 7),)


def test_joined_parts_have_a_space_between_them():
    joined = join([cut(BLOCK, 0, 3), cut(BLOCK, 4, 8)])

    assert joined.text == "a & bold"
    assert source_span(joined, 2, 8) == (2, 13)
    assert joined.marks == (Mark(MarkKind.STRONG, 4, 8),)


def test_trimming_leaves_the_range_of_the_block():
    block = Block(BlockKind.HEADING, "  title ", 3, 13, ((0, 4), (8, 12)))

    trimmed = trim(block)

    assert (trimmed.text, trimmed.start, trimmed.end) == ("title", 3, 13)
    assert source_span(trimmed, 0, 5) == (6, 11)
