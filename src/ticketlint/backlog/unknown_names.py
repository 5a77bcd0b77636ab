"""Find names that hardly any ticket of the run uses and none explains."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ticketlint.backlog.matches import BacklogMatch
from ticketlint.backlog.options import UnknownNames
from ticketlint.backlog.store import BacklogTicket


def check(tickets: Sequence[BacklogTicket], options: UnknownNames) -> Iterator[BacklogMatch]:
    """Yield the first use in each ticket of a name that at most `most` tickets use.

    What more tickets use is taken for the team's own language.
    """
    explained = {term for ticket in tickets for term in ticket.facts.explained}
    used = Counter(use.term for ticket in tickets for use in ticket.facts.names)
    for index, ticket in enumerate(tickets):
        for use in ticket.facts.names:
            if used[use.term] <= options.most and use.term not in explained:
                yield BacklogMatch(index, use.location, identity=use.term)
