"""The cache of one command: results and learnt lines of templates, by what decides them."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from ticketlint.cache import reports
from ticketlint.cache.entries import Entries, Holdings
from ticketlint.cache.program import program_digest
from ticketlint.config import budgets
from ticketlint.model import Report, Ticket, TicketResult
from ticketlint.model.coding import Coding, of_results

if TYPE_CHECKING:
    from ticketlint.cleaning.templates import Templates

T = TypeVar("T")
_KEY_BYTES = 16
# Blocks of a kept report that are read at a time.
_BLOCKS_TOGETHER = 20


Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KnownLines:
    """The lines of tickets that others may share, by the digest of the ticket."""

    tickets: dict[bytes, Lines]


class Kept:
    """What earlier runs have found out; see `Entries` for what happens where it cannot be used."""

    def __init__(
        self, path: Path, tell: Callable[[str], object], most: int = budgets.CACHE_BYTES
    ) -> None:
        """Open nothing yet."""
        self._entries = Entries(path, tell, most)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._entries.__exit__(kind, error, at)

    def results(
        self, tickets: Sequence[Ticket], keys: Sequence[bytes]
    ) -> list[TicketResult | None]:
        """Return the results of the tickets of these keys, None for each that is not known.

        A result is that of the same ticket, wherever that stood; it is told where it stands now.
        """
        found = self._entries.get(keys)
        return [_placed(found.get(key), ticket) for key, ticket in zip(keys, tickets, strict=True)]

    def keep(self, results: Mapping[bytes, TicketResult]) -> None:
        """Keep results by their keys, without where their tickets stood.

        One that tells of a failure is tried again the next time.
        """
        sound = {key: _moved(one) for key, one in results.items() if not one.failures}
        self._put(of_results(), sound)

    def templates(self, digest: str) -> "Templates | None":
        """Return the lines that were learnt from inputs of this digest, None where nobody did."""
        from ticketlint.cleaning.templates import Templates

        key = _key("templates", digest)
        told = self._entries.get([key]).get(key)
        return None if told is None else _one(Coding(Templates), told)

    def keep_templates(self, digest: str, learnt: "Templates") -> None:
        """Keep what was learnt from inputs of this digest."""
        from ticketlint.cleaning.templates import Templates

        self._put(Coding(Templates), {_key("templates", digest): learnt})

    def lines(self, slot: str) -> Mapping[bytes, Lines]:
        """Return the lines of tickets that are kept in a slot, by the digest of the ticket."""
        key = _key("lines", slot)
        told = self._entries.get([key]).get(key)
        found = _one(Coding(KnownLines), told) if told else None
        return found.tickets if found else {}

    def keep_lines(self, slot: str, tickets: dict[bytes, Lines]) -> None:
        """Keep the lines of tickets in a slot, in place of those before."""
        self._put(Coding(KnownLines), {_key("lines", slot): KnownLines(tickets)})

    def report(self, slot: bytes, state: bytes) -> Report | None:
        """Return the report of a run that is kept in a slot, where its inputs had this state."""
        key = reports.head_key(slot)
        told = self._entries.get([key]).get(key, b"")
        try:
            head = reports.head_of(told, state)
            return reports.report_of(head, self._blocks(slot, head), state)
        except ValueError:
            return None

    def _blocks(self, slot: bytes, head: reports.Head) -> Iterator[bytes]:
        """Yield the values of the blocks, nothing for one that is not there; a few are held."""
        keys = reports.block_keys(slot, head)
        while some := list(islice(keys, _BLOCKS_TOGETHER)):
            found = self._entries.get(some)
            yield from (found.get(key, b"") for key in some)

    def keep_report(self, slot: bytes, state: bytes, report: Report) -> None:
        """Keep a report in a slot, in place of the one before."""
        try:
            self._entries.put(reports.values_of(report, slot, state))
        except ValueError:  # half a character, in a name of a file or in a notice
            return

    def _put(self, coding: Coding[T], values: Mapping[bytes, T]) -> None:
        told = ((key, _told(coding, value)) for key, value in values.items())
        self._entries.put({key: one for key, one in told if one})

    def holdings(self) -> Holdings:
        """Return what the cache holds."""
        return self._entries.holdings()

    def clear(self) -> int | None:
        """Forget everything and return how many entries that were, None where that failed."""
        return self._entries.clear()


def _placed(told: bytes | None, ticket: Ticket) -> TicketResult | None:
    result = None if told is None else _one(of_results(), told)
    if result is None:
        return None
    return _moved(result, ticket.source, ticket.line)


def _moved(result: TicketResult, source: str = "", line: int | None = None) -> TicketResult:
    """Return a result whose ticket stands there."""
    return replace(result, address=replace(result.address, source=source, line=line))


def _told(coding: Coding[T], value: T) -> bytes:
    """Return a value as it is kept, nothing for one that cannot be coded."""
    try:
        return coding.encode([value])
    except ValueError:
        return b""


def _one(coding: Coding[T], told: bytes) -> T | None:
    """Return the value that was kept, None where it is no such value."""
    try:
        [value] = coding.decode(told)
    except ValueError:
        return None
    return value


def _key(what: str, digest: str) -> bytes:
    told = f"{what} {program_digest()} {digest}".encode()
    return hashlib.blake2b(told, digest_size=_KEY_BYTES).digest()
