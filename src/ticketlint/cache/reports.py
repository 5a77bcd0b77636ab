"""The report of a run, kept whole in parts: where nothing has changed it is the same again."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from ticketlint.model import Failure, Gate, Notice, Report, RuleNote, State, Unjudged, Versions
from ticketlint.model.coding import Coding, of_results
from ticketlint.model.figures import Figures
from ticketlint.model.spill import Spill

_KEY_BYTES = 16
# A larger report is made anew, or one of it would crowd out the results of others.
MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Head:
    """A report but its tickets, which are the values of so many `blocks`; the names are its own."""

    blocks: int
    versions: Versions
    gate: Gate
    failures: tuple[Failure, ...]
    notices: tuple[Notice, ...]
    closed: int
    rules: tuple[RuleNote, ...]
    hidden: tuple[State, ...]
    counted: Unjudged | None
    figures: Figures | None


_NAMES = tuple(one.name for one in fields(Head) if one.name != "blocks")


def values_of(report: Report, slot: bytes, state: bytes) -> Mapping[bytes, bytes]:
    """Return a report as values by key, none for one that is too large or cannot be kept.

    It takes the place of the one that was kept in this `slot` before. Each value begins with the
    `state`, so that parts of two reports never become one.
    """
    results = Spill(of_results())
    for result in report.results:
        results.append(result)
    values = {}
    room = MOST_BYTES
    for number, block in enumerate(results.blocks(), start=1):
        room -= len(block)
        if room < 0:
            return {}
        values[_key(slot, number)] = state + block
    head = Head(len(values), **{name: getattr(report, name) for name in _NAMES})
    values[head_key(slot)] = state + Coding(Head).encode([head])
    return values


def head_key(slot: bytes) -> bytes:
    """Return the key of the part that tells how many there are."""
    return _key(slot, 0)


def head_of(value: bytes, state: bytes) -> Head:
    """Return the head that a value holds.

    Raises: ValueError where it holds none, or that of another state.
    """
    [head] = Coding(Head).decode(_own(value, state))
    return head


def block_keys(slot: bytes, head: Head) -> Iterator[bytes]:
    """Yield the keys of the blocks of a report."""
    return (_key(slot, number) for number in range(1, head.blocks + 1))


def report_of(head: Head, values: Iterator[bytes], state: bytes) -> Report:
    """Return the report of a head and the values of its blocks.

    Raises: ValueError where one is no part of it.
    """
    results = Spill(of_results())
    for value in values:
        results.take(_own(value, state))
    return Report(results=results, **{name: getattr(head, name) for name in _NAMES})


def _own(value: bytes, state: bytes) -> bytes:
    if not value.startswith(state):
        raise ValueError("of another state")
    return value[len(state) :]


def _key(slot: bytes, number: int) -> bytes:
    return hashlib.blake2b(slot + number.to_bytes(8, "big"), digest_size=_KEY_BYTES).digest()
