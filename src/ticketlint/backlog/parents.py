"""Find tickets whose parent is not among the tickets of the run."""

from collections.abc import Iterator, Sequence

from ticketlint.backlog.matches import BacklogMatch
from ticketlint.backlog.store import BacklogTicket
from ticketlint.rules.options import NoOptions


def check(tickets: Sequence[BacklogTicket], _options: NoOptions) -> Iterator[BacklogMatch]:
    """Yield each ticket with an unknown parent.

    A run that holds no parent at all is a part of a backlog and tells nothing.
    """
    known = {ticket.key.casefold() for ticket in tickets}
    if not any(ticket.facts.parent.casefold() in known for ticket in tickets):
        return
    for index, ticket in enumerate(tickets):
        parent = ticket.facts.parent
        if parent and parent.casefold() not in known:
            yield BacklogMatch(index, facts={"parent": parent}, identity=parent)
