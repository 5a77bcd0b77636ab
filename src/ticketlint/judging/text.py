"""The text of a ticket for a page: blocks of runs that know their sentence and their place."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ticketlint.annotation.document import TicketDoc
from ticketlint.cleaning.markup.blocks import Block, BlockKind, Mark, MarkKind, source_span
from ticketlint.model import Role, Run, TextBlock

# A page of 500 tickets shall stay below 1 MB; four of five descriptions are shorter.
MOST_CHARS = 4_000
# Logs are looked up in the tracker; their first lines tell which one it is.
MOST_CODE_LINES = 8
_HIDDEN = frozenset({BlockKind.COMMENT})
_VERBATIM = frozenset({BlockKind.CODE, BlockKind.LOG})
_BOXES: Mapping[bool | None, str] = {None: "•", False: "☐", True: "☑"}

Spans = Sequence[tuple[int, int, Role]]


def text_of(doc: TicketDoc) -> tuple[TextBlock, ...]:
    """Return the text below the title, cut after `MOST_CHARS` characters."""
    return tuple(_bounded(_blocks(doc)))


def _blocks(doc: TicketDoc) -> Iterator[TextBlock]:
    sentences = _sentences(doc)
    templates = {(p.field, p.block.start) for p in doc.passages if p.is_template}
    for name, body in doc.bodies.items():
        if name == "title":
            continue
        for block in body.blocks:
            if block.kind not in _HIDDEN:
                is_template = (name, block.start) in templates
                yield _block(name, block, sentences.get(name, []), is_template=is_template)


def _sentences(doc: TicketDoc) -> Mapping[str, list[tuple[int, int, Role]]]:
    """Return the ranges of the sentences of each field in its stored text, in reading order."""
    spans: dict[str, list[tuple[int, int, Role]]] = {}
    for sentence in doc.sentences:
        start, end = sentence.passage.source_span(sentence.start, sentence.end)
        spans.setdefault(sentence.passage.field, []).append((start, end, sentence.role))
    return {name: sorted(own) for name, own in spans.items()}


def _block(name: str, block: Block, sentences: Spans, *, is_template: bool) -> TextBlock:
    return TextBlock(
        field=name,
        kind=block.kind.value,
        runs=tuple(_runs(block, sentences)),
        level=block.level,
        marker=_marker(block),
        is_quoted=block.quoted,
        is_template=is_template,
        row=block.row,
        column=block.column,
    )


def _marker(block: Block) -> str:
    if block.kind is not BlockKind.ITEM:
        return ""
    box = _BOXES[block.checked]
    if not block.number:
        return box
    return f"{block.number}." if block.checked is None else f"{block.number}. {box}"


def _runs(block: Block, sentences: Spans) -> Iterator[Run]:
    """Yield the runs of a block: it is cut where a mark, a sentence or a copied stretch ends."""
    cuts = {0, len(block.text)}
    cuts.update(min(clean, len(block.text)) for clean, _ in block.offsets)
    cuts.update(edge for mark in block.marks for edge in (mark.start, mark.end))
    first = bisect_right(sentences, block.start, key=_end)
    for start, end, _ in sentences[first:]:
        if start >= block.end:
            break
        cuts |= {_index(block, start), _index(block, end)}
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        yield _run(block, start, end, sentences[first:])


def _end(span: tuple[int, int, Role]) -> int:
    return span[1]


def _run(block: Block, start: int, end: int, sentences: Spans) -> Run:
    first, last = source_span(block, start, end)
    marks = [mark for mark in block.marks if mark.start <= start and end <= mark.end]
    return Run(
        text=block.text[start:end],
        start=first,
        end=last,
        role=_role(first, sentences),
        styles=tuple(mark.kind.value for mark in marks),
        target=_target(marks),
    )


def _role(at: int, sentences: Spans) -> Role | None:
    for start, end, role in sentences:
        if start > at:
            break
        if at < end:
            return role
    return None


def _target(marks: Sequence[Mark]) -> str:
    return next((mark.target for mark in marks if mark.kind is MarkKind.LINK), "")


def _index(block: Block, source: int) -> int:
    """Return where a place of the stored text stands in the text of a block, or just after it."""
    at = bisect_right(block.offsets, source, key=lambda point: point[1]) - 1
    if at < 0:
        return 0
    clean, begin = block.offsets[at]
    following = block.offsets[at + 1][0] if at + 1 < len(block.offsets) else len(block.text)
    return min(clean + source - begin, following, len(block.text))


def _bounded(blocks: Iterator[TextBlock]) -> Iterator[TextBlock]:
    room = MOST_CHARS
    for block in blocks:
        shown, left_out = _without_tail(block) if block.kind in _VERBATIM else (block, 0)
        size = sum(len(run.text) for run in shown.runs)
        if size > room:
            yield _cut(block.field, "The text goes on.")
            return
        room -= size
        yield shown
        if left_out:
            yield _cut(block.field, f"{left_out:,} more lines")


def _without_tail(block: TextBlock) -> tuple[TextBlock, int]:
    """Return the first lines of code, and how many are left out."""
    lines = "".join(run.text for run in block.runs).split("\n")
    if len(lines) <= MOST_CODE_LINES or not block.runs:
        return block, 0
    kept = "\n".join(lines[:MOST_CODE_LINES])
    start = block.runs[0].start
    run = Run(kept, start, start + len(kept))
    return TextBlock(block.field, block.kind, (run,), block.level), len(lines) - MOST_CODE_LINES


def _cut(field: str, told: str) -> TextBlock:
    return TextBlock(field, "cut", (Run(told, 0, 0),))
