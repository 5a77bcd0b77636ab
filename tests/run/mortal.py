"""Processes that are killed by the lines of one ticket; light, for each of them imports it."""

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ticketlint.cleaning.templates import Lines, Templates
from ticketlint.model import Ticket, TicketResult
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.execution import Shift, batches
from ticketlint.run.work import READING_LINES, lines_of_each
from ticketlint.run.workers import Worker, open_linter


def read_or_die(tickets: Sequence[Ticket]) -> list[Lines]:
    """Read lines in a process that does not survive one of the tickets."""
    if any(one.key.endswith("-7") for one in tickets):
        os.kill(os.getpid(), signal.SIGKILL)
    return lines_of_each(tickets)


class Mortal:
    """An engine of one process, which reads lines; tickets are judged in this one."""

    for_many = False

    def __init__(self, ruleset: Ruleset) -> None:
        """Start none yet."""
        self._ruleset = ruleset
        self._worker = Worker(ruleset)

    def lint(self, tickets: Iterable[Ticket], learnt: Templates) -> Iterator[TicketResult]:
        """Yield one result for each ticket, in input order."""
        linter = open_linter(self._ruleset).by(learnt)
        for batch in batches(tickets):
            yield from linter.lint(batch)

    def lines(self, tickets: Iterable[Ticket]) -> Iterator[Lines | None]:
        """Yield the lines of each ticket, in input order; None for one that is lost."""
        return Shift([self._worker], replace(READING_LINES, do=read_or_die)).over(tickets)

    def close(self) -> None:
        """End the process."""
        self._worker.close()
