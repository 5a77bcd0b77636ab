"""Marks in the text of a ticket: where a finding or the words of a question stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ticketlint.harmless.links import web_address
from ticketlint.harmless.terminal import visible
from ticketlint.model import Role, Run, TextBlock, TicketResult
from ticketlint.reporters.review.asked import asked_of
from ticketlint.reporters.review.naming import asked_place

_TINTS: Mapping[str, str] = {
    Role.WHY: "w",
    Role.WHAT: "a",
    Role.HOW: "h",
    Role.CRITERION: "c",
    Role.STEP: "s",
    Role.OBSERVED: "o",
    Role.EXPECTED: "x",
    Role.ENVIRONMENT: "e",
    Role.QUESTION: "q",
}
_VERBATIM = frozenset({"code", "log"})
# Backslash and n where a line begins after it: no path, no quoted sign, no expression.
_LINE_END = re.compile(r"(?<![\\:])(?:\\r)?\\n(?=\\|\s*(?:[A-Z\d#*\[-]|$))")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that something is said about; `anchor` leads to it in the list beside the text."""

    field: str
    start: int
    end: int
    kind: str
    told: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of shown text with the marks on it; `href` is a link of the author."""

    text: str
    role: str
    styles: tuple[str, ...]
    href: str
    marks: tuple[Mark, ...]

    @property
    def tint(self) -> str:
        """Return the class that colours it: one letter, for there are thousands."""
        return _TINTS.get(self.role, "")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block with its pieces."""

    block: TextBlock
    pieces: tuple[Piece, ...]

    @property
    def tint(self) -> str:
        """Return the class that colours all of it, empty where its sentences differ."""
        tints = {piece.tint for piece in self.pieces if piece.text.strip()}
        return tints.pop() if len(tints) == 1 else ""


def marks_of(result: TicketResult, number: int) -> list[Mark]:
    """Return the marks of a ticket: findings and questions that are about words of it."""
    marks = [
        Mark(
            finding.location.field,
            finding.location.start,
            finding.location.end,
            finding.severity.value,
            finding.question or finding.message,
            f"f{number}-{index}",
        )
        for index, finding in enumerate(result.findings)
        if finding.location.end > finding.location.start
    ]
    places = ((one, asked_place(one.question)) for one in asked_of(result))
    marks += [
        Mark(one.question.field, *place, "asked", one.text, f"q{number}-{one.number}")
        for one, place in places
        if place
    ]
    return marks


def shown(result: TicketResult, marks: Sequence[Mark]) -> list[Paragraph]:
    """Return the text of a ticket with its marks placed."""
    return [
        Paragraph(block, tuple(_pieces(block, [m for m in marks if m.field == block.field])))
        for block in result.judgement.text
    ]


def _written(piece: Piece) -> Piece:
    """Return a piece of prose with lines ended where a program wrote the sign for it."""
    if "code" in piece.styles or "\\n" not in piece.text:
        return piece
    return replace(piece, text=_LINE_END.sub("\n", piece.text))


def title_pieces(title: str, marks: Sequence[Mark]) -> list[Piece]:
    """Return the title with the marks that stand in it."""
    own = [mark for mark in marks if mark.field == "title"]
    return list(_joined(_parts(Run(title, 0, len(title)), own)))


def _pieces(block: TextBlock, marks: Sequence[Mark]) -> Iterator[Piece]:
    pieces = _joined(piece for run in block.runs for piece in _parts(run, marks))
    return pieces if block.kind in _VERBATIM else map(_written, pieces)


def _parts(run: Run, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Yield a run cut where marks begin and end; what is not copied verbatim stays whole."""
    over = [mark for mark in marks if mark.start < run.end and run.start < mark.end]
    cuts = [0, len(run.text)]
    if run.end - run.start == len(run.text):
        edges = (edge - run.start for mark in over for edge in (mark.start, mark.end))
        cuts += [edge for edge in edges if 0 < edge < len(run.text)]
    edges_in_order = sorted(set(cuts))
    for start, end in pairwise(edges_in_order):
        on = tuple(mark for mark in over if _covers(mark, run, start, end))
        role = run.role.value if run.role else ""
        yield Piece(run.text[start:end], role, run.styles, _href(run), on)


def _covers(mark: Mark, run: Run, start: int, end: int) -> bool:
    if run.end - run.start != len(run.text):
        return True
    return mark.start < run.start + end and run.start + start < mark.end


def _href(run: Run) -> str:
    """Return the address of a link that a browser may follow from a page of strangers' words."""
    return web_address(run.target)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield neighbours that look alike as one: the page is smaller, the words are whole."""
    for (role, styles, href, marks), group in groupby(pieces, _looks):
        text = "".join(piece.text for piece in group)
        # A link that nothing can be read on leads nobody anywhere.
        if visible(text).strip():
            yield Piece(text, role, styles, href, marks)
        elif text:
            yield Piece(text, role, styles, "", ())


def _looks(piece: Piece) -> tuple[str, tuple[str, ...], str, tuple[Mark, ...]]:
    return piece.role, piece.styles, piece.href, piece.marks
