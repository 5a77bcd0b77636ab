"""Find acronyms that no ticket of the run explains."""

from collections.abc import Iterator, Sequence

from ticketlint.backlog.matches import BacklogMatch
from ticketlint.backlog.store import BacklogTicket
from ticketlint.rules.options import NoOptions


def check(tickets: Sequence[BacklogTicket], _options: NoOptions) -> Iterator[BacklogMatch]:
    """Yield the first use in each ticket of an acronym that is explained nowhere."""
    explained = {term for ticket in tickets for term in ticket.facts.explained}
    for index, ticket in enumerate(tickets):
        for use in ticket.facts.terms:
            if use.term not in explained:
                yield BacklogMatch(index, use.location, identity=use.term)
