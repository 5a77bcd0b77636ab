"""Write the inline tokens of markdown-it into runs, each at its exact place in the source."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

from ticketlint.cleaning.markup.blocks import MarkKind
from ticketlint.cleaning.markup.builder import Runs
from ticketlint.cleaning.markup.html import HtmlReader

# A paragraph above either limit is read without its inline markup.
_MAX_LENGTH, _MAX_BRACKETS = 100_000, 2_000
_SPANS = {"em": MarkKind.EMPHASIS, "strong": MarkKind.STRONG, "s": MarkKind.STRIKE}


def placed_link(state: StateInline, silent: bool) -> bool:
    """Run the link rule and note on the closing token where the link ends."""
    found = link(state, silent)
    if found and not silent:
        state.tokens[-1].meta["end"] = state.pos
    return found


def placed_image(state: StateInline, silent: bool) -> bool:
    """Run the image rule and note on the token where the image ends."""
    found = image(state, silent)
    if found and not silent:
        state.tokens[-1].meta["end"] = state.pos
    return found


def parse_inline(state: StateCore) -> None:
    """Run the inline rules on each block but those that would take them seconds."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if len(token.content) > _MAX_LENGTH or token.content.count("[") > _MAX_BRACKETS:
            token.children.extend(_plain_lines(token.content))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _plain_lines(content: str) -> Iterator[Token]:
    for line in content.split("\n"):
        yield Token("text", "", 0, content=line.strip(" \t"))
        yield Token("softbreak", "br", 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """The text of a block as markdown-it reads it, and where its stretches stand.

    `points` are (index in `text`, index in the source); from a point to the next the two
    run in step.
    """

    text: str
    points: tuple[tuple[int, int], ...]

    def at(self, index: int) -> int:
        """Return the source index of a character, or of the end."""
        place = bisect_right(self.points, index, key=lambda point: point[0]) - 1
        start, source = self.points[max(place, 0)]
        return source + index - start

    def end(self, index: int) -> int:
        """Return the source index behind the character before `index`."""
        return self.at(index - 1) + 1 if index else self.at(0)


class InlineWriter:
    """Walks the tokens of one block with a cursor in its text."""

    def __init__(self, runs: Runs, placed: Placed, html: HtmlReader) -> None:
        """Write into `runs`, which is the open block of the builder `html` writes to."""
        self._runs = runs
        self._placed = placed
        self._html = html
        self._at = 0
        self._opened: list[tuple[int, str]] = []
        self._readers: Mapping[str, Callable[[Token], None]] = {
            "text": self._text,
            "text_special": self._special,
            "softbreak": self._line_break,
            "hardbreak": self._line_break,
            "code_inline": self._code,
            "image": self._image,
            "html_inline": self._tag,
        }

    def write(self, tokens: Sequence[Token]) -> None:
        """Write all the tokens."""
        for token in tokens:
            if read := self._readers.get(token.type):
                read(token)
            elif token.nesting == 1:
                self._open(token)
            elif token.nesting == -1:
                self._close(token)

    def _copy(self, start: int, end: int) -> None:
        """Copy a stretch of the text, a line end in it as a space."""
        while start < end:
            place = bisect_right(self._placed.points, start, key=lambda point: point[0])
            following = self._placed.points[place : place + 1]
            stop = min(end, following[0][0]) if following else end
            if self._placed.text[stop - 1] == "\n" and stop - 1 >= start:
                self._runs.copy(self._placed.at(start), self._placed.at(stop - 1))
                self._runs.put(" ", self._placed.at(stop - 1), self._placed.at(stop))
            else:
                self._runs.copy(self._placed.at(start), self._placed.end(stop))
            start = stop

    def _text(self, token: Token) -> None:
        text = token.content
        if not text:
            return
        if not self._placed.text.startswith(text, self._at):
            found = self._placed.text.find(text, self._at)
            if found < 0:
                self._runs.put(text, self._placed.at(self._at), self._placed.at(self._at))
                return
            self._at = found
        self._copy(self._at, self._at + len(text))
        self._at += len(text)

    def _special(self, token: Token) -> None:
        """Write an escaped character or an entity."""
        end = self._at + len(token.markup)
        if token.info == "escape":
            self._copy(end - len(token.content), end)
        else:
            self._runs.put(token.content, self._placed.at(self._at), self._placed.end(end))
        self._at = end

    def _line_break(self, _token: Token) -> None:
        text = self._placed.text
        found = text.find("\n", self._at)
        if found < 0:
            return
        end = found + 1
        while end < len(text) and text[end] in " \t":
            end += 1
        self._runs.put("\n", self._placed.at(found), self._placed.at(end))
        self._at = end

    def _code(self, token: Token) -> None:
        fence = len(token.markup)
        start = self._at + fence
        end = start + len(token.content)
        text = self._placed.text
        if text[start:end].replace("\n", " ") != token.content or not text.startswith(
            token.markup, end
        ):
            start, end = start + 1, end + 1
        before = self._runs.length
        self._copy(start, end)
        self._runs.mark(MarkKind.CODE, before)
        closing = text.find(token.markup, end)
        self._at = closing + fence if closing >= 0 else end

    def _image(self, token: Token) -> None:
        before = self._runs.length
        alt = "".join(child.content for child in token.children or ())
        start = self._at + 2
        if self._placed.text.startswith(alt, start):
            self._copy(start, start + len(alt))
        else:
            self._runs.put(alt, self._placed.at(self._at), self._placed.end(token.meta["end"]))
        self._runs.mark(MarkKind.IMAGE, before, str(token.attrs.get("src", "")))
        self._at = token.meta["end"]

    def _tag(self, token: Token) -> None:
        content = token.content
        start, self._at = self._at, self._at + len(content)
        if not self._html.inline(content, self._placed.at(start), self._placed.end(self._at)):
            self._copy(start, self._at)

    def _open(self, token: Token) -> None:
        """Begin a mark; the cursor goes behind its sign."""
        target = str(token.attrs.get("href", ""))
        self._at += len(token.markup) if token.type != "link_open" else 1
        self._opened.append((self._runs.length, target))

    def _close(self, token: Token) -> None:
        before, target = self._opened.pop()
        kind = MarkKind.LINK if token.type == "link_close" else _SPANS[token.tag]
        self._runs.mark(kind, before, target)
        if token.info == "auto":
            self._at = self._placed.text.find(">", self._at) + 1
            return
        self._at = token.meta.get("end", self._at + max(len(token.markup), 1))
