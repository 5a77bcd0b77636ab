"""Find names that hardly any ticket of the run uses and none explains."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ticketlint.backlog.matches import BacklogMatch
from ticketlint.model import TicketResult


def check(results: Sequence[TicketResult], options: Mapping[str, Any]) -> Iterator[BacklogMatch]:
    """Yield the first use in each ticket of a name that at most `most` tickets use.

    What more tickets use is taken for the team's own language.
    """
    explained = {term for result in results for term in result.judgement.facts.explained}
    used = Counter(use.term for result in results for use in result.judgement.facts.names)
    for index, result in enumerate(results):
        for use in result.judgement.facts.names:
            if used[use.term] <= options["most"] and use.term not in explained:
                yield BacklogMatch(index, use.location, identity=use.term)
