"""Reads what a test writes: a file of any name, or stdin, into tickets, failures and notices."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ticketlint.model import Failure, Notice, Ticket
from ticketlint.sources import SourceOptions, read_tickets


@dataclass
class Result:
    """What came out of some inputs."""

    tickets: list[Ticket] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def ticket(self) -> Ticket:
        """The only ticket, with nothing to complain about."""
        assert (self.failures, self.notices) == ([], [])
        [ticket] = self.tickets
        return ticket

    @property
    def failure(self) -> Failure:
        """The only failure."""
        [failure] = self.failures
        return failure

    @property
    def keys(self) -> list[str]:
        return [ticket.key for ticket in self.tickets]


def sort(items: Iterable[Ticket | Failure | Notice]) -> Result:
    result = Result()
    for item in items:
        match item:
            case Ticket():
                result.tickets.append(item)
            case Failure():
                result.failures.append(item)
            case Notice():
                result.notices.append(item)
    return result


def text_of(ticket: Ticket, name: str = "description") -> str | None:
    found = ticket.field(name)
    return found.text if found else None


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Result]:
    def _read(content: str | bytes, name: str = "PAY-1.md", **options: object) -> Result:
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(data)
        return sort(read_tickets([str(tmp_path / name)], SourceOptions(**options)))

    return _read


@pytest.fixture
def read_stdin() -> Callable[..., Result]:
    def _read(content: str | bytes, **options: object) -> Result:
        data = content.encode() if isinstance(content, str) else content
        return sort(read_tickets(["-"], SourceOptions(**options), io.BytesIO(data)))

    return _read
