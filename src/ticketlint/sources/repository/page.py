"""A Markdown file as a page of headings and parts, cut so that each text keeps its places."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ticketlint.config import budgets
from ticketlint.model import Anchor, Failure, Markup, TicketField
from ticketlint.sources.anchors import anchors
from ticketlint.sources.decoding import encoding_notices, encoding_of, open_text
from ticketlint.sources.frontmatter import FrontMatter, front_matter_at
from ticketlint.sources.origin import MEGABYTE, Origin, Read
from ticketlint.sources.titles import (
    Heading,
    Hidden,
    Lines,
    TooManyHeadingsError,
    after_gap,
    headings_in,
    line_end,
)

Span = tuple[int, int]
_EMPHASIS = re.compile(r"\*\*|__|[*_`]")
_OPENING, _CLOSING = re.compile(r"\s*+#*+"), re.compile(r"(?:^|[ \t])#+$")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with all that stands below it: `start` is the heading, `body` the line after.

    `name` are the words of the heading without emphasis.
    """

    level: int
    name: str
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A file; `start` is the first character below its front matter."""

    origin: Origin
    text: str
    start: int
    front: FrontMatter | None
    hidden: Hidden
    lines: Lines
    parts: tuple[Part, ...]

    def title(self) -> Part | None:
        """Return the first level 1 heading."""
        return next((part for part in self.parts if part.level == 1), None)

    def called(self, names: re.Pattern[str], within: Span | None = None) -> list[Part]:
        """Return the parts whose heading begins with one of these names."""
        first, last = within or (self.start, len(self.text))
        inside = (part for part in self.parts if first <= part.start < last)
        return [part for part in inside if names.match(part.name)]

    def without(self, span: Span, cut: Iterable[Span]) -> list[Span]:
        """Return what is left of a range where others, in any order, are cut out of it."""
        at, end = span
        left: list[Span] = []
        for first, last in sorted(cut):
            if first >= end:
                break
            if at < first:
                left.append((at, first))
            at = max(at, min(last, end))
        return [*left, (at, end)] if at < end else left

    def field(self, name: str, spans: Iterable[Span], path: str = "") -> TicketField:
        """Return ranges of the file as one text, with the place of each; `path` as in Anchor."""
        return joined(name, [(self, span) for span in spans], path)

    def title_anchors(self, title: str, span: Span) -> tuple[Anchor, ...]:
        """Return where a title stands that was taken out of a range."""
        return anchors(title, self.text, span, self.lines)

    def line_of(self, position: int) -> int:
        """Return the line of a position, from 1."""
        return self.lines.at(position)

    def own(self, part: Part) -> Span:
        """Return the range of a part above its first inner heading."""
        inner = (other.start for other in self.parts if part.start < other.start < part.end)
        return part.body, next(inner, part.end)

    def first_line(self, span: Span) -> Span:
        """Return the range of the first line that is not blank, empty where there is none."""
        at = after_gap(self.text, *span)
        end = line_end(self.text, at, span[1])
        return at, at + len(self.text[at:end].rstrip())


def joined(name: str, pieces: Iterable[tuple[Page, Span]], path: str = "") -> TicketField:
    """Return ranges of several files as one text; `path` is the file that is not the ticket's."""
    texts: list[str] = []
    places: list[Anchor] = []
    length = 0
    for page, (start, end) in pieces:
        if texts and not texts[-1].endswith("\n") and (start == 0 or page.text[start - 1] == "\n"):
            texts.append("\n")
            length += 1
        position = replace(page.lines.place(start), path=path and str(page.origin.path))
        places.append(Anchor(length, position))
        texts.append(page.text[start:end])
        length += end - start
    text = "".join(texts)
    if not text.strip():
        return TicketField(name, "", Markup.MARKDOWN)
    return TicketField(name, text, Markup.MARKDOWN, tuple(places))


def read_page(origin: Origin, tickets: Callable[[Page], Iterator[Read]]) -> Iterator[Read]:
    """Yield what `tickets` makes of a file, or why it cannot be read."""
    yield from encoding_notices(origin, encoding_of(origin))
    try:
        page = open_page(origin)
    except TooManyHeadingsError:
        yield Failure(f"more than {budgets.MARKDOWN_HEADINGS:,} headings (split it)", origin.name)
        return
    if page is None:
        what = f"longer than {budgets.MARKDOWN_CHARS // MEGABYTE} million characters"
        yield Failure(f"{what} (split it)", origin.name)
        return
    if page.front and page.front.fault:
        yield Failure(page.front.fault, origin.name, 1 + page.front.fault_line)
    yield from tickets(page)


def open_page(origin: Origin) -> Page | None:
    """Return a file as a page, None where it is longer than is read of one.

    Raises: TooManyHeadingsError.
    """
    with open_text(origin, encoding_of(origin)) as stream:
        text = stream.read(budgets.MARKDOWN_CHARS + 1)
    if len(text) > budgets.MARKDOWN_CHARS:
        return None
    front = front_matter_at(text, after_gap(text, 0, len(text)))
    start = front.end if front else 0
    hidden = Hidden(text)
    headings = headings_in(text, start, len(text), hidden)
    return Page(origin, text, start, front, hidden, Lines(text), tuple(_parts(text, headings)))


def _parts(text: str, headings: list[Heading]) -> Iterator[Part]:
    """Yield each heading with its end: the next one of its level or above; in linear time."""
    ends = [len(text)] * len(headings)
    open_: list[int] = []
    for number, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            ends[open_.pop()] = heading.start
        open_.append(number)
    for heading, stop in zip(headings, ends, strict=True):
        line = text[heading.start : heading.end].partition("\n")[0]
        name = _EMPHASIS.sub("", _CLOSING.sub("", _OPENING.sub("", line, count=1).strip())).strip()
        yield Part(heading.level, name, heading.start, heading.end, stop)
