"""Look tickets up before they are judged, and keep what was found out about the others."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from ticketlint.cache.kept import Kept
from ticketlint.cache.keys import Keys, content_of
from ticketlint.cleaning.templates import (
    NO_TEMPLATES,
    TICKETS_READ,
    Lines,
    ReadLines,
    Templates,
    learn_templates,
    read_lines,
)
from ticketlint.config import budgets
from ticketlint.config.settings import Config
from ticketlint.model import Ticket, TicketResult
from ticketlint.run.execution import batches
from ticketlint.run.reading import Reading
from ticketlint.run.stopping import Cut
from ticketlint.sources import SourceOptions, is_read_once
from ticketlint.sources.inputs import origins
from ticketlint.sources.origin import MEGABYTE, Origin

Lint = Callable[[Iterable[Ticket]], Iterator[TicketResult]]

# So many batches are looked up at a time; what is not known of them is judged in batches again.
_TOGETHER = 30
# So many new results are kept at a time, so that a run that is stopped has not worked for nothing.
_KEPT_TOGETHER = 300


class Remembering:
    """Judges what no earlier run has judged."""

    def __init__(self, kept: Kept, keys: Keys, lint: Lint) -> None:
        """Take what judges, and the cache that is asked before it."""
        self._kept = kept
        self._keys = keys
        self._lint = lint
        # So many tickets no earlier run had judged.
        self.anew = 0

    def lint(self, tickets: Iterable[Ticket]) -> Iterator[TicketResult]:
        """Yield one result for each ticket, in input order."""
        todo = batches(tickets)
        while some := list(chain.from_iterable(islice(todo, _TOGETHER))):
            keys = [self._keys.of(ticket) for ticket in some]
            yield from self._results(some, keys, self._kept.results(some, keys))

    def _results(
        self,
        tickets: Sequence[Ticket],
        keys: Sequence[bytes],
        known: Sequence[TicketResult | None],
    ) -> Iterator[TicketResult]:
        todo = [ticket for ticket, result in zip(tickets, known, strict=True) if result is None]
        self.anew += len(todo)
        # Whatever judges imports spaCy when it is asked, even for nothing.
        judged = self._lint(todo) if todo else iter(())
        new: dict[bytes, TicketResult] = {}
        try:
            for key, result in zip(keys, known, strict=True):
                if result is None:
                    new[key] = next(judged)
                yield new[key] if result is None else result
                if len(new) == _KEPT_TOGETHER:
                    self._kept.keep(new)
                    new = {}
        except Cut as cut:
            new |= {self._keys.of(ticket): result for ticket, result in cut.beyond}
            raise
        finally:
            self._kept.keep(new)


def learnt_templates(
    inputs: Sequence[str],
    config: Config,
    options: SourceOptions,
    kept: Kept | None = None,
    expect: Callable[[int], None] | None = None,
    *,
    read: ReadLines = read_lines,
) -> Templates:
    """Return the lines that recur in the tickets of the inputs; `expect` is told their number.

    `read` gives the lines of many tickets.

    Standard input and pipes can be read only once and Jira should be, so nothing is learnt
    where one of them is named.
    """
    if not config.learn_templates or any(map(is_read_once, inputs)):
        return NO_TEMPLATES
    return learnt_lines(inputs, options, kept, expect, read=read)


def learnt_lines(
    inputs: Sequence[str],
    options: SourceOptions,
    kept: Kept | None,
    expect: Callable[[int], None] | None = None,
    *,
    read: ReadLines = read_lines,
) -> Templates:
    """Return the lines that recur in the tickets of some files, learnt or known from before.

    `expect` is told the number of tickets, where that shows by the way.
    """
    # Which tickets have changed is told by git, not by the bytes of the files.
    before = _digest(inputs, options) if kept and options.changed is None else ""
    known = kept.templates(before) if kept and before else None
    if known is not None:
        return known
    reading = Reading(inputs, options)
    lines = _Known(kept, inputs, options, read) if kept and before else None
    learnt = learn_templates(reading, lines or read)
    if lines:
        lines.keep()
    if expect is not None and reading.count < TICKETS_READ:
        expect(reading.count)
    # Somebody may have written to the files meanwhile.
    if kept and lines and lines.is_whole and before == _digest(inputs, options):
        kept.keep_templates(before, learnt)
    return learnt


class _Known:
    """Gives the lines of tickets, those of one that is as it was from before.

    `is_whole` as long as none was lost; nothing is kept of one that was.
    """

    def __init__(
        self, kept: Kept, inputs: Sequence[str], options: SourceOptions, read: ReadLines
    ) -> None:
        self._kept = kept
        self._read = read
        told = repr((list(inputs), options)).encode("utf-8", "backslashreplace")
        self._slot = hashlib.blake2b(told, digest_size=16).hexdigest()
        self._before = kept.lines(self._slot)
        self._now: dict[bytes, tuple[tuple[str, str], ...]] = {}
        self.is_whole = True

    def __call__(self, tickets: Iterable[Ticket]) -> Iterator[Lines | None]:
        todo = batches(tickets)
        while some := list(chain.from_iterable(islice(todo, _TOGETHER))):
            keys = list(map(content_of, some))
            new = {
                key: ticket
                for key, ticket in zip(keys, some, strict=True)
                if key not in self._before and key not in self._now
            }
            self._now.update((key, self._before[key]) for key in keys if key in self._before)
            self._take(zip(new, self._read(new.values()), strict=True))
            yield from (dict(self._now[key]) if key in self._now else None for key in keys)

    def _take(self, found: Iterable[tuple[bytes, Lines | None]]) -> None:
        for key, lines in found:
            if lines is None:
                self.is_whole = False
            else:
                self._now[key] = tuple(lines.items())

    def keep(self) -> None:
        """Keep the lines of all tickets that were asked for and could be read."""
        if self._now.keys() != self._before.keys():
            self._kept.keep_lines(self._slot, self._now)


def _digest(inputs: Sequence[str], options: SourceOptions) -> str:
    """Return a digest of the names and the bytes of all files, and of how they are read.

    Empty where a file cannot be read.
    """
    try:
        return _told(inputs, options)
    except OSError:
        return ""


def _told(inputs: Sequence[str], options: SourceOptions) -> str:
    told = hashlib.blake2b(repr(options).encode("utf-8", "backslashreplace"), digest_size=16)
    for found in origins(inputs, options, None):
        told.update(ascii(found if not isinstance(found, Origin) else found.name).encode())
        if isinstance(found, Origin):
            told.update(_of_bytes(found))
    return told.hexdigest()


def _of_bytes(origin: Origin) -> bytes:
    """Return a digest of the bytes of a file, of as many as are read of one."""
    told = hashlib.blake2b()
    room = budgets.FILE_BYTES + 1
    with origin.raw() as stream:
        while room and (chunk := stream.read(min(MEGABYTE, room))):
            told.update(chunk)
            room -= len(chunk)
    return told.digest()
