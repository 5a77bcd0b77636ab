"""Find tickets whose parent is not among the tickets of the run."""

from collections.abc import Iterator, Sequence

from ticketlint.backlog.matches import BacklogMatch
from ticketlint.model import TicketResult
from ticketlint.rules.options import NoOptions


def check(results: Sequence[TicketResult], _options: NoOptions) -> Iterator[BacklogMatch]:
    """Yield each ticket with an unknown parent.

    A run that holds no parent at all is a part of a backlog and tells nothing.
    """
    known = {result.key.casefold() for result in results}
    if not any(result.judgement.facts.parent.casefold() in known for result in results):
        return
    for index, result in enumerate(results):
        parent = result.judgement.facts.parent
        if parent and parent.casefold() not in known:
            yield BacklogMatch(index, facts={"parent": parent}, identity=parent)
