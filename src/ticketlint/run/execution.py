"""Hand batches of tickets to processes and take the results back in input order."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import Any, Generic, TypeVar

from ticketlint.cleaning.templates import Lines, Templates
from ticketlint.config import budgets
from ticketlint.model import Ticket, TicketResult
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.stopping import Cut
from ticketlint.run.work import READING_LINES, Work, judging
from ticketlint.run.workers import Worker, lint

T = TypeVar("T")
# Batches held for each process, in work, waiting or judged; bounds the tickets in memory.
HELD_PER_WORKER = 3
# Of these so many are handed out to a process: one is judged, one waits, so that it never idles.
_OUT_PER_WORKER = 2
# Of fewer batches one process has judged the last before two have loaded what they need.
LEAST_BATCHES = 3
# A process that is killed may have been the victim of another, so a batch is tried again whole.
_TRIES = 2
_TODO = "give it more memory or use fewer --jobs; if that does not help, shorten the ticket"


@dataclass(slots=True, eq=False)
class Task(Generic[T]):
    """A batch on its way; `tries` counts the processes that were killed while they were at it."""

    tickets: Sequence[Ticket]
    tries: int = 0
    results: list[T] | None = None


@dataclass(slots=True)
class Lane(Generic[T]):
    """A worker and the tasks that it was handed, in order: it is at the first."""

    worker: Worker
    out: deque[tuple[Task[T], Future[Any]]] = field(default_factory=deque)


class Shift(Generic[T]):
    """One piece of work on all tickets, shared out to workers."""

    def __init__(self, workers: Sequence[Worker], work: Work[T]) -> None:
        self._work = work
        self._lanes: list[Lane[T]] = [Lane(worker) for worker in workers]
        self._held: deque[Task[T]] = deque()
        self._waiting: deque[Task[T]] = deque()
        self._hopeless = False

    def over(self, tickets: Iterable[Ticket]) -> Iterator[T]:
        """Yield what the work gives for each ticket, in input order.

        A batch whose process is killed is handed out again, then each of its tickets alone; the
        one that kills a process even so is lost to the work.
        Raises: Cut where it is interrupted.
        """
        todo = batches(tickets)
        while (results := self._next(todo)) is not None:
            yield from results

    def _next(self, todo: Iterator[list[Ticket]]) -> list[T] | None:
        """Return the results of the next batch, None after the last."""
        try:
            while self._fill(todo):
                self._hand_out()
                results = self._held[0].results
                if results is not None:
                    self._held.popleft()
                    return results
                self._take_back()
        except KeyboardInterrupt:
            raise Cut(self._beyond()) from None
        return None

    def _beyond(self) -> list[tuple[Ticket, T]]:
        """Return the tickets that are done, though one before them may not be."""
        for task, done in chain.from_iterable(lane.out for lane in self._lanes):
            if done.done() and done.exception() is None:
                task.results = self._work.read(done.result())
        judged = (zip(task.tickets, task.results or (), strict=False) for task in self._held)
        return list(chain.from_iterable(judged))

    def _fill(self, todo: Iterator[list[Ticket]]) -> bool:
        """Read more tickets where there is room; tell whether any task is held."""
        while len(self._held) < len(self._lanes) * HELD_PER_WORKER:
            batch = next(todo, None)
            if batch is None:
                break
            task: Task[T] = Task(batch)
            self._held.append(task)
            self._waiting.append(task)
        return bool(self._held)

    def _hand_out(self) -> None:
        while self._hopeless and self._waiting:
            task = self._waiting.popleft()
            self._give_up(task, "not judged: processes are killed as soon as they begin")
        for room in range(1, _OUT_PER_WORKER + 1):
            for lane in self._lanes:
                if self._waiting and len(lane.out) < room:
                    task = self._waiting.popleft()
                    lane.out.append((task, lane.worker.submit(self._work.do, task.tickets)))

    def _take_back(self) -> None:
        """Wait until a worker has judged a batch or was killed."""
        wait([done for lane in self._lanes for _, done in lane.out], None, FIRST_COMPLETED)
        for lane in self._lanes:
            while lane.out and lane.out[0][1].done():
                task, done = lane.out.popleft()
                try:
                    task.results = self._work.read(done.result())
                except BrokenProcessPool:
                    self._lose(lane, task)

    def _lose(self, lane: Lane[T], task: Task[T]) -> None:
        """Put back what a killed worker was handed; only the first of it can be at fault."""
        innocent = [other for other, _ in lane.out]
        lane.out.clear()
        lane.worker.renew()
        task.tries += 1
        again = [task] if task.tries < _TRIES else self._alone(task) if task.tries == _TRIES else []
        self._waiting.extendleft(reversed([*again, *innocent]))
        if not again:
            self._give_up(
                task, f"the process that judged this ticket was killed {task.tries} times"
            )
            self._hopeless = not lane.worker.is_able()

    def _alone(self, task: Task[T]) -> list[Task[T]]:
        """Put a task for each of its tickets in place of one that was lost."""
        alone: list[Task[T]] = [Task([ticket], task.tries) for ticket in task.tickets]
        place = self._held.index(task)
        self._held.rotate(-place)
        self._held.popleft()
        self._held.extendleft(reversed(alone))
        self._held.rotate(place)
        return alone

    def _give_up(self, task: Task[T], told: str) -> None:
        task.results = [self._work.lost(ticket, f"{told} ({_TODO})") for ticket in task.tickets]


class Processes:
    """Processes on this machine, each with a linter of its own."""

    def __init__(self, count: int, ruleset: Ruleset, *, for_many: bool = False) -> None:
        """Start none yet; `for_many` tells that they do not pay for few tickets."""
        self.for_many = for_many
        self._workers = [Worker(ruleset) for _ in range(count)]

    def lint(self, tickets: Iterable[Ticket], learnt: Templates) -> Iterator[TicketResult]:
        """Yield one result for each ticket, in input order."""
        return Shift(self._workers, judging(partial(lint, learnt))).over(tickets)

    def lines(self, tickets: Iterable[Ticket]) -> Iterator[Lines | None]:
        """Yield the lines of each ticket, in input order; None for one that is lost."""
        return Shift(self._workers, READING_LINES).over(tickets)

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.close()


def weighed(tickets: Iterable[Ticket]) -> tuple[bool, Iterator[Ticket]]:
    """Tell whether tickets are many enough for several processes, and return all of them.

    The first are read for that.
    """
    todo = batches(tickets)
    first = list(islice(todo, LEAST_BATCHES))
    return len(first) == LEAST_BATCHES, chain.from_iterable(chain(first, todo))


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
