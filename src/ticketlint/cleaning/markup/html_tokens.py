"""Cut HTML into tags, comments and text, each with its place; never fails, linear in time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from html import unescape

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][^\s/<>]*+)"
    r"(?P<rest>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
)
_DECLARATION = re.compile(r"<[!?][^<>]*+>")
_ATTRIBUTE = re.compile(
    r"([^\s=/\"'<>]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++)))?"
)
ENTITY = re.compile(r"&(?:#\d{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};)")
# Any other name in angle brackets is an author's placeholder or code, hence text.
_ELEMENTS = frozenset(
    """
    a abbr acronym address area article aside audio b base basefont bdi bdo big blockquote body br
    button canvas caption center cite code col colgroup command data datalist dd del details dfn
    dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2
    h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map
    mark menu meta meter nav nobr noframes noscript object ol optgroup option output p param picture
    pre progress q rp rt ruby s samp script section select small source span strike strong style sub
    summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var
    video wbr
    """.split()
)
_OFFICE = ("o:", "w:", "v:", "m:", "st1:")
_UNSEEN = frozenset({"script", "style"})


class TokenKind(Enum):
    """What a token of HTML is."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of HTML at `start` to `end`; `name` is in lower case and empty for text."""

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


class Finder:
    """Finds strings ahead of an ascending place, in time linear in the text for all calls."""

    def __init__(self, text: str) -> None:
        """Search in this text."""
        self._text = text
        self._found: dict[str, int] = {}

    def find(self, what: str, at: int) -> int:
        """Return where `what` next stands at or after `at`, or -1."""
        found = self._found.get(what, 0)
        if found >= 0 and (found < at or what not in self._found):
            found = self._found[what] = self._text.find(what, at)
        return found


def tokens(text: str) -> Iterator[Token]:
    """Yield all tokens in order; what is no well-formed tag is text."""
    finder = Finder(text)
    start = at = 0
    while (at := finder.find("<", at)) >= 0:
        token = _token(text, at, finder)
        if token is None:
            at += 1
            continue
        if start < at:
            yield Token(TokenKind.TEXT, start, at)
        yield token
        start = at = _after(token, finder)
    if start < len(text):
        yield Token(TokenKind.TEXT, start, len(text))


def _token(text: str, at: int, finder: Finder) -> Token | None:
    if text.startswith("<!--", at):
        end = finder.find("-->", at + 2)
        return Token(TokenKind.COMMENT, at, end + 3) if end >= 0 else None
    if (match := _TAG.match(text, at)) and _is_element(match["name"].lower()):
        kind = TokenKind.CLOSE if match["close"] else TokenKind.OPEN
        rest = match["rest"]
        attributes = _attributes(rest) if rest and not match["close"] else {}
        return Token(kind, at, match.end(), match["name"].lower(), attributes)
    if match := _DECLARATION.match(text, at):
        return Token(TokenKind.OPEN, at, match.end(), "!")
    return None


def _is_element(name: str) -> bool:
    return name in _ELEMENTS or name.startswith(_OFFICE)


def _after(token: Token, finder: Finder) -> int:
    """Return where reading goes on: behind the token, and the content of a script."""
    if token.kind is TokenKind.OPEN and token.name in _UNSEEN:
        return max(finder.find(f"</{token.name}", token.end), token.end)
    return token.end


def _attributes(rest: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(rest)
    }
