"""What a worker of a Dask cluster runs: it loads the pipeline once, and judges batches."""

import asyncio
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from distributed import Worker, WorkerPlugin, get_worker

from ticketlint.cache.program import program_digest
from ticketlint.cleaning.templates import NO_TEMPLATES, Lines, Templates
from ticketlint.model import Ticket, TicketResult
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.work import lines_of_each
from ticketlint.run.workers import open_linter

if TYPE_CHECKING:
    from ticketlint.judging.linter import Linter

# A worker may have several threads, and serve several runs; a pipeline is for one thread at a time,
# and so is the Markdown parser, which all of them share.
_ONE_AT_A_TIME = threading.Lock()


class Linters(WorkerPlugin):
    """What each worker is given once: by what it judges; it loads the pipeline when it comes.

    A worker that takes the place of one that was lost is set up by it too.
    """

    def __init__(self, ruleset: Ruleset) -> None:
        """Take what judges; each run has a name of its own, for a cluster may have several."""
        self._ruleset = ruleset
        self._program = program_digest()
        self.name = f"ticketlint-{uuid4().hex}"

    async def setup(self, worker: Worker) -> None:  # noqa: ARG002 - Dask hands it over
        """Load all that the worker needs to judge, while it goes on to answer its scheduler.

        Raises: RuntimeError where it runs another program, which could judge otherwise.
        """
        if program_digest() != self._program:
            raise RuntimeError("it runs another version of ticketlint, Python or a library")
        self._linter = None
        await asyncio.to_thread(self.lint, (), NO_TEMPLATES)

    def lint(self, tickets: Sequence[Ticket], learnt: Templates) -> list[TicketResult]:
        """Judge a batch."""
        with _ONE_AT_A_TIME:
            if self._linter is None:
                self._linter = open_linter(self._ruleset)
            return self._linter.by(learnt).lint(tickets)

    def __getstate__(self) -> dict[str, Any]:
        """Return what crosses to a worker."""
        return {name: self.__dict__[name] for name in ("_ruleset", "_program", "name")}

    if TYPE_CHECKING:
        _linter: Linter | None


def lint(name: str, learnt: Templates, tickets: Sequence[Ticket]) -> list[TicketResult]:
    """Judge a batch on a worker."""
    return cast("Linters", get_worker().plugins[name]).lint(tickets, learnt)


def read_lines(tickets: Sequence[Ticket]) -> list[Lines]:
    """Return the lines of each ticket of a batch on a worker."""
    with _ONE_AT_A_TIME:
        return lines_of_each(tickets)
