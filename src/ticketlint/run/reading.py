"""Read the inputs of a run: its tickets, and apart from them what else the sources tell."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO

from ticketlint.model import Failure, Notice, Ticket
from ticketlint.sources import RECORDS, SourceOptions, read_tickets
from ticketlint.sources.records import RecordSource


@dataclass(slots=True)
class Reading:
    """Tickets as they are read; keeps what else the sources told, in order.

    With `is_closed`, tickets in such a status are counted and left out. With `limit`, reading
    stops at the ticket after so many. `records` reads those that are JSON, as in `read_tickets`.
    """

    inputs: Sequence[str]
    options: SourceOptions
    live: Iterable[Ticket | Failure | Notice] = ()
    failures: list[Failure] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    is_closed: Callable[[str], bool] | None = None
    limit: int | None = None
    count: int = 0
    closed: int = 0
    left_out: int = 0
    records: Mapping[str, RecordSource] = field(default_factory=lambda: RECORDS)

    def __iter__(self) -> Iterator[Ticket]:
        stdin = _stdin() if "-" in self.inputs else None
        files = read_tickets(self.inputs, self.options, stdin, self.records)
        for item in chain(files, self.live):
            match item:
                case Ticket() if self.is_closed and self.is_closed(item.status):
                    self.closed += 1
                case Ticket() if self.count == self.limit:
                    told = f"there are more tickets than the {self.count} that were read"
                    self.notices.append(Notice(told, "--limit"))
                    return
                case Ticket():
                    self.count += 1
                    yield item
                case Failure():
                    self.failures.append(item)
                case Notice():
                    self.left_out += item.left_out
                    self.notices.append(item)

    def all_failures(self) -> list[Failure]:
        """Return what could not be read; a run without any ticket is a failure too."""
        told = self.count or self.closed or self.left_out or self.failures
        if told or self.options.changed is not None:
            return self.failures
        return [Failure("no tickets (name a file or folder that holds some)")]


def _stdin() -> BinaryIO | None:
    """Return standard input, None where the process has none."""
    return getattr(sys.stdin, "buffer", None)
