"""Hand batches of tickets to processes and take the results back in input order."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import chain, islice

from ticketlint.cleaning.templates import Templates
from ticketlint.config import budgets
from ticketlint.model import Ticket, TicketResult
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.workers import Judged, Worker, results_of

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
class Task:
    """A batch on its way; `tries` counts the processes that were killed while they judged it."""

    tickets: Sequence[Ticket]
    tries: int = 0
    results: list[TicketResult] | None = None


@dataclass(slots=True)
class Lane:
    """A worker and the tasks that it was handed, in order: it is at the first."""

    worker: Worker
    out: deque[tuple[Task, Judged]] = field(default_factory=deque)


class Shift:
    """One run over tickets, shared out to workers."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self._lanes = [Lane(worker) for worker in workers]
        self._held: deque[Task] = deque()
        self._waiting: deque[Task] = deque()
        self._hopeless = False

    def lint(self, tickets: Iterable[Ticket]) -> Iterator[TicketResult]:
        """Yield one result for each ticket, in input order.

        A batch whose process is killed is handed out again, then each of its tickets alone; the
        one that kills a process even so becomes a failure in its result.
        """
        todo = batches(tickets)
        while self._fill(todo):
            self._hand_out()
            first = self._held[0]
            if first.results is None:
                self._take_back()
            else:
                self._held.popleft()
                yield from first.results

    def _fill(self, todo: Iterator[list[Ticket]]) -> bool:
        """Read more tickets where there is room; tell whether any task is held."""
        while len(self._held) < len(self._lanes) * HELD_PER_WORKER:
            batch = next(todo, None)
            if batch is None:
                break
            task = Task(batch)
            self._held.append(task)
            self._waiting.append(task)
        return bool(self._held)

    def _hand_out(self) -> None:
        while self._hopeless and self._waiting:
            task = self._waiting.popleft()
            _give_up(task, "not judged: processes are killed as soon as they begin")
        for room in range(1, _OUT_PER_WORKER + 1):
            for lane in self._lanes:
                if self._waiting and len(lane.out) < room:
                    task = self._waiting.popleft()
                    lane.out.append((task, lane.worker.submit(task.tickets)))

    def _take_back(self) -> None:
        """Wait until a worker has judged a batch or was killed."""
        wait([judged for lane in self._lanes for _, judged in lane.out], None, FIRST_COMPLETED)
        for lane in self._lanes:
            while lane.out and lane.out[0][1].done():
                task, judged = lane.out.popleft()
                try:
                    task.results = results_of(judged.result())
                except BrokenProcessPool:
                    self._lose(lane, task)

    def _lose(self, lane: Lane, task: Task) -> None:
        """Put back what a killed worker was handed; only the first of it can be at fault."""
        innocent = [other for other, _ in lane.out]
        lane.out.clear()
        lane.worker.renew()
        task.tries += 1
        again = [task] if task.tries < _TRIES else self._alone(task) if task.tries == _TRIES else []
        self._waiting.extendleft(reversed([*again, *innocent]))
        if not again:
            _give_up(task, f"the process that judged this ticket was killed {task.tries} times")
            self._hopeless = not lane.worker.is_able()

    def _alone(self, task: Task) -> list[Task]:
        """Put a task for each of its tickets in place of one that was lost."""
        alone = [Task([ticket], task.tries) for ticket in task.tickets]
        place = self._held.index(task)
        self._held.rotate(-place)
        self._held.popleft()
        self._held.extendleft(reversed(alone))
        self._held.rotate(place)
        return alone


def _give_up(task: Task, told: str) -> None:
    task.results = given_up(task.tickets, f"{told} ({_TODO})")


def given_up(tickets: Iterable[Ticket], told: str) -> list[TicketResult]:
    """Let each ticket fail."""
    from ticketlint.judging.linter import failed

    return [failed(ticket, "the ticket could not be judged", told) for ticket in tickets]


class Processes:
    """Processes on this machine, each with a linter of its own."""

    def __init__(
        self, count: int, ruleset: Ruleset, learnt: Templates, *, for_many: bool = False
    ) -> None:
        """Start none yet; `for_many` tells that they do not pay for few tickets."""
        self.for_many = for_many
        self._workers = [Worker(ruleset, learnt) for _ in range(count)]

    def lint(self, tickets: Iterable[Ticket]) -> Iterator[TicketResult]:
        """Yield one result for each ticket, in input order."""
        return Shift(self._workers).lint(tickets)

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
