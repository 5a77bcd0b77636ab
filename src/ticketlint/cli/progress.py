"""Say how far a run is: how many tickets, how fast, and how long the rest will take."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ticketlint.model import TicketResult
    from ticketlint.sources.jira.settings import Watch

# Seconds before there is a rate to tell: the first tickets wait for what is loaded.
_SETTLED = 2.0


class Progress:
    """Counts the results that pass through, and tells a display of them."""

    def __init__(self, show: "Watch", limit: int | None = None) -> None:
        """Tell `show` one line at a time; of the tickets at most `limit` are judged."""
        self._show = show
        self._limit = limit
        self._total: int | None = None

    def expect(self, total: int) -> None:
        """Say how many tickets were counted in the inputs before."""
        self._total = total if self._limit is None else min(total, self._limit)

    def __call__(self, results: "Iterator[TicketResult]") -> "Iterator[TicketResult]":
        """Pass the results through."""
        began = time.monotonic()
        for count, result in enumerate(results, start=1):
            self._show(line(count, self._total, time.monotonic() - began))
            yield result


def line(count: int, total: int | None, seconds: float) -> str:
    """Return what is told when `count` tickets of `total` took so many seconds."""
    told = f"{count:,} tickets"
    if seconds < _SETTLED:
        return told
    told += f", {count / seconds:.0f} a second"
    if total is None or total < count:
        return told
    left = round((total - count) * seconds / count)
    return f"{told}, {left // 60}:{left % 60:02} left"
