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
from typing import BinaryIO

from ticketlint.model import Failure, Notice, Ticket

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
    raw: Callable[[], io.BufferedReader]

    @contextmanager
    def open(self) -> Iterator[io.BufferedReader]:
        """Open the bytes, unzipped."""
        with self.raw() as stored:
            zipped = stored.peek(2)[:2] == _GZIP
            yield io.BufferedReader(_Unzipped(stored), HEAD_BYTES) if zipped else stored

    def head(self) -> bytes:
        """Return the first bytes, enough to know the format by."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)


class _Unzipped(io.RawIOBase):
    """The unzipped bytes of a stream; a raw stream, so that a reader can peek into it."""

    def __init__(self, stored: io.BufferedReader) -> None:
        super().__init__()
        self._file = gzip.GzipFile(fileobj=stored)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._file.readinto(buffer)


def file_origin(path: str) -> Origin:
    """Return the origin of a file; a pipe such as `/dev/fd/63` is read to its end first."""
    file = Path(path)
    name = file.name.removesuffix(".gz")
    suffix = Path(name).suffix
    if file.is_file():
        return Origin(path, name.removesuffix(suffix), suffix.lower(), _reopener(file))
    with file.open("rb") as pipe:
        return Origin(path, name.removesuffix(suffix), suffix.lower(), _kept(pipe))


def stdin_origin(stdin: BinaryIO, key: str) -> Origin:
    """Return the origin of a stream that can be read only once; it is read to its end."""
    return Origin("stdin", key or "STDIN-1", "", _kept(stdin))


def _reopener(file: Path) -> Callable[[], io.BufferedReader]:
    return lambda: io.BufferedReader(file.open("rb", buffering=0), HEAD_BYTES)


def _kept(stream: BinaryIO) -> Callable[[], io.BufferedReader]:
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the origin
    shutil.copyfileobj(stream, copy)
    copy.flush()

    def reopen() -> io.BufferedReader:
        again = os.fdopen(os.dup(copy.fileno()), "rb", buffering=0)
        again.seek(0)
        return io.BufferedReader(again, HEAD_BYTES)

    return reopen
