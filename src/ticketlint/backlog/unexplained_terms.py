"""Find acronyms that no ticket of the run explains."""

from collections.abc import Iterator, Sequence

from ticketlint.backlog.matches import BacklogMatch
from ticketlint.model import TicketResult
from ticketlint.rules.options import NoOptions


def check(results: Sequence[TicketResult], _options: NoOptions) -> Iterator[BacklogMatch]:
    """Yield the first use in each ticket of an acronym that is explained nowhere."""
    explained = {term for result in results for term in result.judgement.facts.explained}
    for index, result in enumerate(results):
        for use in result.judgement.facts.terms:
            if use.term not in explained:
                yield BacklogMatch(index, use.location, identity=use.term)
