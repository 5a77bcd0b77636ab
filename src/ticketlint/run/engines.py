"""The table of engines, which judge many tickets at once. An engine is one class and one row."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Protocol

from ticketlint.cleaning.templates import Lines, Templates
from ticketlint.errors import ConfigError
from ticketlint.model import Ticket, TicketResult
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.cluster import cluster_at
from ticketlint.run.execution import Processes
from ticketlint.run.jobs import AUTO, count_of


class Engine(Protocol):
    """Judges tickets elsewhere than in this process.

    With `for_many` this process judges few tickets alone.
    """

    for_many: bool

    def lint(self, tickets: Iterable[Ticket], learnt: Templates, /) -> Iterator[TicketResult]:
        """Yield one result for each ticket, in input order, by lines that the run has learnt."""

    def lines(self, tickets: Iterable[Ticket], /) -> Iterator[Lines | None]:
        """Yield the lines of each ticket, in input order, from which templates are learnt.

        None stands for those of a ticket that is lost: what is learnt without them is not kept.
        """

    def close(self) -> None:
        """Give back what it has taken."""


Open = Callable[[Ruleset], Engine]


def _processes(jobs: int, scheduler: str | None) -> Open | None:
    if scheduler:
        raise ConfigError("--scheduler", "only dask has one", "add --engine dask")
    count = count_of(jobs)
    return partial(Processes, count, for_many=jobs == AUTO) if count > 1 else None


def _dask(_jobs: int, scheduler: str | None) -> Open:
    return cluster_at(scheduler)


# Each is handed the jobs and the scheduler of the command line; None judges in this process.
ENGINES: Mapping[str, Callable[[int, str | None], Open | None]] = {
    "processes": _processes,
    "dask": _dask,
}


def engine_of(name: str, jobs: int, scheduler: str | None = None) -> Open | None:
    """Return what opens an engine, None where this process judges alone.

    Raises: ConfigError for one that does not exist or cannot be used.
    """
    if name not in ENGINES:
        raise ConfigError("--engine", f"no engine `{name[:60]}`", f"one of {', '.join(ENGINES)}")
    return ENGINES[name](jobs, scheduler)
