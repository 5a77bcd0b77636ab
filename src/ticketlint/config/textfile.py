"""Read a small text file, whatever lies under its name: no pipe, no device, nothing endless."""

import os
import stat
from pathlib import Path

# A rule, a configuration or a list of words is written by hand; a larger file is something else.
MAX_BYTES = 1_000_000


class UnreadableError(Exception):
    """A file that is not read; the message says why and names no path."""


def read_text(path: Path, most: int = MAX_BYTES) -> str:
    """Return the UTF-8 text of a regular file of at most `most` bytes, without a byte-order mark.

    Raises: UnreadableError.
    """
    try:
        data = _read(path, most)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from None
    except ValueError:  # a NUL in the name
        raise UnreadableError("cannot be read: not the name of a file") from None
    if len(data) > most:
        raise UnreadableError(f"larger than {most // 1_000_000} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"is not UTF-8 text (line {line})") from None


def is_file(path: Path) -> bool:
    """Tell whether a regular file lies there; no name is too odd to be asked for."""
    try:
        return path.is_file()
    except OSError:  # a name that is too long, a folder that must not be read
        return False


def is_folder(path: Path) -> bool:
    """Tell whether a folder lies there; no name is too odd to be asked for."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _read(path: Path, most: int) -> bytes:
    # Not blocking, since opening a pipe that nobody writes to would wait for ever.
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(opened, "rb") as file:  # noqa: PTH123 - a descriptor, not a path
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise UnreadableError("is not a regular file")
        return file.read(most + 1)


def as_text(name: str) -> str:
    """Return the name of a file, whose bytes may be no text, fit for a message."""
    return name.encode("utf-8", "replace").decode()


def shown(path: Path) -> str:
    """Return a path as a message names it: from the working directory, where it is below that."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
