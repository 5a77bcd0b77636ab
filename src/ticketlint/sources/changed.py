"""Only the tickets whose text has changed since a revision of git."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ticketlint.model import Failure, Ticket
from ticketlint.sources.inputs import Found, may_hold_tickets
from ticketlint.sources.origin import LeftOut, Origin, Read, absolute, file_origin
from ticketlint.sources.repository.changes import (
    Changes,
    ChangesError,
    OldTexts,
    changes_since,
    old_files,
)
from ticketlint.sources.repository.formats import is_conventional, read_together
from ticketlint.sources.repository.root import root_of

ReadOne = Callable[[Found], Iterator[Read]]


def changed_only(
    found: Iterable[Found], revision: str, read: ReadOne, then: ReadOne
) -> Iterator[Read]:
    """Yield of each input what differs from the revision; `then` reads files as they were.

    What is no file, such as standard input, is read whole. Files that have not changed are not
    read at all. A repository that cannot be asked is one failure.
    """
    known: dict[Path | None, _Known | None] = {}
    for one in found:
        if not isinstance(one, Origin) or one.path is None:
            yield from read(one)
            continue
        path = absolute(one.path)
        root = root_of(path.parent)
        if root not in known:
            try:
                known[root] = _Known(changes_since(revision, path.parent, os.environ), then)
            except ChangesError as error:
                known[root] = None
                yield Failure(f"--changed: {error}", str(root or one.name))
        repository = known[root]
        if repository and repository.concerns(path):
            yield from repository.news(read(one))


class _Known:
    """The changes of one repository, and the old texts, read when they are first needed."""

    def __init__(self, changes: Changes, then: ReadOne) -> None:
        self._changes = changes
        self._then = then
        self._old: OldTexts | None = None

    def concerns(self, path: Path) -> bool:
        """Tell whether a file, or one that is read with it, has changed."""
        return self._changes.concerns(path, read_together(path))

    def news(self, items: Iterable[Read]) -> Iterator[Read]:
        """Yield the items without the tickets that read as before."""
        if self._old is None:
            self._old = OldTexts(self._tickets())
        for item in items:
            if isinstance(item, Ticket) and self._old.holds(item):
                yield LeftOut("unchanged ticket")
            else:
                yield item

    def _tickets(self) -> Iterator[Ticket]:
        """Yield the tickets of all files that have changed, as they stood at the base."""
        wanted = {read_together(file) or file for file in self._changes.files}
        with old_files(self._changes, wanted) as files:
            for file in files:
                if not may_hold_tickets(file.name):
                    continue
                origin = replace(file_origin(file), is_found=is_conventional(file.as_posix()))
                yield from (item for item in self._then(origin) if isinstance(item, Ticket))
