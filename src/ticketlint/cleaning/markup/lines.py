"""Cut paragraphs and items into visual lines, find plain bullets, set pasted text apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ticketlint.cleaning.markup.artefacts import Verdict, classify
from ticketlint.cleaning.markup.blocks import (
    Block,
    BlockKind,
    MarkKind,
    cut,
    cut_all,
    join,
    trimmed,
)

# A line is taken for hard wrapped between these lengths, in characters.
_WRAP_MIN, _WRAP_MAX = 60, 160
_FILL_MAX = 120
_TERMINAL = frozenset(".!?:;…")
_SPLIT = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})
_BULLET = re.compile(
    r"(?:(?P<sign>[-*•●○◦▪▫‣·–](?=\s)|[•●○◦▪▫‣]|-(?=[A-Z][a-z]))"
    r"|\(?(?P<number>\d{1,3}[.)](?=\s)|\d{1,2}[.)](?=[A-Z][a-z])|(?:[a-z]|[ivx]{2,4})\)(?=\s)))"
    r"\s*(?=\S)"
)
_BOX = re.compile(r"(?:\[(?P<mark>[ xX✅✓✔]?)\]|(?P<sign>[☐☑☒]))(?:\s+|$)")

Span = tuple[int, int]


def split_lines(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with every paragraph and item cut into visual lines.

    Hard wrapped lines are joined, lines that begin with a bullet or a number become items,
    pasted code and logs become blocks of their own. Lines after the first of an item are
    paragraphs of its level.
    """
    for is_text, run in groupby(blocks, lambda block: block.kind in _SPLIT):
        if not is_text:
            yield from run
            continue
        group = list(run)
        bullets = _Bullets()
        for block, verdicts in zip(group, _verdicts(group), strict=True):
            if block.kind is BlockKind.ITEM:
                bullets = _Bullets()
            parts = list(_split(block, verdicts, bullets))
            yield from _with_outer_range(block, parts)


def _verdicts(group: Sequence[Block]) -> list[list[Verdict]]:
    """Judge the lines of neighbouring paragraphs together, for one may be in doubt alone."""
    lines: list[str] = []
    starts, items = [], set()
    for block in group:
        starts.append(len(lines))
        if block.kind is BlockKind.ITEM:
            items.add(len(lines))
        lines.extend(block.text.split("\n"))
        lines.append("")
    verdicts = classify(lines, items)
    ends = [*starts[1:], len(lines)]
    return [verdicts[start : end - 1] for start, end in zip(starts, ends, strict=True)]


def _with_outer_range(block: Block, parts: Sequence[Block]) -> Iterator[Block]:
    """Yield the parts, the first and the last reaching to the ends of the block."""
    for index, part in enumerate(parts):
        start = block.start if index == 0 else part.start
        end = block.end if index == len(parts) - 1 else part.end
        changed = (start, end) != (part.start, part.end)
        yield replace(part, start=start, end=end) if changed else part


def _split(block: Block, verdicts: Sequence[Verdict], bullets: "_Bullets") -> Iterator[Block]:
    if verdicts == [None] and block.text == block.text.strip():
        yield _item(block) if block.kind is BlockKind.ITEM else _line(block, 0, bullets)
        return
    spans = list(_spans(block.text))
    for kind, run in groupby(zip(verdicts, spans, strict=True), lambda pair: pair[0]):
        part = [span for _, span in run]
        if kind is None:
            yield from _prose(block, part, bullets)
            continue
        end = len(block.text[: part[-1][1]].rstrip())
        if end > part[0][0]:
            whole = cut(block, part[0][0], end)
            yield replace(whole, kind=kind, ordered=False, checked=None, number="", marks=())


def _spans(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


@dataclass(slots=True)
class _Bullets:
    """The columns at which the open plain bullets stand, outermost first."""

    columns: tuple[int, ...] = ()

    def level(self, column: int) -> int:
        """Open an item at that column and return its depth from 1."""
        self.columns = (*(outer for outer in self.columns if outer < column), column)
        return len(self.columns)

    def around(self, column: int) -> int:
        """Return the depth of the item that a line at that column continues, 0 for none."""
        self.columns = tuple(outer for outer in self.columns if outer < column)
        return len(self.columns)


def _prose(block: Block, spans: Sequence[Span], bullets: _Bullets) -> Iterator[Block]:
    """Yield the logical lines of a stretch of prose."""
    inner = [trimmed(block.text, start, end) for start, end in spans]
    parts = cut_all(block, inner)
    joined = _joined([part.text for part in parts])
    is_item = block.kind is BlockKind.ITEM
    index = 0
    while index < len(parts):
        end = index + 1
        # Parts of a text that stands for a whole macro share its range: one map cannot hold two.
        while end < len(parts) and joined[end] and parts[end - 1].end <= parts[end].start:
            end += 1
        line = join(parts[index:end])
        if line.text or line.marks:
            column = inner[index][0] - spans[index][0]
            yield _item(line) if is_item else _line(line, column, bullets)
            is_item = False
        index = end
    if is_item:
        yield block


def _line(line: Block, column: int, bullets: _Bullets) -> Block:
    """Return a logical line as an item, an image or a paragraph."""
    bullet = _BULLET.match(line.text)
    if bullet:
        number = (bullet["number"] or "").rstrip(".)")
        level = line.level + bullets.level(column)
        item = _without_head(line, bullet.end())
        item = replace(item, kind=BlockKind.ITEM, level=level, ordered=bool(number), number=number)
        return _item(item)
    if _BOX.match(line.text):
        return _item(replace(line, level=line.level + bullets.level(column)))
    if _is_image(line):
        return replace(line, kind=BlockKind.MEDIA)
    level = line.level + bullets.around(column)
    if line.kind is BlockKind.PARAGRAPH and level == line.level:
        return line
    return replace(
        line, kind=BlockKind.PARAGRAPH, level=level, ordered=False, checked=None, number=""
    )


def _item(line: Block) -> Block:
    """Return the item with a box at its head read into `checked`."""
    box = _BOX.match(line.text)
    if line.kind is not BlockKind.ITEM:
        line = replace(line, kind=BlockKind.ITEM)
    if not box:
        return line
    checked = (box["mark"] or "").strip() != "" or box["sign"] in ("☑", "☒")
    return replace(_without_head(line, box.end()), checked=checked)


def _without_head(line: Block, length: int) -> Block:
    return replace(cut(line, length, len(line.text)), start=line.start)


def _is_image(line: Block) -> bool:
    covered, at = "", 0
    for mark in line.marks:
        if mark.kind is MarkKind.IMAGE:
            covered += line.text[at : mark.start]
            at = max(at, mark.end)
    has_image = any(mark.kind is MarkKind.IMAGE for mark in line.marks)
    return has_image and not (covered + line.text[at:]).strip()


def _joined(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it goes on with the line before."""
    filled = _is_filled(lines)
    follow = (_goes_on(before, line, filled=filled) for before, line in pairwise(lines))
    return [False, *follow]


def _goes_on(before: str, line: str, *, filled: bool) -> bool:
    if not before or not line or _BULLET.match(line) or _BOX.match(line):
        return False
    if filled:
        return True
    long = _WRAP_MIN <= len(before) <= _WRAP_MAX
    return long and before[-1] not in _TERMINAL and line[0].islower()


def _is_filled(lines: Sequence[str]) -> bool:
    """Return whether each next word would not have fitted, as where a program wraps text."""
    width = max(map(len, lines))
    if len(lines) < 3 or not _WRAP_MIN <= width <= _FILL_MAX:
        return False
    return all(
        len(before) + 1 + len(line.split(maxsplit=1)[0]) > width if before and line else False
        for before, line in pairwise(lines)
    )
