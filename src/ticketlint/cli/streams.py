"""Standard output and standard error that take any text and outlive their reader."""

import codecs
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

# What our own lines are drawn with, for encodings such as cp1252 or ASCII; one for one.
_LOOKALIKES = dict(zip("│█░─−–—…“”„‘’→·", '|#.----."""\'\'>.', strict=True))
_ERRORS = "ticketlint.lookalike"


def _lookalike(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_LOOKALIKES.get(char, "?") for char in lost), error.end


codecs.register_error(_ERRORS, _lookalike)


class _Descriptor(io.FileIO):
    """An open file that is written to until that fails once; later writes go nowhere.

    Libraries answer a failed write each in their own way (typer ends with 1, which means
    findings), so none of them sees one; `fault` tells it.
    """

    fault: OSError | None = None

    def write(self, data: Any, /) -> int:
        """Write, or drop the bytes where an earlier write failed."""
        if self.fault is None:
            try:
                return super().write(data)
            except OSError as error:
                self.fault = error
        return memoryview(data).nbytes


@contextmanager
def hardened() -> Iterator[None]:
    """Replace both streams by ones that never raise, and put them back."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _hardened(before[0]), _hardened(before[1])
    try:
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        sys.stdout, sys.stderr = before


def _hardened(stream: TextIO | None) -> TextIO:
    """Return a stream to the same place; one that is no plain file is used as it is."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    buffer = getattr(stream, "buffer", None)
    if not isinstance(stream, io.TextIOWrapper) or buffer is None:
        return stream
    # Not a console of Windows, which is written to in another way, nor a stream in memory.
    if type(getattr(buffer, "raw", buffer)) is not io.FileIO:
        stream.reconfigure(errors=_ERRORS)
        return stream
    raw = _Descriptor(stream.fileno(), "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors=_ERRORS,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def fault_of(stream: TextIO) -> OSError | None:
    """Return why a stream takes nothing any more, None as long as it does."""
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    return raw.fault if isinstance(raw, _Descriptor) else None


def say(text: str = "", *, err: bool = False) -> None:
    """Write one line at once; typer's `echo` writes UTF-8 where the stream says ASCII."""
    stream = sys.stderr if err else sys.stdout
    stream.write(f"{text}\n")
    stream.flush()
