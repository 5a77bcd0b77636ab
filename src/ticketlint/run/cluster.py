"""Hand batches of tickets to the workers of a Dask cluster, and take the results back in order."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as StillAtWorkError
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlsplit

from ticketlint.cleaning.templates import Lines, Templates
from ticketlint.errors import ConfigError
from ticketlint.model import Ticket, TicketResult
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.execution import HELD_PER_WORKER, batches
from ticketlint.run.work import READING_LINES, Work, judging

if TYPE_CHECKING:
    from distributed import Client, Future

    from ticketlint.run.clusterworker import Linters

T = TypeVar("T")

# Seconds: for the scheduler to answer, for a first worker to come, and without any in a run.
_ANSWERS, _COMES, _PATIENCE = 30, 60, 300
_LOOKS = 5
# So often workers may be lost while they load; and seconds for a scheduler to notice that.
_TRIES, _NOTICES = 5, 1
_EXAMPLE = "tcp://127.0.0.1:8786"
_TODO = "give workers more memory; if that does not help, shorten the ticket"
_TODO_INSTALL = "install the extra: pip install 'ticketlint[dask]'"
_TODO_ADDRESS = f"such as {_EXAMPLE} or tls://scheduler.example.com:8786"


def cluster_at(scheduler: str | None) -> "Callable[[Ruleset], Cluster]":
    """Return what opens an existing cluster, by the address of its scheduler.

    Whoever speaks to a scheduler can run any code on its workers, and it on ours, so it is one of
    this machine, or one that proves by TLS who it is.

    Raises: ConfigError for another address, and where Dask is not installed.
    """
    if not scheduler:
        raise ConfigError("--engine", "dask needs a scheduler", f"name it: --scheduler {_EXAMPLE}")
    _refuse_open(scheduler)
    try:
        import distributed  # noqa: F401 - only whether it is there
    except ModuleNotFoundError as error:
        raise ConfigError("--engine", f"dask needs {error.name}", _TODO_INSTALL) from None
    # Dask knows its schemes in lower case only.
    return partial(Cluster, urlsplit(scheduler).geturl())


def _refuse_open(scheduler: str) -> None:
    try:
        parts = urlsplit(scheduler)
        is_whole = bool(parts.hostname and parts.port)
    except ValueError:
        is_whole = False
    if not is_whole or parts.scheme not in {"tcp", "tls"} or parts.path or parts.username:
        raise ConfigError("--scheduler", "no address of a scheduler", _TODO_ADDRESS)
    if parts.scheme == "tcp" and not _is_here(parts.hostname or ""):
        what = "neither on this machine nor behind TLS, so anybody could answer"
        raise ConfigError("--scheduler", what, "use tls://, or a tunnel to 127.0.0.1")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(slots=True)
class _Out(Generic[T]):
    """A batch that was handed out."""

    tickets: Sequence[Ticket]
    done: "Future[Any]"


class Cluster:
    """The workers of one scheduler, each with a linter of its own for this run.

    Tickets go there and results come back, nothing else does. A worker that is lost is no matter:
    its batches are judged by another.
    """

    def __init__(self, scheduler: str, ruleset: Ruleset) -> None:
        """Connect to nothing yet."""
        self._scheduler = scheduler
        self._ruleset = ruleset
        self.for_many = False
        self._is_lost = False

    def lint(self, tickets: Iterable[Ticket], learnt: Templates) -> Iterator[TicketResult]:
        """Yield one result for each ticket, in input order.

        A batch that several workers did not survive is judged ticket by ticket; one that does so
        even alone becomes a failure in its result.
        Raises: ConfigError where the cluster cannot be used, or is lost.
        """
        from ticketlint.run.clusterworker import lint

        yield from self._over(tickets, judging(partial(lint, self._linters.name, learnt)))

    def lines(self, tickets: Iterable[Ticket]) -> Iterator[Lines | None]:
        """Yield the lines of each ticket, in input order; None for one that is lost.

        Raises: as `lint`.
        """
        from ticketlint.run.clusterworker import read_lines

        return self._over(tickets, replace(READING_LINES, do=read_lines))

    def _over(self, tickets: Iterable[Ticket], work: Work[T]) -> Iterator[T]:
        held: deque[_Out[T]] = deque()
        todo = batches(tickets)
        try:
            for batch in todo:
                held.append(_Out(batch, self._submit(work, batch)))
                if len(held) > self._room():
                    yield from self._first(work, held)
            while held:
                yield from self._first(work, held)
        finally:
            if not self._is_lost:
                for out in held:
                    out.done.cancel()

    def close(self) -> None:
        """Leave the cluster as it was; from one that is lost there is nothing to take."""
        client: Client | None = self.__dict__.get("_client")
        if client is None:
            return
        if client.status == "running" and not self._is_lost:
            client.unregister_worker_plugin(self._linters.name)
        client.close(timeout=_LOOKS)

    def _submit(self, work: Work[T], tickets: Sequence[Ticket]) -> "Future[Any]":
        return self._told(lambda: self._client.submit(work.do, tickets, pure=False))

    def _first(self, work: Work[T], held: deque[_Out[T]]) -> list[T]:
        from distributed.scheduler import KilledWorker

        out = held.popleft()
        try:
            return work.read(self._result(out.done))
        except KilledWorker:
            # All that a lost worker was handed is blamed for it, so nothing else may be out.
            for other in held:
                with suppress(KilledWorker):
                    self._result(other.done)
        return [result for ticket in out.tickets for result in self._alone(work, ticket)]

    def _alone(self, work: Work[T], ticket: Ticket) -> list[T]:
        from distributed.scheduler import KilledWorker

        try:
            return work.read(self._result(self._submit(work, [ticket])))
        except KilledWorker:
            what = f"the workers that judged this ticket were killed ({_TODO})"
            return [work.lost(ticket, what)]

    def _result(self, done: "Future[T]") -> T:
        """Wait as long as there are workers, or were a moment ago.

        Raises: KilledWorker, ConfigError.
        """
        idle = 0
        while True:
            try:
                given: T = self._told(lambda: done.result(timeout=_LOOKS))
            except StillAtWorkError:
                idle = 0 if self._told(self._client.nthreads) else idle + _LOOKS
                if idle >= _PATIENCE:
                    raise self._fault("all its workers are lost") from None
            else:
                return given

    @cached_property
    def _linters(self) -> "Linters":
        from ticketlint.run.clusterworker import Linters

        return Linters(self._ruleset)

    @cached_property
    def _client(self) -> "Client":
        """Connect, and give each worker what it judges by, those too that come later."""
        from distributed import Client

        # What is lost is told by us, in one line.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            if urlsplit(self._scheduler).scheme == "tls" and not _has_certificates():
                # A client that is not made for want of them keeps the end waiting for a minute.
                raise self._fault("is behind TLS, and Dask's settings name no certificates")
            client = Client(self._scheduler, timeout=_ANSWERS, set_as_default=False)
        except (OSError, TypeError, ValueError, RuntimeError) as error:
            raise self._fault(f"does not answer: {_line(error)}") from None
        try:
            self._equip(client)
        except BaseException:
            client.close()
            raise
        return client

    def _equip(self, client: "Client") -> None:
        """Have each worker load what it judges by, and all again where one is lost meanwhile.

        Raises: ConfigError where there is none, none is left, or one refuses.
        """
        from distributed.comm.core import CommClosedError

        lost = 0
        try:
            while lost < _TRIES:
                client.wait_for_workers(1, timeout=_COMES)
                try:
                    client.register_plugin(self._linters)
                except (CommClosedError, ConnectionError):
                    lost += 1
                    time.sleep(_NOTICES)
                else:
                    return
        except Exception as error:
            # One that was lost and is not replaced in time is a loss all the same.
            if not (lost and isinstance(error, TimeoutError)):
                raise self._fault(f"has no worker that can be used: {_line(error)}") from None
        raise self._fault("loses workers while they load what they need")

    def _room(self) -> int:
        """Return how many batches may be out: workers come and go."""
        return HELD_PER_WORKER * max(1, len(self._told(self._client.nthreads)))

    def _told(self, ask: Callable[[], T]) -> T:
        """Return what the cluster answers. Raises: ConfigError where it is gone."""
        from distributed.comm.core import CommClosedError

        try:
            return ask()
        except (CancelledError, CommClosedError, ConnectionError) as error:
            self._is_lost = True
            raise self._fault(f"is lost: {_line(error)}") from None

    def _fault(self, what: str) -> ConfigError:
        todo = "start scheduler and workers; what was judged is in the cache"
        return ConfigError(f"--scheduler {self._scheduler}", what, todo)


def _has_certificates() -> bool:
    """Tell whether Dask's settings name certificates. Raises: OSError for bad ones."""
    from distributed.security import Security

    return Security().get_connection_args("client").get("ssl_context") is not None


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
