"""Hand batches of tickets to an executor and take the results back in input order."""

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from ticketlint.cleaning.templates import NO_TEMPLATES, Templates
from ticketlint.config import budgets
from ticketlint.config.settings import Config
from ticketlint.model import Ticket, TicketResult

if TYPE_CHECKING:
    from ticketlint.judging.linter import Linter

# Tasks handed out before the first must come back; bounds the tickets held in memory.
TASKS_PER_WORKER = 3


class SerialExecutor(Executor):
    """Runs each task at once in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run the task and return its finished future; a fault of the task is raised here."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class WorkerPool(ProcessPoolExecutor):
    """Processes that leave an interrupt of the terminal to the one that started them."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Hand out the task; a process that is started for it never hears an interrupt."""
        with _interrupts_held():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold interrupts back until the end; what is started inside inherits them as blocked."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        if hasattr(signal, "pthread_sigmask"):
            mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                yield
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        else:
            yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        signal.raise_signal(signal.SIGINT)


def _hear_nothing() -> None:
    """Ignore interrupts in a worker also where they cannot be inherited as blocked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def open_executor(jobs: int) -> Executor:
    """Return an executor of `jobs` processes; 1 runs in this process."""
    if jobs == 1:
        return SerialExecutor()
    return WorkerPool(jobs, mp_context=get_context("spawn"), initializer=_hear_nothing)


def lint_all(
    tickets: Iterable[Ticket],
    config: Config,
    executor: Executor,
    jobs: int,
    templates: Templates = NO_TEMPLATES,
) -> Iterator[TicketResult]:
    """Yield one result for each ticket, in input order, whatever the executor.

    At most `jobs * TASKS_PER_WORKER` batches are held at a time.
    """
    todo = batches(tickets)
    pending = deque(
        executor.submit(lint_batch, config, batch, templates)
        for batch in islice(todo, jobs * TASKS_PER_WORKER)
    )
    while pending:
        yield from pending.popleft().result()
        pending.extend(
            executor.submit(lint_batch, config, batch, templates) for batch in islice(todo, 1)
        )


def lint_batch(
    config: Config, tickets: Sequence[Ticket], templates: Templates
) -> list[TicketResult]:
    """Lint one batch with this process's linter."""
    return list(open_linter(config.packed(), templates).lint(tickets))


@cache
def open_linter(packed: str, templates: Templates = NO_TEMPLATES) -> "Linter":
    """Return the linter of this process for a packed configuration, built once; imports spaCy.

    `templates` are all lines of templates, those of the configuration among them.
    """
    from ticketlint.annotation.pipeline import load_pipeline
    from ticketlint.judging.linter import Linter
    from ticketlint.run.selection import load_pack

    config = Config.unpacked(packed)
    return Linter(config, load_pack(config), load_pipeline(config.pipeline), templates)


def batches(tickets: Iterable[Ticket]) -> Iterator[list[Ticket]]:
    """Yield the tickets in lists of at most `BATCH_TICKETS` and `BATCH_CHARS`, one at least.

    Enough to fill spaCy's batches, few enough to share out evenly and to hold in memory.
    """
    batch: list[Ticket] = []
    room = budgets.BATCH_CHARS
    for ticket in tickets:
        size = len(ticket.title) + sum(len(field.text) for field in ticket.fields)
        if batch and (size > room or len(batch) == budgets.BATCH_TICKETS):
            yield batch
            batch, room = [], budgets.BATCH_CHARS
        batch.append(ticket)
        room -= size
    if batch:
        yield batch
