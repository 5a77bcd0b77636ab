"""Inputs in an object store, by address: `s3://bucket/tickets/`; what reads them is an extra."""

import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ticketlint.model import Failure
from ticketlint.sources.origin import HEAD_BYTES, ByteStream, Origin, remote_origin

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://")
_TODO_INSTALL = "install the extra: pip install 'ticketlint[dask]'"
_TODO_ENV = "set it in the environment, as the library of the store tells"


def is_remote(name: str) -> bool:
    """Tell whether an input is an address, not a path."""
    return _ADDRESS.match(name) is not None


def remote_origins(address: str, suffixes: tuple[str, ...]) -> Iterator[Origin | Failure]:
    """Yield the file at an address, or those of a folder with such a suffix, by their names."""
    name = _told(address)
    if name != address:
        yield Failure(f"a secret does not belong in an address ({_TODO_ENV})", name)
        return
    try:
        yield from _found(address, suffixes)
    except ImportError as error:
        yield Failure(f"cannot be read: {_line(error)} ({_TODO_INSTALL})", name)
    except (OSError, ValueError) as error:
        yield Failure(f"cannot be read: {_line(error)} (check the address)", name)


def _found(address: str, suffixes: tuple[str, ...]) -> Iterator[Origin | Failure]:
    from fsspec.core import url_to_fs

    system, root = url_to_fs(address)
    if not system.isdir(root):
        yield _origin(system, root)
        return
    files = [path for path in sorted(system.find(root)) if _suffix(path) in suffixes]
    yield from (_origin(system, path) for path in files)
    if not files:
        yield Failure("no ticket files at this address", address)


def _origin(system: Any, path: str) -> Origin:
    def opened() -> ByteStream:
        return io.BufferedReader(_Bytes(system.open(path, "rb")), HEAD_BYTES)

    return remote_origin(system.unstrip_protocol(path), opened)


def _suffix(path: str) -> str:
    return PurePosixPath(path.removesuffix(".gz")).suffix.lower()


def _told(address: str) -> str:
    """Return an address without a name or a password in it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = parts.netloc.rpartition("@")[2]
    return address if host == parts.netloc else parts._replace(netloc=host).geturl()


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


class _Bytes(io.RawIOBase):
    """The bytes of a file of a store, as a raw stream that can go back."""

    def __init__(self, stored: Any) -> None:
        super().__init__()
        self._stored = stored

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._stored.seek(offset, whence))

    def tell(self) -> int:
        return int(self._stored.tell())

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        told = self._stored.read(len(buffer))
        buffer[: len(told)] = told
        return len(told)

    def close(self) -> None:
        self._stored.close()
        super().close()
