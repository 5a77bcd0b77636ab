"""Where tickets come from: a file, plain or gzipped, or the bytes of stdin."""

import gzip
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from ticketlint.config import budgets
from ticketlint.config.settings import CLOSED_STATUSES
from ticketlint.model import Failure, Notice, Ticket

ByteStream: TypeAlias = "io.BufferedReader[Any]"
Item = Ticket | Failure | Notice


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Tickets that a source left out, so that they are counted; `what` is one of them."""

    what: str
    count: int = 1


CLOSED, ARCHIVED = "closed ticket", "archived ticket"
Read = Item | LeftOut

HEAD_BYTES = 64 * 1024

_GZIP = b"\x1f\x8b"
MEGABYTE = 1024 * 1024


class TooLargeError(Exception):
    """An input holds more than is read of one; what stands before was read."""


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What a user may say about the inputs.

    `input_format` None finds the format of each input. `acceptance_fields` are names or ids
    of fields that hold acceptance criteria, besides the names known to the tool.
    Of tickets beside code those in one of `closed_statuses`, and archived ones, are read with
    `include_closed` only. `are_found` tells that the inputs are files which a search of a folder
    has found. `changed` None reads all tickets, else those of a folder whose text
    differs from that revision, "" being the one that a CI host or pre-commit names, else HEAD.
    `links` is the address of a ticket in its tracker with `{key}` in it, "" where nobody told it.
    """

    input_format: str | None = None
    stdin_key: str = ""
    acceptance_fields: tuple[str, ...] = ()
    closed_statuses: tuple[str, ...] = CLOSED_STATUSES
    include_closed: bool = False
    are_found: bool = False
    changed: str | None = None
    links: str = ""

    def leaves_out(self, status: str) -> bool:
        """Tell whether a ticket beside code in this status is left out."""
        closed = {name.casefold() for name in self.closed_statuses}
        return not self.include_closed and status.strip().casefold() in closed


@dataclass(frozen=True, slots=True)
class Origin:
    """One input: `name` as told to people, `stem` and `suffix` without `.gz`.

    `names_ticket` tells that the user gave the stem as the key of the one ticket that it holds.
    `path` is its file, None for a stream; `is_found` tells that it was found in a folder.
    `raw` opens the stored bytes anew at each call, so that an input can be read twice.
    """

    name: str
    stem: str
    suffix: str
    raw: Callable[[], ByteStream]
    names_ticket: bool = False
    path: Path | None = None
    is_found: bool = False

    @property
    def posix(self) -> str:
        """Return the whole path with `/`, the name where it is no file."""
        return absolute(self.path).as_posix() if self.path else self.name

    def beside(self, relative: str) -> "Origin | None":
        """Return a plain file by its path from the folder of this one, None without one."""
        if self.path is None:
            return None
        file = self.path.parent / relative
        return file_origin(file) if _is_own(file, self.path.parent) else None

    def around(self, pattern: str) -> Iterator["Origin"]:
        """Yield the plain files that a pattern finds from the folder of this one, by name.

        Links are not followed, and no more are read than `SIBLING_FILES`.
        """
        if self.path is None:
            return
        files = islice(self.path.parent.glob(pattern), budgets.SIBLING_FILES)
        yield from (file_origin(file) for file in sorted(files) if _is_own(file, self.path.parent))

    @contextmanager
    def open(self) -> Iterator[ByteStream]:
        """Open the bytes, unzipped."""
        with self.raw() as stored:
            kind = _Unzipped if stored.peek(2)[:2] == _GZIP else _Plain
            with io.BufferedReader(kind(stored), HEAD_BYTES) as bounded:
                yield bounded

    def head(self) -> bytes:
        """Return the first bytes, enough to know the format by."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)


def absolute(path: Path) -> Path:
    """Return a path from the root of the system, without `..`; links stay as they are named."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow links


def _is_own(file: Path, folder: Path) -> bool:
    """Tell whether a path from a folder is a file, and no part of it a link to anywhere."""
    here = os.path.realpath(folder)
    plain = os.path.normpath(os.path.join(here, os.path.relpath(file, folder)))  # noqa: PTH118
    return file.is_file() and os.path.realpath(file) == plain


class _Plain(io.RawIOBase):
    """The bytes of a stream, as many as a file may hold.

    A raw stream, so that a reader can peek into it.
    """

    def __init__(self, stored: ByteStream) -> None:
        super().__init__()
        self._file: ByteStream | gzip.GzipFile = stored
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = self._file.readinto(buffer)
        self._count += count
        if self._count > budgets.FILE_BYTES:
            raise TooLargeError(f"larger than {budgets.FILE_BYTES // MEGABYTE} MB")
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


class _Unzipped(_Plain):
    """The unzipped bytes of a stream, as many as honest text of its size can hold."""

    def __init__(self, stored: ByteStream) -> None:
        super().__init__(stored)
        self._stored = stored
        self._file = gzip.GzipFile(fileobj=stored)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = super().readinto(buffer)
        most = max(budgets.ZIP_FREE_BYTES, budgets.ZIP_RATIO * self._stored.tell())
        if self._count > most:
            raise TooLargeError(f"unzips to more than {budgets.ZIP_RATIO} times its size")
        return count


def file_origin(file: Path) -> Origin:
    """Return the origin of a file that can be opened again and again."""
    origin = _origin(str(file), lambda: io.BufferedReader(file.open("rb", buffering=0), HEAD_BYTES))
    return replace(origin, path=file)


def text_origin(name: str, text: str) -> Origin:
    """Return the origin of a text as if it stood in a file of that name, in UTF-8."""
    stored = text.encode("utf-8", "replace")
    return _origin(name, lambda: io.BufferedReader(io.BytesIO(stored), HEAD_BYTES))


def remote_origin(address: str, raw: Callable[[], ByteStream]) -> Origin:
    """Return the origin of what is stored elsewhere, which `raw` opens again and again."""
    return _origin(address, raw)


@contextmanager
def stream_origin(
    name: str, stream: BinaryIO, is_wanted: Callable[[bytes], bool]
) -> Iterator[Origin]:
    """Keep a stream that can be read only once, such as a pipe, for as long as it is needed.

    Where the first bytes are not wanted, no more of it is read.
    """
    with tempfile.TemporaryFile() as copy:
        room = budgets.FILE_BYTES + 1
        head = chunk = stream.read(HEAD_BYTES)
        while chunk and is_wanted(head):
            copy.write(chunk)
            room -= len(chunk)
            chunk = stream.read(min(MEGABYTE, room))
        copy.write(chunk)
        copy.flush()

        def reopen() -> ByteStream:
            again = os.fdopen(os.dup(copy.fileno()), "rb", buffering=0)
            again.seek(0)
            return io.BufferedReader(again, HEAD_BYTES)

        yield _origin(name, reopen)


def _origin(name: str, raw: Callable[[], ByteStream]) -> Origin:
    file = Path(Path(name).name.removesuffix(".gz"))
    return Origin(name, file.stem, file.suffix.lower(), raw)
