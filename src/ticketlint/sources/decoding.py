"""Bytes to text: byte order marks, UTF-16, Windows-1252, and what is not text at all."""

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

from ticketlint.model import Notice
from ticketlint.sources.origin import HEAD_BYTES, ByteStream, Origin, TooLargeError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # The mark of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "zipped twice"),
    (b"SQLite format 3", "a database"),
)
_SPOKEN = {"cp1252": "Windows-1252", "utf-16": "UTF-16", "utf-32": "UTF-32"}
# A text with a stray zero byte is still a text; programs and pictures hold far more. Of random
# bytes, such as encrypted ones, an eighth are controls that no text has.
MOST_ZEROS, MOST_CONTROLS = 0.01, 0.05
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))
_BLANK_LINES = re.compile(r"(?:[^\S\n]*+\n)*+")
_CHUNK = 1024 * 1024


def binary_kind(head: bytes) -> str:
    """Return what a binary file seems to be; empty for text."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    controls = len(head) - len(head.translate(None, _CONTROLS))
    many = head.count(0) > len(head) * MOST_ZEROS or controls > len(head) * MOST_CONTROLS
    return "a binary file" if many and marked_encoding(head) is None else ""


def marked_encoding(head: bytes) -> str | None:
    """Return the encoding that a byte order mark or the zero bytes of UTF-16 tell."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    even, odd = head[:400:2], head[1:400:2]
    if odd and odd.count(0) > len(odd) * 0.7 and 0 not in even:
        return "utf-16-le"
    if odd and even.count(0) > len(even) * 0.7 and 0 not in odd:
        return "utf-16-be"
    return None


def encoding_of(origin: Origin) -> str:
    """Return the encoding of a whole input: the marked one, else UTF-8, else Windows-1252."""
    with origin.open() as stream:
        marked = marked_encoding(stream.peek(400))
        if marked is not None:
            return marked
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
        except TooLargeError:
            return "utf-8"  # told when the tickets before are read
    return "utf-8"


def head_text(head: bytes) -> str:
    """Return the first bytes as text; a character cut at the end is left out."""
    encoding = marked_encoding(head) or "utf-8"
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")


def first_text(origin: Origin) -> str:
    """Return the first text of an input below blank lines, enough to know the format by."""
    text = head_text(origin.head()).lstrip("\ufeff")
    if not text.strip():
        with open_text(origin, encoding_of(origin)) as stream:
            while (text := stream.read(HEAD_BYTES)) and not text.strip("\ufeff \t\r\n\f\v"):
                pass
            text += stream.read(HEAD_BYTES)
    blank = _BLANK_LINES.match(text)
    return text[blank.end() :] if blank else text


@contextmanager
def open_text(origin: Origin, encoding: str) -> Iterator[io.TextIOWrapper]:
    """Open an input as text with its line ends as stored."""
    # Five bytes mean nothing in Windows-1252; a visible U+FFFD is better than a lost file.
    errors = "replace" if encoding == "cp1252" else "strict"
    with (
        origin.open() as stored,
        io.TextIOWrapper(stored, encoding=encoding, errors=errors, newline="") as text,
    ):
        yield text


@contextmanager
def open_utf8(origin: Origin) -> Iterator[ByteStream]:
    """Open an input as UTF-8 bytes without a mark, whatever Unicode it is stored in."""
    with origin.open() as stored:
        encoding = marked_encoding(stored.peek(400)[:400])
        if encoding == "utf-8-sig":
            stored.read(len(codecs.BOM_UTF8))
        if encoding in (None, "utf-8-sig"):
            yield stored
            return
        with (
            io.TextIOWrapper(stored, encoding=encoding, newline="") as text,
            io.BufferedReader(_Recoded(text), HEAD_BYTES) as recoded,
        ):
            yield recoded


def encoding_notices(origin: Origin, encoding: str) -> Iterator[Notice]:
    """Yield a notice that names an encoding which is not UTF-8."""
    spoken = _SPOKEN.get(encoding.removesuffix("-le").removesuffix("-be"))
    if spoken:
        todo = "save it as UTF-8 if letters look wrong"
        yield Notice(f"not UTF-8, was read as {spoken} ({todo})", origin.name)


class _Recoded(io.RawIOBase):
    """A text as UTF-8 bytes."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        super().__init__()
        self._text = text

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # No character takes more than four bytes.
        data = self._text.read(max(len(buffer) // 4, 1)).encode()
        buffer[: len(data)] = data
        return len(data)
