"""Values by key in one SQLite file of a bounded size: those that were not used longest go first."""

import hashlib
import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from ticketlint.config import budgets

T = TypeVar("T")

# Tells our files from those of other programs; the name of the file tells its shape.
_APPLICATION = 0x746C6E74
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
# Another process may be writing; what cannot be kept in this time is judged again.
_WAIT = 5.0
# SQLite takes at most 999 values in one question where it was built long ago.
_ASKED = 500
_DAY = 24 * 60 * 60
# When it is full a tenth goes at a time.
_KEPT = 0.9
_SUM_BYTES = 8
_COLUMNS = ("key", "used", "sum", "value")
_ASK = "SELECT key, CAST(used AS INTEGER), sum, value FROM entries WHERE key IN (%s)"
_CREATE = f"""
    PRAGMA auto_vacuum = INCREMENTAL;
    PRAGMA journal_mode = WAL;
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS entries (
        key BLOB PRIMARY KEY, used INTEGER NOT NULL, sum BLOB NOT NULL, value BLOB NOT NULL
    );
    CREATE INDEX IF NOT EXISTS by_use ON entries (used);
    PRAGMA application_id = {_APPLICATION};
    COMMIT;
"""


class NotOursError(Exception):
    """Why a file is not used as a cache; it is left as it is."""


class _OtherShapeError(sqlite3.DatabaseError):
    """A file of ours whose tables or whose mark are not as they were made."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a cache holds: how many entries, in how many bytes, and when the oldest was used."""

    entries: int
    size: int
    oldest: float | None


class Entries:
    """The entries of one file, which is opened when it is first asked.

    Two processes may use it at once. A damaged file is begun anew; where it can be neither read
    nor written it holds nothing, and whoever asks is told once. Nothing is raised.
    """

    def __init__(
        self, path: Path, tell: Callable[[str], object], most: int = budgets.CACHE_BYTES
    ) -> None:
        """Open nothing yet; `tell` is handed one line for each fault, two at the most."""
        self._path = path
        self._tell = tell
        self._most = most
        self._file: sqlite3.Connection | None = None
        self._is_off = self._is_full = self._was_rebuilt = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._close()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the values that are there; one that is not as it was written is not."""
        nothing: dict[bytes, bytes] = {}
        return self._guarded(lambda file: _read(file, keys), nothing)

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep these values, in place of those of the same keys."""
        if values and not self._is_full:
            self._guarded(lambda file: self._write(file, values), None)

    def holdings(self) -> Holdings:
        """Return what the cache holds."""
        return self._guarded(_holdings, Holdings(0, 0, None))

    def clear(self) -> int | None:
        """Forget all entries and return how many could be read, None where they are still there."""
        return self._guarded(_clear, None)

    def _guarded(self, work: "Callable[[sqlite3.Connection], T]", nothing: T) -> T:
        """Return what work on the file gives, `nothing` where it cannot be used."""
        if self._is_off:
            return nothing
        try:
            return work(self._opened())
        except sqlite3.Error as error:
            if _is_damage(error) and not self._was_rebuilt:
                return self._rebuilt(work, nothing)
            self._fail(str(error))
        except OSError as error:
            self._fail(error.strerror or str(error))
        except NotOursError as error:
            self._fail(str(error))
        return nothing

    def _rebuilt(self, work: "Callable[[sqlite3.Connection], T]", nothing: T) -> T:
        self._was_rebuilt = True
        self._close()
        try:
            _remove(self._path)
        except OSError as error:
            self._fail(f"is damaged: {error.strerror}")
            return nothing
        self._tell(f"{self._path}: was damaged and is begun anew")
        return self._guarded(work, nothing)

    def _fail(self, why: str) -> None:
        """Go on without the file."""
        self._is_off = True
        self._close()
        todo = "name another folder in TICKETLINT_CACHE_DIR, or use --no-cache"
        self._tell(f"{self._path}: no cache: {why} ({todo})")

    def _opened(self) -> sqlite3.Connection:
        if self._file is None:
            self._file = _open(self._path)
        return self._file

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self, file: sqlite3.Connection, values: Mapping[bytes, bytes]) -> None:
        now = int(time.time())
        rows = ((key, now, _sum(key, value), value) for key, value in values.items())
        try:
            with file:
                file.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
            while _size(file) > self._most and _forget(file):
                pass
        except sqlite3.OperationalError as error:
            # What is there can still be read; nothing more is kept in this run.
            self._is_full = True
            self._tell(f"{self._path}: nothing more is kept: {error}")


def _open(path: Path) -> sqlite3.Connection:
    """Return the open file, made where there is none; nobody else can read it.

    Raises: OSError, sqlite3.Error, NotOursError.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_shared(path.parent)
    _make(path)
    file = sqlite3.connect(path, timeout=_WAIT, check_same_thread=False)
    try:
        _prepare(file)
    except BaseException:
        file.close()
        raise
    return file


def _make(path: Path) -> None:
    """Make the file for its owner alone, or make sure that it is one."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise NotOursError("is no plain file") from None
        _refuse_shared(path)


def _refuse_shared(path: Path) -> None:
    """Refuse what others can write to: they could tell us that a ticket is clear.

    Raises: NotOursError.
    """
    found = path.stat()
    if not hasattr(os, "geteuid"):  # Windows keeps folders of a user from others
        return
    if found.st_uid != os.geteuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        what = "its folder" if path.is_dir() else "it"
        raise NotOursError(f"others can write to {what}")


def _prepare(file: sqlite3.Connection) -> None:
    """Make the tables where there are none, else make sure that they are ours.

    Raises: NotOursError, sqlite3.Error.
    """
    # Another process may make them meanwhile, with its mark: the mark is read last.
    [[tables]] = file.execute("SELECT count(*) FROM sqlite_master")
    columns = tuple(
        name for (name,) in file.execute("SELECT name FROM pragma_table_info('entries')")
    )
    [[application]] = file.execute("PRAGMA application_id")
    if not tables:
        file.executescript(_CREATE)
    elif {application == _APPLICATION, columns == _COLUMNS} == {True, False}:
        raise _OtherShapeError("has other tables")
    elif application != _APPLICATION:
        raise NotOursError("is a file of another program")
    file.execute("PRAGMA synchronous = NORMAL")


def _read(file: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    old: list[bytes] = []
    now = int(time.time())
    for start in range(0, len(keys), _ASKED):
        some = keys[start : start + _ASKED]
        for key, used, told, value in file.execute(_ASK % ",".join("?" * len(some)), some):
            if _is_whole(key, told, value):
                found[key] = value
            if not now - _DAY < used <= now:
                old.append(key)
    if old:
        _touch(file, [(now, key) for key in old])
    return found


def _is_whole(key: bytes, told: object, value: object) -> bool:
    """Tell whether a value is the one that was written; a damaged row may hold anything."""
    return isinstance(value, bytes) and told == _sum(key, value)


def _touch(file: sqlite3.Connection, rows: Iterable[tuple[int, bytes]]) -> None:
    """Note the use of entries, once a day; a cache that cannot be written can still be read."""
    try:
        with file:
            file.executemany("UPDATE entries SET used = ? WHERE key = ?", rows)
    except sqlite3.OperationalError:
        file.rollback()


def _forget(file: sqlite3.Connection) -> int:
    """Forget the tenth that was not used longest, and return how many entries that is."""
    [[count]] = file.execute("SELECT count(*) FROM entries")
    few = max(1, count - int(count * _KEPT))
    with file:
        gone = file.execute(
            "DELETE FROM entries WHERE rowid IN "
            "(SELECT rowid FROM entries ORDER BY used, rowid LIMIT ?)",
            (few,),
        ).rowcount
    file.execute("PRAGMA incremental_vacuum").fetchall()
    return gone


def _size(file: sqlite3.Connection) -> int:
    """Return the bytes of the pages in use."""
    [[page], [pages], [free]] = (
        file.execute(f"PRAGMA {name}").fetchone()
        for name in ("page_size", "page_count", "freelist_count")
    )
    return int(page) * (int(pages) - int(free))


def _holdings(file: sqlite3.Connection) -> Holdings:
    [[count, oldest]] = file.execute("SELECT count(*), min(used) FROM entries")
    return Holdings(count, _size(file), oldest)


def _clear(file: sqlite3.Connection) -> int:
    with file:
        gone = file.execute("DELETE FROM entries").rowcount
    file.execute("VACUUM")
    return gone


def _remove(path: Path) -> None:
    for name in (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))):
        name.unlink(missing_ok=True)


def _sum(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(key + value, digest_size=_SUM_BYTES).digest()


def _is_damage(error: sqlite3.Error) -> bool:
    """Tell whether a file is at fault, by the primary code of SQLite, and not who else uses it."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, _OtherShapeError) or code in _DAMAGED
