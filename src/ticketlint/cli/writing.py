"""Files that are written beside their place and then renamed: there whole, or not at all."""

import errno
import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from ticketlint.errors import ConfigError

Write = Callable[[TextIO], object]
# What these folders hold is not kept in them: `/dev/stdout` is what the shell has opened.
_NOT_OF_DISK = ("/dev/", "/proc/")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
# A folder that takes no file, a file that is a mount of its own: the file itself may be writable.
_IN_PLACE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.EXDEV})


def write_file(path: Path, write: Write) -> None:
    """Hand `write` a UTF-8 stream, and put what it wrote into the place of the file.

    A file that is there keeps its permissions, a link its target; a pipe or device is written to
    as it is. Until all is written the old content stays.

    Raises: ConfigError where it cannot be written.
    """
    try:
        _write(path, write)
    except OSError as error:
        raise ConfigError(str(path), f"cannot be written: {error.strerror}") from None


def append_to_file(path: Path, write: Write) -> None:
    """Hand `write` a UTF-8 stream that is added to the end of a file.

    Raises: ConfigError where it cannot be written.
    """
    try:
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            write(stream)
    except OSError as error:
        raise ConfigError(str(path), f"cannot be written: {error.strerror}") from None


def _write(path: Path, write: Write) -> None:
    target = Path(os.path.realpath(path))
    there = _there(target)
    if _is_stream(path, there):
        # Not emptied: what other programs have written there is not ours.
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            write(stream)
        return
    if there and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.tmp")
    try:
        opened = os.open(beside, _NEW, 0o666)
    except OSError as error:
        if there is None or error.errno not in _IN_PLACE:
            raise
        _write_over(target, write)
        return
    try:
        with open(opened, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123 - a descriptor
            write(stream)
        _put(beside, target, there)
    finally:
        beside.unlink(missing_ok=True)


def _put(beside: Path, target: Path, there: os.stat_result | None) -> None:
    """Rename a file, or copy it where the target cannot be replaced."""
    if there:
        _own_alike(beside, there)
    try:
        beside.replace(target)
    except OSError as error:
        if error.errno not in _IN_PLACE:
            raise
        _write_over(target, lambda stream: stream.write(beside.read_text(encoding="utf-8")))


def _write_over(target: Path, write: Write) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as stream:
        write(stream)


def _own_alike(beside: Path, there: os.stat_result) -> None:
    """Give a file the owner, as far as we may, and the permissions of another."""
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(beside, there.st_uid, there.st_gid)
    beside.chmod(stat.S_IMODE(there.st_mode))


def _is_stream(path: Path, there: os.stat_result | None) -> bool:
    """Tell whether a path is a pipe, a device or what a process has opened."""
    if there and not stat.S_ISREG(there.st_mode) and not stat.S_ISDIR(there.st_mode):
        return True
    return os.path.abspath(path).startswith(_NOT_OF_DISK)  # noqa: PTH100 - keeps links


def _there(target: Path) -> os.stat_result | None:
    """Return what is known of a file, None where there is nothing."""
    try:
        return target.stat()
    except FileNotFoundError:
        return None
