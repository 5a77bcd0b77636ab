"""Change inputs as tickets go wrong: pieces doubled, pumped, swapped, cut, signs put in."""

import random
from collections.abc import Callable, Sequence

_SIGNS = (
    *("**", "*", "_", "`", "```\n", "~~", "# ", "> ", "- ", "- [ ] ", "1. ", "|", "||", "|-|-|\n"),
    *("{code}", "{noformat}", "{quote}", "{panel}", "{color:red}", "{{", "}}", "[a|http://b.c]"),
    *("<b>", "</b>", "<table><tr><td>", "</td>", "<pre>", "<!--", "-->", "&nbsp;", "&#97;", "<br>"),
    *("<rss>", "<?xml ?>", "<item>", "</item>", "<!DOCTYPE x>", "&x;", "<![CDATA[", "]]>"),
    *(
        '"',
        "'",
        "\\",
        "\\u0000",
        "\\ud800",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        ";",
        "null",
        "true",
        "-1",
    ),
    *("1e999", '{"type": "text", "text": "', '"attrs": {', '"content": [', '"marks": [{'),
    *("\n", "\r\n", "\r", "\n\n", "\t", " ", "    ", "\0", "\ufeff", "\u200b", "\u202e", "\u2028"),
    *("\U0001f600", "\u00e9", "\ud800", "---\n", "title: ", "id: A\n", "&a ", "*a ", "!!python/x "),
    *("password: ", "pwd=", "is ", "Given ", "as a ", "so that ", "AB-1: ", "https://a.b/c", "()"),
    *("match:\n", "regex: ", "phrase: ", "(?i)(a+)+$", "{match}", "{x}", "severity: ", "yes", "~"),
)
_PIECES = tuple(sign.encode("utf-8", "surrogatepass") for sign in _SIGNS)
_MOST_CHANGES = 6
_FILLS = 0.03


def mutate(data: bytes, longest: int, chance: random.Random) -> bytes:
    """Return the input after one to six changes, at most `longest` bytes of it."""
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        data = chance.choice(_CHANGES)(data, chance)[:longest]
    return data


def _range(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + int(chance.expovariate(1 / 20)))


def _put(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(_PIECES) + data[at:]


def _replace(data: bytes, chance: random.Random) -> bytes:
    start, end = _range(data, chance)
    return data[:start] + chance.choice(_PIECES) + data[end:]


def _drop(data: bytes, chance: random.Random) -> bytes:
    start, end = _range(data, chance)
    return data[:start] + data[end:]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _move(data: bytes, chance: random.Random) -> bytes:
    start, end = _range(data, chance)
    rest = data[:start] + data[end:]
    at = chance.randint(0, len(rest))
    return rest[:at] + data[start:end] + rest[at:]


def _pump(data: bytes, chance: random.Random) -> bytes:
    """Repeat a piece of the input or a sign so often that what is not linear shows."""
    start, end = _range(data, chance)
    piece = data[start:end] if chance.random() < 0.5 else chance.choice(_PIECES)
    return data[:start] + piece * _times(chance) + data[end:]


def _pump_pieces(data: bytes, chance: random.Random) -> bytes:
    piece = b"".join(chance.choice(_PIECES) for _ in range(chance.randint(2, 4)))
    at = chance.randint(0, len(data))
    return data[:at] + piece * _times(chance) + data[at:]


def _times(chance: random.Random) -> int:
    """Return how often a piece is repeated; seldom so often that it fills the input."""
    return int(2 ** chance.uniform(1, 14 if chance.random() < _FILLS else 6))


def _byte(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


_CHANGES: Sequence[Callable[[bytes, random.Random], bytes]] = (
    *(_put, _put, _replace, _drop, _cut, _move, _pump, _pump_pieces, _byte),
)
