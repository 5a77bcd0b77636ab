"""Where tickets come from: a file, plain or gzipped, or the bytes of stdin."""

import gzip
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from ticketlint.model import Failure, Notice, Ticket

ByteStream: TypeAlias = "io.BufferedReader[Any]"
Item = Ticket | Failure | Notice

# Larger than any ticket seen (1.1 million characters), small enough to hold in memory.
MAX_BYTES = 64 * 1024 * 1024
HEAD_BYTES = 64 * 1024

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What a user may say about the inputs.

    `input_format` None finds the format of each input. `acceptance_fields` are names or ids
    of fields that hold acceptance criteria, besides the names known to the tool.
    """

    input_format: str | None = None
    stdin_key: str = ""
    acceptance_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """One input: `name` as told to people, `stem` and `suffix` without `.gz`.

    `raw` opens the stored bytes anew at each call, so that an input can be read twice.
    """

    name: str
    stem: str
    suffix: str
    raw: Callable[[], ByteStream]

    @contextmanager
    def open(self) -> Iterator[ByteStream]:
        """Open the bytes, unzipped."""
        with self.raw() as stored:
            if stored.peek(2)[:2] != _GZIP:
                yield stored
                return
            with io.BufferedReader(_Unzipped(stored), HEAD_BYTES) as unzipped:
                yield unzipped

    def head(self) -> bytes:
        """Return the first bytes, enough to know the format by."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)


class _Unzipped(io.RawIOBase):
    """The unzipped bytes of a stream; a raw stream, so that a reader can peek into it."""

    def __init__(self, stored: ByteStream) -> None:
        super().__init__()
        self._file = gzip.GzipFile(fileobj=stored)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


def file_origin(file: Path) -> Origin:
    """Return the origin of a file that can be opened again and again."""
    return _origin(str(file), lambda: io.BufferedReader(file.open("rb", buffering=0), HEAD_BYTES))


@contextmanager
def stream_origin(name: str, stream: BinaryIO) -> Iterator[Origin]:
    """Keep a stream that can be read only once, such as a pipe, for as long as it is needed."""
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        copy.flush()

        def reopen() -> ByteStream:
            again = os.fdopen(os.dup(copy.fileno()), "rb", buffering=0)
            again.seek(0)
            return io.BufferedReader(again, HEAD_BYTES)

        yield _origin(name, reopen)


def _origin(name: str, raw: Callable[[], ByteStream]) -> Origin:
    file = Path(Path(name).name.removesuffix(".gz"))
    return Origin(name, file.stem, file.suffix.lower(), raw)
