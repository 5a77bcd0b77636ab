"""Black out the credentials of a body: found in its clean text, blacked out in the stored one."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ticketlint.cleaning.markup import read_markup
from ticketlint.cleaning.markup.blocks import Block, Body, source_end, source_span, source_start
from ticketlint.harmless.credentials import black_out, find_in_cells, find_secrets, places_of
from ticketlint.harmless.secret_values import Span
from ticketlint.model import Ticket, TicketField

# Known values that are looked for everywhere in a ticket; nobody writes as many.
_MOST_VALUES = 1000


@dataclass(frozen=True, slots=True)
class Secrets:
    """Where credentials stand: in the text of a body, and in the texts of its blocks."""

    stored: frozenset[Span]
    clean: Mapping[int, frozenset[Span]]
    values: frozenset[str]


def concealed_bodies(ticket: Ticket) -> tuple[list[tuple[str, Body]], tuple[str, ...]]:
    """Return title and fields, each with its name, as bodies without credentials.

    The second value holds the secrets that were blacked out and may stand elsewhere too.
    """
    parts = (TicketField("title", ticket.title), *ticket.fields)
    bodies = [read_markup(part.text, part.markup) for part in parts]
    secrets = [find_in_body(body) for body in bodies]
    values = known_values(secrets)
    return [
        (part.name, conceal_body(body, found, values))
        for part, body, found in zip(parts, bodies, secrets, strict=True)
    ], values


def find_in_body(body: Body) -> Secrets:
    """Return the credentials of a body; `values` are those that are one word."""
    clean: defaultdict[int, set[Span]] = defaultdict(set)
    values = set()
    text = "\n".join(block.text for block in body.blocks)
    starts = list(accumulate((len(block.text) + 1 for block in body.blocks), initial=0))
    for start, end in find_secrets(text, markup=False):
        values.add(text[start:end])
        for index, span in _pieces(starts, start, end):
            clean[index].add(span)
    for index, span in _in_tables(body.blocks):
        values.add(body.blocks[index].text[slice(*span)])
        clean[index].add(span)
    stored = find_secrets(body.text)
    values |= {body.text[start:end] for start, end in stored}
    return Secrets(
        frozenset(stored),
        {index: frozenset(spans) for index, spans in clean.items()},
        frozenset(
            part
            for value in values
            # In JSON an escape may follow the value at once.
            for part in {value, value.split("\\", 1)[0]}
            if _is_telling(part)
        ),
    )


def known_values(found: Iterable[Secrets]) -> tuple[str, ...]:
    """Return the secrets to black out wherever the ticket repeats them, the longest first."""
    values = frozenset[str]().union(*(secrets.values for secrets in found))
    return tuple(sorted(values, key=lambda value: (-len(value), value))[:_MOST_VALUES])


def conceal_body(body: Body, secrets: Secrets, values: Sequence[str]) -> Body:
    """Return the body with its credentials, and all that repeats `values`, blacked out.

    Texts stay as long as they were, and every map holds.
    """
    if not (values or secrets.stored or secrets.clean):
        return replace(body, blocks=tuple(map(_with_clean_targets, body.blocks)))
    known = _apart(secrets.stored)
    stored = {*known, *places_of(body.text, values)}
    clean = {index: set(spans) for index, spans in secrets.clean.items()}
    for index, block in enumerate(body.blocks):
        clean.setdefault(index, set()).update(places_of(block.text, values))
        clean[index].update(_clean_spans(block, known))
        stored |= {source_span(block, *span) for span in clean[index]}
    blocks = tuple(
        _concealed(block, clean[index], values) for index, block in enumerate(body.blocks)
    )
    return Body(black_out(body.text, stored), blocks) if stored else replace(body, blocks=blocks)


def _with_clean_targets(block: Block) -> Block:
    """Return a block in whose text there is no secret, without those in its targets."""
    if not any(mark.target for mark in block.marks):
        return block
    return _concealed(block, (), ())


def _is_telling(value: str) -> bool:
    return len(value) >= 6 and not value.isalpha() and len(value.split()) == 1


def _concealed(block: Block, spans: Iterable[Span], values: Sequence[str]) -> Block:
    marks = tuple(
        replace(mark, target=_without(mark.target, values)) if mark.target else mark
        for mark in block.marks
    )
    return replace(block, text=black_out(block.text, spans), marks=marks)


def _without(target: str, values: Sequence[str]) -> str:
    return black_out(target, [*find_secrets(target), *places_of(target, values)])


def _pieces(starts: Sequence[int], start: int, end: int) -> Iterator[tuple[int, Span]]:
    """Yield the parts of a range of the joined texts, each with the index of its block."""
    index = bisect_right(starts, start) - 1
    while starts[index] < end:
        first, last = max(start, starts[index]), min(end, starts[index + 1] - 1)
        if first < last:
            yield index, (first - starts[index], last - starts[index])
        index += 1


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Return the same ranges in ascending order, those that touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _clean_spans(block: Block, stored: Sequence[Span]) -> Iterator[Span]:
    """Yield the ranges of a block's text that stand for these ranges of the stored text."""
    places = range(len(block.text))
    low = bisect_right(stored, block.start, key=lambda span: span[1])
    high = bisect_left(stored, block.end, key=lambda span: span[0])
    last = 0
    for start, end in stored[low:high]:
        first = bisect_right(places, start, last, key=lambda at: source_end(block.offsets, at + 1))
        last = bisect_left(places, end, first, key=lambda at: source_start(block.offsets, at))
        if first < last:
            yield first, last


def _in_tables(blocks: Sequence[Block]) -> Iterator[tuple[int, Span]]:
    """Yield what stands beside a name in its row, or below it in its column."""
    head: dict[int, str] = {}
    before: Block | None = None
    for index, block in enumerate(blocks):
        if not block.row:
            continue
        if block.row == 1:
            head = head if block.column > 1 else {}
            head[block.column] = block.text
        labels = [head.get(block.column, "")] if block.row > 1 else []
        if before is not None and before.row == block.row:
            labels.append(before.text)
        for label in labels:
            for span in find_in_cells(label, block.text):
                yield index, span
        before = block
