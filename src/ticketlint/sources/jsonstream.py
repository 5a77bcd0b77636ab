"""A JSON text read value by value, with a fault in one value confined to that value.

The parser is the standard library's. A streaming parser (ijson 3.6) was tried first: a fault
ends its stream, and 100,000 open brackets make it take more than 20 GB of memory.
"""

import json
import re
from io import TextIOBase
from itertools import accumulate, count
from typing import Any

from ticketlint.config import budgets
from ticketlint.sources.origin import MEGABYTE

_CHUNK = 64 * 1024
_SPACE = re.compile(r"[ \t\r\n]*")
_BRACKET_OR_QUOTE = re.compile(r'[\[\]{}"]')
_IN_STRING = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL)
_JUNK = re.compile(r"[^,\[\]{}\"]*+")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
# The longest thing that can be cut at the end of a chunk without being in a string.
_CUT = 16
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
# A string up to its end, or to that of the text: what is open is not looked for from each quote.
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+(?P<end>"|\\?\Z)', re.DOTALL)
# Steps from bracket to bracket before whole chunks are tried; a chunk costs as much.
_SKIP_EVERY = 2000
_FEW_PARTS = 50_000
_TOO_DEEP = f"nested deeper than {budgets.RECORD_DEPTH} levels (flatten the record)"
_HALF = "half a character: a lone \\ud800 to \\udfff (write the whole pair)"


class BadValueError(Exception):
    """A value that cannot be used; the text says why and what to do."""


def decode_value(text: str, start: int) -> tuple[object, int]:
    """Return the JSON value at `start` and where it ends.

    Raises: json.JSONDecodeError for a syntax fault, BadValueError for what JSON may not hold
    and for what is too large.
    """
    try:
        value, end = _DECODER.raw_decode(text, start)
        part = text[start:end]
        # Counting is cheap and nearly always enough.
        opened, most = part.count("{") + part.count("["), budgets.RECORD_DEPTH
        if opened > most and _deeper(value, most):
            raise BadValueError(_TOO_DEEP)
        part.encode("utf-8")
        if _ESCAPED_SURROGATE.search(part):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError:
        raise
    except UnicodeEncodeError as error:
        # An undecodable byte stands in the text as U+DC80 to U+DCFF.
        raw = "\udc80" <= error.object[error.start] <= "\udcff"
        raise BadValueError("not UTF-8 (save it as UTF-8)" if raw else _HALF) from None
    except RecursionError:
        raise BadValueError(_TOO_DEEP) from None
    except ValueError as error:
        raise BadValueError(_spoken(error)) from None
    return value, end


def check_size(size: int, parts: int) -> None:
    """Refuse a record of so many characters, and of so many commas and open brackets.

    Raises: BadValueError, before the parser makes a hundred bytes of each comma.
    """
    if size > budgets.RECORD_BYTES:
        raise BadValueError(
            f"a record longer than {budgets.RECORD_BYTES // MEGABYTE} MB (split it)"
        )
    if parts > budgets.RECORD_PARTS:
        raise BadValueError(f"a record of more than {budgets.RECORD_PARTS:,} values (split it)")


def parts_of(text: str, start: int, end: int) -> int:
    """Return how many commas and open brackets a part of a JSON text has.

    Where they are few those in strings, which cost nothing, are counted too.
    """
    parts = sum(text.count(mark, start, end) for mark in ",[{")
    if parts <= _FEW_PARTS:
        return parts
    outside = _STRING.sub("", text[start:end])
    return sum(outside.count(mark) for mark in ",[{")


def _spoken(error: ValueError) -> str:
    if "integer string conversion" in str(error):
        return "a number of more than 4,300 digits (write it as a string)"
    return str(error)


def _refuse_constant(name: str) -> object:
    raise ValueError(f"not JSON: {name} (write a number or null)")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _deeper(record: object, limit: int) -> bool:
    """Say whether a value is nested deeper than `limit`; walks without recursion."""
    level: list[Any] = [record]
    for _ in range(limit):
        level = [
            member
            for value in level
            for member in (value.values() if isinstance(value, dict) else value)
            if isinstance(member, dict | list)
        ]
        if not level:
            return False
    return True


class JsonStream:
    """A position in a JSON text of any length; `line` is its 1-based line.

    `size` and `parts` are the characters, and the commas and open brackets, of all values so far.

    Holds one value and a chunk in memory.
    """

    def __init__(self, stream: TextIOBase) -> None:
        """Begin at the start of `stream`."""
        self.line = 1
        self.size = self.parts = 0
        self._stream = stream
        self._text = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """Return the next character that is not white space; empty at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._move(match.end() if match else self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, wanted: str) -> bool:
        """Step over the next character if it is `wanted`."""
        if self.peek() != wanted:
            return False
        self._move(self._at + 1)
        return True

    def value(self) -> object:
        """Read the next value.

        Raises: BadValueError, and then the position is behind the value.
        """
        try:
            self.peek()
            return self._value()
        except BadValueError:
            self._skip_value()
            raise

    def skip_rest(self) -> None:
        """Step to behind the bracket that closes the list or object we are in."""
        self._skip(1)

    def _value(self) -> object:
        while True:
            try:
                value, end = decode_value(self._text, self._at)
            except json.JSONDecodeError as error:
                if not (self._may_be_cut(error) and self._more()):
                    line = self.line + self._text.count("\n", self._at, error.pos)
                    raise BadValueError(f"not JSON: {error.msg} in line {line} (mend it)") from None
                continue
            self.size += end - self._at
            self.parts += parts_of(self._text, self._at, end)
            self._move(end)
            return value

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        end = len(self._text)
        check_size(end - self._at, parts_of(self._text, self._at, end))
        return error.msg.startswith("Unterminated") or error.pos >= len(self._text) - _CUT

    def _more(self) -> bool:
        """Read on; what lies behind is dropped. The chunk grows with what is kept."""
        kept = self._text[self._at :]
        size = min(max(_CHUNK, len(kept)), MEGABYTE)
        added = "" if self._ended else self._stream.read(size)
        self._ended = not added
        self._text, self._at = kept + added, 0
        return bool(added)

    def _move(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def _skip_value(self) -> None:
        if self.peek() in {"[", "{", '"'}:
            self._skip(0)
        while self.peek() not in {"", ",", "]", "}"}:
            junk = _JUNK.match(self._text, self._at + 1)
            self._move(junk.end() if junk else self._at + 1)

    def _skip(self, depth: int) -> None:
        """Step over tokens until none of the `depth` open brackets, nor a later one, is open."""
        for step in count(1):
            if step % _SKIP_EVERY == 0:
                depth = self._skip_chunks(depth)
            match = _BRACKET_OR_QUOTE.search(self._text, self._at)
            if match is None:
                self._move(len(self._text))
                if not self._more():
                    return
                continue
            self._move(match.end())
            if match.group() == '"':
                self._skip_string()
            depth += _STEPS.get(match.group(), 0)
            if depth <= 0:
                return

    def _skip_chunks(self, depth: int) -> int:
        """Step over chunks in which nothing that is open ends; return the new depth.

        Much faster than bracket by bracket.
        """
        while part := self._text[self._at : self._at + _CHUNK]:
            text = _STRING.sub(lambda string: "" if string["end"] == '"' else '"', part)
            brackets = text.encode("utf-8", "replace").translate(None, _NOT_BRACKETS)
            brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
            depths = list(accumulate(map(_STEPS.__getitem__, brackets.decode())))
            if '"' in text or min(depths, default=0) + depth <= 0:
                break
            self._move(self._at + len(part))
            depth += depths[-1] if depths else 0
            if self._at == len(self._text):
                self._more()
        return depth

    def _skip_string(self) -> None:
        """Step behind the end of the string that we are in, however long it is."""
        while True:
            match = _IN_STRING.match(self._text, self._at)
            self._move(match.end() if match else self._at)
            # What stops it is the quotation mark, or a backslash that the chunk ends with.
            if self._text.startswith('"', self._at):
                self._move(self._at + 1)
                return
            if not self._more():
                self._move(len(self._text))
                return
