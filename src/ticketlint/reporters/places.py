"""Where a CI host shows a finding: a path it takes, and a line of it."""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import PurePath

from ticketlint.harmless.terminal import printable
from ticketlint.model import Address, FilePosition, Location
from ticketlint.sources.inputs import STDIN

_KEY = re.compile(r"(?P<project>[A-Za-z][A-Za-z0-9_]*)-[0-9]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
# So much of a key stays readable in a path; no key of a tracker is longer.
_MOST = 60


@dataclass(frozen=True, slots=True)
class HostPlace:
    """A place that a host can show; `column` is None where only the record is known.

    `path` is relative with `/`, or absolute as the user named it. `file` is the position in the
    source file where that holds the words as they are.
    """

    path: str
    line: int
    file: FilePosition | None = None
    is_absolute: bool = False

    @property
    def column(self) -> int | None:
        """Return the column in code points, from 1."""
        return self.file.column if self.file else None


def place_of(address: Address, location: Location | None = None) -> HostPlace:
    """Return where a finding, or without one its ticket, is shown.

    That is its file, or for a ticket of none the path that `pseudo_path` gives; the line is that
    of the words, else that of the record.
    """
    # What is read from a tracker or a pipe has no file.
    is_file = address.line is not None and address.source != STDIN
    file = location.file if location else None
    source = file.path if file and file.path else address.source
    place = place_in_file(source, address.line or 1) if is_file else None
    if place is None:
        return HostPlace(pseudo_path(address), 1)
    return replace(place, line=file.line, file=file) if file else place


def pseudo_path(address: Address) -> str:
    """Return the path of a ticket that is no file, the same in each run: `tickets/PAY/PAY-12.md`.

    ASCII without `..`, line breaks or a root, whatever the key is; keys that are no plain names
    get a digest, so that no two share a path.
    """
    found = _KEY.fullmatch(address.key)
    project = found["project"] if found else address.project
    folder = f"{_slug(project)}/" if project else ""
    return f"tickets/{folder}{_slug(address.key)}.md"


def place_in_file(source: str, line: int) -> HostPlace | None:
    """Return a line of a source, None where no host can show it: outside of the folder."""
    path = PurePath(source)
    if not source or ".." in path.parts or printable(source) != source:
        return None
    return HostPlace(path.as_posix(), line, is_absolute=path.is_absolute())


def _slug(name: str) -> str:
    """Return a name that is safe as a part of a path; one that had to change gets a digest."""
    safe = _UNSAFE.sub("-", name).strip(".-")[:_MOST]
    if safe == name:
        return safe
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{safe}-{digest}" if safe else digest
