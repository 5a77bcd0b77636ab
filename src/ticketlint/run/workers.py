"""Processes that judge batches of tickets; each is replaced when it is killed."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, TypeVar

from ticketlint.cleaning.templates import Templates
from ticketlint.model import Ticket, TicketResult
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.work import told_of

if TYPE_CHECKING:
    from ticketlint.judging.linter import Linter

T = TypeVar("T")

# So many new values make the collector look for circles.
_NEW_VALUES = 50_000
# A process can be killed by chance while it starts.
_TRIES = 2
# What this process was handed first as a worker.
_HANDED: list[Ruleset] = []
# The arguments of a program are one for all its threads.
_STARTING = threading.Lock()


class Worker:
    """One process, started with the first batch and anew with the next after it was killed."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        self._pool = _pool()
        self._is_started = False

    def submit(self, do: Callable[[Sequence[Ticket]], T], tickets: Sequence[Ticket]) -> Future[T]:
        """Hand out a batch; its future raises BrokenProcessPool where the process is killed."""
        for _ in range(_TRIES):
            try:
                return self._handed(do, tickets)
            except (BrokenProcessPool, BrokenPipeError):  # killed while it was at no batch
                self.renew()
        never: Future[T] = Future()
        never.set_exception(BrokenProcessPool("killed as soon as it was started"))
        return never

    def is_able(self) -> bool:
        """Tell whether a process lives long enough to load what it needs; waits for that."""
        for _ in range(_TRIES):
            try:
                self.submit(_load, ()).result()
            except BrokenProcessPool:
                self.renew()
            else:
                return True
        return False

    def renew(self) -> None:
        """Take another process in place of one that was killed."""
        self.close()
        self._pool = _pool()
        self._is_started = False

    def close(self) -> None:
        """End the process when it has done what it is at."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _handed(self, do: Callable[[Sequence[Ticket]], T], tickets: Sequence[Ticket]) -> Future[T]:
        with _interrupts_held(), _short_start():
            if not self._is_started:
                self._pool.submit(_take, self._ruleset)
                self._is_started = True
            return self._pool.submit(do, tickets)


def _pool() -> ProcessPoolExecutor:
    """Return a pool of one process, which does what it is handed in order.

    It is started with next to nothing: what does not fit into a pipe would wait for ever for a
    process that is killed before it reads it. A queue, which takes all else, gives up then.
    """
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Leave interrupts to the process that started this one.

    They are ignored also where they cannot be inherited as blocked.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _take(ruleset: Ruleset) -> None:
    """Keep what a worker judges by."""
    _HANDED.append(ruleset)


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, however that was."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def lint(learnt: Templates, tickets: Sequence[Ticket]) -> bytes | list[TicketResult]:
    """Judge a batch in a worker, by lines of templates that the run has learnt."""
    return told_of(_own_linter().by(learnt).lint(tickets))


def _load(_tickets: Sequence[Ticket]) -> None:
    """Load what a worker needs to judge."""
    _own_linter()


@cache
def _own_linter() -> "Linter":
    """Return the linter of this process; a fault in it is told by the batch that needs it."""
    linter = open_linter(_HANDED[-1])
    spare_collector()
    return linter


def open_linter(ruleset: Ruleset) -> "Linter":
    """Return a linter and load what it needs; imports spaCy.

    Raises: ConfigError, RuleError.
    """
    from ticketlint.annotation.pipeline import load_pipeline

    # It imports spaCy in its own way, so it comes before all else that needs spaCy.
    nlp = load_pipeline(ruleset.settings.pipeline)
    from ticketlint.judging.linter import Linter

    return Linter(ruleset, nlp)


def spare_collector() -> None:
    """Let the collector of circles pass over what was loaded, and look less often at the rest.

    A document has few circles and a hundred thousand values: looking after every 700 of them
    took 6 % of a run. It is for processes that are ours alone, not for a program that imports us.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_VALUES)


@contextmanager
def _short_start() -> Iterator[None]:
    """Keep the arguments of the program, which may be many, from a process that is started."""
    with _STARTING:
        arguments, sys.argv = sys.argv, sys.argv[:1]
        try:
            yield
        finally:
            sys.argv = arguments


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
