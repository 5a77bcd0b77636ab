"""The files of a pull, and how each step of it is made to survive a kill.

`X` is the finished file, `X.manifest` tells what it is; `X.part` and `X.state` are there while
a pull is under way. The state is replaced in one step after the part was written, so that
everything in the part beyond `size` is a page that was cut off and is read again.
"""

import errno
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from ticketlint.sources.jira.errors import JiraError

_VERSION = 1
_CHUNK = 1024 * 1024
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class State:
    """How far a pull is.

    `request` tells what is pulled. `mode` is `full`, or `changes` since the last pull.
    `next` is where the following page begins, `walked` says that there is none. `size` and
    `count` are what is safe in the part. `began` is the server's clock at the start.
    `install` is the suffix of the file that is ready to become the finished one.
    """

    request: str
    mode: str
    began: float
    next: str = ""
    walked: bool = False
    size: int = 0
    count: int = 0
    install: str = ""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one pull."""

    out: Path

    @property
    def part(self) -> Path:
        """Return the file that holds what was read so far."""
        return self._beside("part")

    @property
    def merged(self) -> Path:
        """Return the file in which old issues and changed ones are put together."""
        return self._beside("merged")

    def _beside(self, suffix: str) -> Path:
        return self.out.with_name(f"{self.out.name}.{suffix}")

    def state(self) -> State | None:
        """Return how far an unfinished pull is, None where there is none to go on with."""
        value = read_json(self._beside("state"))
        try:
            state = State(**value) if value else None
        except TypeError:
            return None
        if state is None or (not state.install and _size(self.part) < state.size):
            return None
        return state

    def keep(self, state: State) -> None:
        """Make a state the current one."""
        self._replace("state", asdict(state))

    def manifest(self) -> dict[str, Any] | None:
        """Return the manifest of the finished file; None where it does not belong to it."""
        value = read_json(self._beside("manifest"))
        fits = value and value.get("schema_version") == _VERSION and self.out.is_file()
        return value if fits and value and digest(self.out) == value.get("sha256") else None

    def install(self, state: State, manifest: dict[str, Any]) -> None:
        """Put the ready file in place; a kill between two steps is mended by doing it again."""
        ready = self._beside(state.install)
        whole = {"schema_version": _VERSION, **manifest}
        if ready.exists():
            self._replace("manifest", {**whole, "sha256": digest(ready)})
            ready.replace(self.out)
        for suffix in ("part", "merged", "state"):
            self._beside(suffix).unlink(missing_ok=True)

    def forget(self) -> None:
        """Drop an unfinished pull."""
        for suffix in ("state", "part", "merged"):
            self._beside(suffix).unlink(missing_ok=True)

    def _replace(self, suffix: str, value: dict[str, Any]) -> None:
        fresh = self._beside(f"{suffix}.new")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(value, file, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._beside(suffix))


class Part:
    """The file that a pull appends to; opening it drops a page that was cut off."""

    def __init__(self, path: Path, size: int) -> None:
        """Open the part at `size` bytes.

        Raises: OSError.
        """
        self._file = path.open("r+b" if size else "wb")
        self._file.truncate(size)
        self._file.seek(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def append(self, records: Iterable[dict[str, Any]]) -> int:
        """Write records as lines and return the size of the file once they are on disk."""
        for record in records:
            self._file.write(line(record))
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()


def line(record: dict[str, Any]) -> bytes:
    """Return a record as one line of JSON; half a character of a text stays escaped."""
    try:
        return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(record, separators=(",", ":")).encode() + b"\n"


def places(path: Path, size: int | None = None) -> Iterator[tuple[str, int, int]]:
    """Yield the id of each record in a file, where its line begins, and how long it is."""
    begin = 0
    if not path.exists():
        return
    with path.open("rb") as file:
        for text in file:
            if size is not None and begin >= size:
                return
            yield str(json.loads(text)["id"]), begin, len(text)
            begin += len(text)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    known = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            known.update(chunk)
    return known.hexdigest()


def read_json(path: Path) -> dict[str, Any] | None:
    """Return the object in a JSON file, None where there is none that can be read."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def cannot_write(error: OSError, path: Path, kept: int) -> JiraError:
    """Return the error for a file that cannot be written; so many issues are safe beside it."""
    todo = "check the path and who may write there"
    if error.errno in _NO_ROOM:
        todo = "make room, then run the command again: it goes on from there"
    told = f"; {kept:,} issues are kept in {path}.part" if kept else ""
    return JiraError(str(path), f"cannot be written: {error.strerror}{told}", todo)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
