"""The results of a run: in input order, read as often as there are outputs, held on disk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ticketlint.backlog import asks_backlog, judge_backlog, with_findings
from ticketlint.backlog.spill import Spill
from ticketlint.backlog.store import Store
from ticketlint.config.settings import Config
from ticketlint.model import BacklogFacts, Finding, TicketResult
from ticketlint.rules.ruleset import Ruleset


class Results:
    """Results that are read one at a time, with the findings of the backlog laid over them."""

    def __init__(
        self,
        spill: Spill[TicketResult],
        over: Mapping[int, Sequence[Finding]],
        settings: Config,
    ) -> None:
        self._spill = spill
        self._over = over
        self._settings = settings

    def __len__(self) -> int:
        return len(self._spill)

    def __iter__(self) -> Iterator[TicketResult]:
        for index, result in enumerate(self._spill):
            more = self._over.get(index)
            yield with_findings(result, more, self._settings) if more else result


def gather(judged: Iterable[TicketResult], ruleset: Ruleset) -> Results:
    """Return all results of a run; the rules on the backlog judge when the last has come."""
    spill: Spill[TicketResult] = Spill()
    store = Store()
    asks = asks_backlog(ruleset)
    for result in judged:
        if asks:
            store.add(result)
        judgement = replace(result.judgement, facts=BacklogFacts())
        spill.append(replace(result, judgement=judgement))
    return Results(spill, judge_backlog(store, ruleset), ruleset.settings)
