"""Find names that most tickets of the run write in another way."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ticketlint.backlog.matches import BacklogMatch
from ticketlint.backlog.options import Spellings
from ticketlint.backlog.store import BacklogTicket


def check(tickets: Sequence[BacklogTicket], options: Spellings) -> Iterator[BacklogMatch]:
    """Yield the first use of a form that less than `share` (0 to 1) of the tickets use.

    The usual form must stand in at least `least` tickets; of forms that are used as often
    none is the usual one.
    """
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for ticket in tickets:
        for one in ticket.facts.spellings:
            forms[one.key][one.form] += 1
    for index, ticket in enumerate(tickets):
        for one in ticket.facts.spellings:
            own = forms[one.key]
            usual, count = max(own.items(), key=lambda item: (item[1], item[0]))
            if count >= options.least and own[one.form] < options.share * own.total():
                facts = {"usual": usual, "count": str(count)}
                yield BacklogMatch(index, one.location, facts, identity=one.form)
