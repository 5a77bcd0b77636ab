"""The results of a run: in input order, read as often as there are outputs, held on disk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ticketlint.backlog import asks_backlog, judge_backlog, with_findings
from ticketlint.backlog.spill import Spill
from ticketlint.backlog.store import Store
from ticketlint.model import BacklogFacts, Finding, TicketResult
from ticketlint.model.coding import of_results
from ticketlint.rules.ruleset import Ruleset, Rulesets


class Results:
    """Results that are read one at a time, with the findings of the backlog laid over them."""

    def __init__(
        self,
        spill: Spill[TicketResult],
        over: Mapping[int, Sequence[Finding]],
        rulesets: Rulesets,
        overrides: frozenset[int] = frozenset(),
    ) -> None:
        """Keep them; `overrides` are the numbers of those that are for any of the tickets."""
        self._spill = spill
        self._over = over
        self._rulesets = rulesets
        self.overrides = overrides

    def __len__(self) -> int:
        return len(self._spill)

    def __iter__(self) -> Iterator[TicketResult]:
        for index, result in enumerate(self._spill):
            more = self._over.get(index)
            yield self._with(result, more) if more else result

    def _with(self, result: TicketResult, more: Sequence[Finding]) -> TicketResult:
        settings = self._rulesets.of(result.address, result.kind).settings
        return with_findings(result, more, settings)


def gather(judged: Iterable[TicketResult], ruleset: Ruleset) -> Results:
    """Return all results of a run; the rules on the backlog judge when the last has come."""
    spill = Spill(of_results())
    store = Store()
    asks = asks_backlog(ruleset)
    held: set[int] = set()
    for result in judged:
        overrides = ruleset.settings.matching(result.address, result.kind)
        held.update(overrides)
        if asks:
            store.add(result, overrides)
        judgement = replace(result.judgement, facts=BacklogFacts())
        spill.append(replace(result, judgement=judgement))
    found = judge_backlog(store, ruleset)
    return Results(spill, found, Rulesets(ruleset), frozenset(held))
