"""Where the title of a Markdown ticket stands, and where a file turns to its next ticket."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ticketlint.config import budgets
from ticketlint.model import FilePosition, utf16_length

_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+([^\n]*)", re.MULTILINE)
_SETEXT = re.compile(r"^ {0,3}(\S[^\n]*)\n {0,3}=+[ \t]*\r?$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^\n]*)", re.MULTILINE)
_FENCE_OR_COMMENT = re.compile(rf"{_FENCE.pattern}|<!--", re.MULTILINE)
_SPACE = re.compile(r"\s++")
_CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+$")
_KEYED = re.compile(
    r"\[?([A-Z][A-Z0-9_]+-\d+(?:\.\d+)*)\]?(?:[ \t]*[:\u2013\u2014-]|[ \t.)]|$)(.*)"
)
_STORY = re.compile(r"Story (\d+(?:\.\d+)+)[ \t]*[:.\u2013\u2014-][ \t]*(.*)", re.IGNORECASE)
_SPECIFICATION = re.compile(r"Feature Specification:[ \t]*(.*)", re.IGNORECASE)
# Numbered parts of one ticket, and names of norms; not issue keys.
_NO_PROJECTS = frozenset(
    (
        *("AC", "FR", "NFR", "REQ", "SC", "TC", "UC", "EC", "BR", "STEP", "PHASE", "PART"),
        *("RULE", "TEST", "CVE", "ISO", "RFC", "UTF", "SHA", "ADR", "HTTP"),
    )
)
_LONGEST_TITLE = 150
_MARK_EVERY = 4096
_NO_PROSE = re.compile(r"[#>|`~<*+\-]|\d+[.)]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and what it tells; the line below begins at `end`."""

    start: int
    end: int
    level: int
    text: str
    key: str = ""
    type: str = ""


class Hidden:
    """The parts of a text that are code or comments, where nothing is a heading."""

    def __init__(self, text: str) -> None:
        """Find them all; linear in the length of the text."""
        self._starts, self._ends = array("Q"), array("Q")
        for start, end in _hidden_spans(text):
            self._starts.append(start)
            self._ends.append(end)

    def holds(self, position: int) -> bool:
        """Say whether `position` lies in one of them."""
        at = bisect_right(self._starts, position)
        return at > 0 and position < self._ends[at - 1]


def _hidden_spans(text: str) -> Iterator[tuple[int, int]]:
    at, last_close = 0, text.rfind("-->")
    while mark := _FENCE_OR_COMMENT.search(text, at):
        if mark[1]:
            at = _fence_end(text, mark)
        elif mark.end() <= last_close:
            at = text.index("-->", mark.end()) + 3
        else:
            at = mark.end()
            continue
        yield mark.start(), at


def _fence_end(text: str, opening: re.Match[str]) -> int:
    for fence in _FENCE.finditer(text, opening.end()):
        if fence[1].startswith(opening[1]) and not fence[2].strip():
            return fence.end()
    return len(text)


class Lines:
    """The 1-based lines of the positions in a text, counted from the nearest mark before."""

    def __init__(self, text: str) -> None:
        """Count the line ends between the marks."""
        self._text = text
        self._marks = [1]
        for start in range(0, len(text), _MARK_EVERY):
            self._marks.append(self._marks[-1] + text.count("\n", start, start + _MARK_EVERY))

    def at(self, position: int) -> int:
        """Return the line of a position."""
        mark = position // _MARK_EVERY
        return self._marks[mark] + self._text.count("\n", mark * _MARK_EVERY, position)

    def place(self, position: int) -> FilePosition:
        """Return the line and the columns of a position."""
        before = self._text[self._text.rfind("\n", 0, position) + 1 : position]
        return FilePosition(self.at(position), len(before) + 1, utf16_length(before) + 1)


def after_gap(text: str, start: int, end: int) -> int:
    """Return the position behind white space and comments, at most `end`."""
    while start < end:
        space = _SPACE.match(text, start, end)
        if space:
            start = space.end()
        close = text.find("-->", start, end) if text.startswith("<!--", start) else -1
        if close < 0:
            break
        start = close + 3
    return start


class TooManyHeadingsError(Exception):
    """A ticket has more headings than are read of one."""


def headings_in(text: str, start: int, end: int, hidden: Hidden) -> list[Heading]:
    """Return the headings between two positions, in order.

    Raises: TooManyHeadingsError.
    """
    found: list[Heading] = []
    for pattern in (_ATX, _SETEXT):
        for match in pattern.finditer(text, start, end):
            level, line = (len(match[1]), match[2]) if pattern is _ATX else (1, match[1])
            if not hidden.holds(match.start()):
                stop = line_end(text, match.end(), end)
                found.append(_heading(match.start(), stop, level, line))
            if len(found) > budgets.MARKDOWN_HEADINGS:
                raise TooManyHeadingsError
    return sorted(found, key=lambda heading: heading.start)


def _heading(start: int, end: int, level: int, line: str) -> Heading:
    text = _CLOSING_MARKS.sub("", line.strip()).strip()
    keyed, story = _KEYED.fullmatch(text), _STORY.fullmatch(text)
    if keyed and keyed[1].partition("-")[0] not in _NO_PROJECTS:
        rest = keyed[2].strip(" \t:\u2013\u2014-")
        return Heading(start, end, level, rest or text, keyed[1])
    if story:
        return Heading(start, end, level, story[2] or text, f"Story {story[1]}", "Story")
    specification = _SPECIFICATION.fullmatch(text)
    if specification:
        return Heading(start, end, level, specification[1] or text, "", "Feature")
    return Heading(start, end, level, text)


def ticket_headings(text: str, start: int, headings: list[Heading]) -> list[Heading]:
    """Return the headings that each begin a ticket; none where the text is one ticket.

    They are the topmost headings with a key, if there are two, or one with nothing but
    headings above it.
    """
    level = min((h.level for h in headings if h.key), default=0)
    keyed = [h for h in headings if h.key and h.level == level]
    if len({h.key for h in keyed}) > 1:
        return keyed
    if keyed and level > 1 and not prose_before(text, start, headings, keyed[0]):
        return keyed[:1]
    return []


def prose_before(text: str, start: int, headings: list[Heading], last: Heading) -> bool:
    """Say whether anything but headings and comments stands between `start` and `last`."""
    for heading in headings:
        if after_gap(text, start, last.start) < heading.start:
            return True
        if heading is last:
            return False
        start = heading.end
    return True


def ends_of(opening: list[Heading], headings: list[Heading], end: int) -> list[int]:
    """Return where each ticket ends that begins with a heading of `opening`.

    A heading of the same level without a key is a part of the ticket above it.
    """
    level = opening[0].level
    stops = [h.start for h in headings if h.level < level or (h.key and h.level == level)]
    stops.append(end)
    return [stops[bisect_right(stops, heading.start)] for heading in opening]


def title_of(text: str, start: int, end: int, headings: list[Heading]) -> Heading:
    """Return the title between two positions; its `end` is where the text below begins.

    That is the first level 1 heading, else a first line of prose; a heading that is not
    the first block stays in the text. No title is an empty text.
    """
    first = after_gap(text, start, end)
    heading = next((h for h in headings if h.level == 1), None)
    if heading is not None:
        at_top = _line_start(text, first) <= heading.start <= first
        return heading if at_top else replace(heading, end=start)
    if first >= end:
        return Heading(start, start, 0, "")
    stop = line_end(text, first, end)
    line = text[first:stop].strip()
    if len(line) > _LONGEST_TITLE or _NO_PROSE.match(line):
        return Heading(start, start, 0, "")
    alone = not text[stop : line_end(text, stop, end)].strip()
    return Heading(first, stop if alone else start, 0, line)


def line_end(text: str, position: int, end: int) -> int:
    """Return where the line after `position` begins, at most `end`."""
    newline = text.find("\n", position, end)
    return end if newline < 0 else newline + 1


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1
