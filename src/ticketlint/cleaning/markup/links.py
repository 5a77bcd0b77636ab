"""Marks that every markup shares: bare addresses and links to other tickets."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ticketlint.cleaning.markup.blocks import Block, BlockKind, Mark, MarkKind

_ADDRESS = re.compile(r"\b(?:https?|ftp)://[^\s<>\"'|\[\]{}]+")
_KEY = re.compile(r"/browse/([A-Z][A-Z0-9_]+-\d+)\b")
_TRAILING = ".,;:!?)*_"
_PLAIN = frozenset({BlockKind.CODE, BlockKind.LOG, BlockKind.COMMENT, BlockKind.RULE})


def mark_links(block: Block) -> Block:
    """Return the block with links marked that are written out, and keys of linked tickets."""
    if block.kind in _PLAIN:
        return block
    found = list(_addresses(block)) if "://" in block.text else []
    marks = [*block.marks, *found]
    marks.extend(_keys(marks))
    if len(marks) == len(block.marks):
        return block
    marks.sort(key=lambda mark: (mark.start, mark.end))
    return replace(block, marks=tuple(marks))


def _addresses(block: Block) -> Iterator[Mark]:
    taken = [mark for mark in block.marks if mark.kind in {MarkKind.LINK, MarkKind.CODE}]
    ahead = 0
    for match in _ADDRESS.finditer(block.text):
        address = match[0].rstrip(_TRAILING)
        start, end = match.start(), match.start() + len(address)
        while ahead < len(taken) and taken[ahead].end <= start:
            ahead += 1
        if ahead == len(taken) or taken[ahead].start >= end:
            yield Mark(MarkKind.LINK, start, end, address)


def _keys(marks: list[Mark]) -> Iterator[Mark]:
    known = {(mark.start, mark.end) for mark in marks if mark.kind is MarkKind.KEY}
    for mark in marks:
        key = _KEY.search(mark.target) if mark.kind is MarkKind.LINK else None
        if key and (mark.start, mark.end) not in known:
            yield replace(mark, kind=MarkKind.KEY, target=key[1])
