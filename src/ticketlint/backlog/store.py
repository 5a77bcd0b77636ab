"""What rules on a whole backlog are given: a few facts of each ticket, apart from its result."""

from collections.abc import Iterable
from dataclasses import dataclass

from ticketlint.model import BacklogFacts, Kind, TicketResult
from ticketlint.model.coding import Coding
from ticketlint.model.spill import Spill


@dataclass(frozen=True, slots=True)
class BacklogTicket:
    """One ticket of a run, as rules on the backlog see it; `overrides` are those for it."""

    key: str
    identity: str
    title: str
    kind: Kind
    status: str
    facts: BacklogFacts
    overrides: tuple[int, ...] = ()


class Store(Spill[BacklogTicket]):
    """The tickets of a run in input order."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(Coding(BacklogTicket))

    def add(self, result: TicketResult, overrides: tuple[int, ...] = ()) -> None:
        """Keep the facts of one more result, and the numbers of the overrides for it."""
        self.append(
            BacklogTicket(
                key=result.key,
                identity=result.address.identity,
                title=result.title,
                kind=result.kind,
                status=result.address.status,
                facts=result.judgement.facts,
                overrides=overrides,
            )
        )


def store_of(results: Iterable[TicketResult]) -> Store:
    """Return the facts of these results."""
    store = Store()
    for result in results:
        store.add(result)
    return store
