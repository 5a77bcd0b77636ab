"""Read the inline marks of Jira wiki markup on one line."""

import re
from dataclasses import dataclass
from html import unescape

from ticketlint.markup.blocks import MarkKind
from ticketlint.markup.builder import Runs
from ticketlint.markup.html_tokens import ENTITY, Finder

# Where both sides of a sign are words or spaces it is no markup; the rest is decided in pairs.
_TOKEN = re.compile(
    r"(?P<url>\b(?:https?|ftp|file)://[^\s|\[\]{}]+)"
    r"|(?P<tt>\{\{(?:\{\})?)"
    r"|(?P<color>\{color(?::[^{}\n]*+)?\})"
    r"|\{(?P<forced>[*_+^~-])\}"
    r"|\{(?P<code>code|noformat)(?::[^{}\n]*+)?\}"
    r"|\[(?P<link>[^\[\]\n]++)\]"
    r"|!(?P<image>[^\s!|\n][^!|\n]*+)(?P<options>\|[^!\n]*+)?!"
    r"|(?P<slashes>\\\\)"
    r"|\\(?P<escaped>[\[\]{}()*_+^~!|?#&@:;.<>-])"
    r"|(?P<icon>(?<!\S)\((?:/|x|!|\?)\)(?!\S))"
    rf"|(?P<entity>{ENTITY.pattern})"
    r"|(?P<cite>\?\?)"
    r"|(?P<sign>(?<![\w\\])(?P<open>[*_+^~-])(?!\s|(?P=open))|(?<![\s\\])[*_+^~-](?![\w*_+^~-]))"
)
_SIGNS = {
    "*": MarkKind.STRONG,
    "_": MarkKind.EMPHASIS,
    "-": MarkKind.STRIKE,
    "??": MarkKind.EMPHASIS,
    "+": None,
    "^": None,
    "~": None,
}
_ICONS = {"(/)": "✅", "(x)": "❌", "(!)": "⚠️", "(?)": "❓"}
_FILE = re.compile(r"\.\w{2,5}$|^https?://|^data:")
_TARGET = re.compile(r"^(?:\w+://|mailto:|www\.|[#^~/]|[\w.+-]+@\w|\S+[./#@:]\S+$)", re.IGNORECASE)
_BARE = re.compile(r"^(?:\w+://\S|mailto:|www\.\S|[^\s@]+@\w[\w.-]+\.\w+$|\^|~\w|#\w)")
_PATH = re.compile(r"(?:^|\s)[\"'(]?(?:[A-Za-z]:)?(?:[^\s\\]*(?:\\\\?[^\s\\]+)*)?$")
_TRAILING = "*_-+.,;:!?)^~"


@dataclass(slots=True)
class _Event:
    """A stretch of markup: text that stands for it, and the mark it begins or ends."""

    start: int
    end: int
    text: str | None = None
    sign: str = ""
    opens: bool = False
    closes: bool = False
    kind: MarkKind | None = None
    target: str = ""
    partner: int = -1
    copies: tuple[int, int] | None = None


class WikiInline:
    """Writes lines of wiki markup into runs; lines must come in ascending order."""

    def __init__(self, source: str) -> None:
        """Read lines of that text."""
        self._source = source
        self._finder = Finder(source)
        self._events: list[_Event] = []

    def write(self, runs: Runs, start: int, end: int) -> None:
        """Append `source[start:end]`, a line or a part of one, without its markup."""
        self._events = []
        self._scan(start, end)
        self._pair()
        at = start
        opened: dict[int, int] = {}
        for index, event in enumerate(self._events):
            runs.copy(at, event.start)
            at = event.end
            self._emit(runs, index, event, opened)
        runs.copy(at, end)

    def _emit(self, runs: Runs, index: int, event: _Event, opened: dict[int, int]) -> None:
        before = runs.length
        if event.partner > index:
            opened[event.partner] = before
        elif event.partner >= 0:
            if event.kind is not None:
                runs.mark(event.kind, opened[index], event.target)
        elif event.sign:
            runs.copy(event.start, event.end)
        else:
            if event.copies:
                runs.copy(*event.copies)
            elif event.text:
                runs.put(event.text, event.start, event.end)
            if event.kind is not None:
                runs.mark(event.kind, before, event.target)

    def _scan(self, start: int, end: int) -> None:
        at = start
        while match := _TOKEN.search(self._source, at, end):
            at = max(self._token(match, end), at + 1)

    def _token(self, match: re.Match[str], end: int) -> int:
        """Note what the token is and return where scanning goes on."""
        name = match.lastgroup or ""
        start, after = match.span()
        add = self._events.append
        if name in {"tt", "code"}:
            return self._code(match, end)
        if name == "link":
            return self._link(match)
        if name in {"image", "options"}:
            return self._image(match)
        if name == "url":
            return start + len(match[0].rstrip(_TRAILING))
        if name == "color":
            add(_Event(start, after, text=""))
        elif name == "forced":
            add(_Event(start, after, sign=match["forced"], opens=True, closes=True))
        elif name == "slashes":
            if not self._is_path(start, end):
                add(_Event(start, after, text="\n"))
        elif name == "escaped":
            add(_Event(start, after, copies=(start + 1, after)))
        elif name == "icon":
            add(_Event(start, after, text=_ICONS[match[0]]))
        elif name == "entity":
            add(_Event(start, after, text=unescape(match[0])))
        elif name == "cite":
            add(_Event(start, after, sign="??", opens=True, closes=True))
        else:
            add(self._sign(match, start, end))
        return after

    def _sign(self, match: re.Match[str], start: int, end: int) -> _Event:
        before = self._source[start - 1] if start else " "
        after = self._source[start + 1] if start + 1 < end else " "
        sign = match[0]
        closes = not before.isspace() and before != sign and not (after.isalnum() or after == sign)
        opens = match["open"] is not None and before != sign
        return _Event(start, start + 1, sign=sign, opens=opens, closes=closes)

    def _code(self, match: re.Match[str], end: int) -> int:
        start, inner = match.span()
        closing = "}}" if match["tt"] else "{" + match["code"] + "}"
        close = self._finder.find(closing, inner)
        if close < 0 or close + len(closing) > end:
            return inner
        last = close
        if match["tt"] and self._source.startswith("}}}", close):
            last = close = close + 1
        if match["tt"] and self._source.startswith("{}", close - 1) and close > inner:
            last = close - 1
        after = close + len(closing)
        self._events.append(
            _Event(start, after, copies=(inner, max(last, inner)), kind=MarkKind.CODE)
        )
        return after

    def _link(self, match: re.Match[str]) -> int:
        start, after = match.span()
        label, _, rest = match["link"].partition("|")
        target = rest.partition("|")[0].strip() if rest else label.strip()
        is_link = (_TARGET if rest else _BARE).match(target)
        if not is_link:
            return start + 1
        inner = start + 1
        if not rest and target[0] in "^~":
            self._name(start, after, target)
            return after
        opening = len(self._events)
        self._events.append(_Event(start, inner))
        self._scan(inner, inner + len(label))
        self._events[opening].partner = len(self._events)
        self._events.append(
            _Event(inner + len(label), after, kind=MarkKind.LINK, target=target, partner=opening)
        )
        return after

    def _name(self, start: int, after: int, target: str) -> None:
        """Note a person or an attached file."""
        name = target[1:]
        if target[0] == "^":
            event = _Event(start, after, copies=(start + 2, after - 1), kind=MarkKind.LINK)
        else:
            event = _Event(start, after, text=f"@{name}", kind=MarkKind.MENTION)
        event.target = name
        self._events.append(event)

    def _image(self, match: re.Match[str]) -> int:
        start, after = match.span()
        name = match["image"].strip()
        before = self._source[start - 1] if start else " "
        if before.isalnum() or not _FILE.search(name):
            return start + 1
        alt = re.search(r"alt=\"([^\"]*)\"|alt=([^,|!]*)", match["options"] or "")
        text = (alt[1] or alt[2] or "") if alt else ""
        self._events.append(_Event(start, after, text=text, kind=MarkKind.IMAGE, target=name))
        return after

    def _is_path(self, start: int, end: int) -> bool:
        """Return whether two backslashes belong to a path of Windows."""
        follows = self._source[start + 2] if start + 2 < end else " "
        if not (follows.isalnum() or follows in "$%."):
            return False
        before = self._source[max(start - 80, 0) : start]
        return (
            before[-1:].isspace()
            or not before
            or bool(re.search(r"(?:^|\W)[A-Za-z]:\S*$", before))
            or before.endswith(('"', "'", "("))
        )

    def _pair(self) -> None:
        """Find the partner of each sign; what stays alone is text."""
        openers: dict[str, int] = {}
        for index, event in enumerate(self._events):
            if not event.sign:
                continue
            opening = openers.get(event.sign, -1)
            if event.closes and opening >= 0 and self._events[opening].end < event.start:
                del openers[event.sign]
                self._events[opening].partner = index
                event.partner, event.kind = opening, _SIGNS[event.sign]
            elif event.opens:
                openers[event.sign] = index
