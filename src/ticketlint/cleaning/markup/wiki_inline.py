"""Read the inline marks of Jira wiki markup on one line."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape

from ticketlint.cleaning.markup.blocks import MarkKind
from ticketlint.cleaning.markup.builder import Runs
from ticketlint.cleaning.markup.html_tokens import ENTITY, Finder

# Where both sides of a sign are words or spaces it is no markup; the rest is decided in pairs.
# What is looked ahead for spares the rest at most places: an eighth of the time.
_TOKEN = re.compile(
    r"(?=[{\[!\\(&?*_+^~-]|https?:|ftp:|file:)(?:"
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
    r"|(?P<sign>(?<![\w\\])(?P<open>[*_+^~-])(?!\s|(?P=open))|(?<![\s\\])[*_+^~-](?![\w*_+^~-])))"
)
_MARKUP = re.compile(r"[*_+^~{\[!\\&?-]|\([/x]")
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
_PATH = re.compile(r"(?:^|[\s\"'(])$|(?:^|\W)[A-Za-z]:\S*$")
_PATH_REACH = 80
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
        self._jumps: Mapping[str, Callable[[re.Match[str], int], int]] = {
            "tt": self._code,
            "code": self._code,
            "link": self._link,
            "image": self._image,
            "options": self._image,
        }

    def write(self, runs: Runs, start: int, end: int) -> None:
        """Append `source[start:end]`, a line or a part of one, without its markup."""
        if not _MARKUP.search(self._source, start, end):
            runs.copy(start, end)
            return
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
        match name:
            case "tt" | "code" | "link" | "image" | "options":
                return self._jumps[name](match, end)
            case "url":
                return start + len(match[0].rstrip(_TRAILING))
            case "slashes" if self._is_path(start, end):
                return after
            case "forced" | "cite":
                sign = match["forced"] or "??"
                event = _Event(start, after, sign=sign, opens=True, closes=True)
            case "escaped":
                event = _Event(start, after, copies=(start + 1, after))
            case "sign" | "open":
                event = self._sign(match, start, end)
            case _:
                event = _Event(start, after, text=_substitute(match[0]))
        self._events.append(event)
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
        if match["tt"] and self._source.startswith("{}", close - 1) and close > inner:
            last, close = close - 1, close + 1
        elif match["tt"] and self._source.startswith("}}}", close):
            last = close = close + 1
        after = close + len(closing)
        self._events.append(
            _Event(start, after, copies=(inner, max(last, inner)), kind=MarkKind.CODE)
        )
        return after

    def _link(self, match: re.Match[str], _end: int) -> int:
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

    def _image(self, match: re.Match[str], _end: int) -> int:
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
        before = self._source[max(start - _PATH_REACH, 0) : start]
        return (follows.isalnum() or follows in "$%.") and bool(_PATH.search(before))

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


def _substitute(found: str) -> str:
    """Return the text that an icon, a line break, an entity or a colour stands for."""
    if found[0] == "&":
        return unescape(found)
    return "\n" if found == "\\\\" else _ICONS.get(found, "")
