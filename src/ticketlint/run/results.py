"""The results of a run: in input order, read as often as there are outputs, held on disk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ticketlint.backlog.findings import asks_backlog, judge_backlog, with_findings
from ticketlint.backlog.store import Store
from ticketlint.model import BacklogFacts, Finding, TicketResult
from ticketlint.model.coding import of_results
from ticketlint.model.spill import Spill
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


class _Told:
    """What was told of the file whose tickets come: several may be read with the same words."""

    def __init__(self) -> None:
        self._source = ""
        self._places: set[object] = set()

    def once(self, result: TicketResult) -> TicketResult:
        """Return a result without what was told of the same words with a ticket before.

        A question has no place in the file: it is the same where a finding in its text was.
        """
        if result.address.source != self._source:
            self._source, self._places = result.address.source, set()
        findings = {one: _place(one) for one in result.findings}
        questions = {one: (one.field, one.start, one.end, one.text) for one in result.questions}
        new = tuple(one for one, place in findings.items() if place not in self._places)
        shared = {one.location.field for one in findings if one not in new}
        asked = tuple(
            one
            for one, place in questions.items()
            if one.field not in shared or place not in self._places
        )
        self._places |= {place for place in findings.values() if place}
        self._places |= {place for one, place in questions.items() if one.about}
        if len(new) == len(result.findings) and len(asked) == len(result.questions):
            return result
        judgement = replace(result.judgement, findings=new, questions=asked)
        return replace(result, judgement=judgement)


def _place(finding: Finding) -> object:
    """Return where in its file the words of a finding stand, None where that is not known."""
    place = finding.location
    if place.file is None or place.start == place.end:
        return None
    return finding.rule, place.field, place.file, place.text


def gather(judged: Iterable[TicketResult], ruleset: Ruleset) -> Results:
    """Return all results of a run; the rules on the backlog judge when the last has come."""
    spill = Spill(of_results())
    store = Store()
    asks = asks_backlog(ruleset)
    held: set[int] = set()
    told = _Told()
    for result in map(told.once, judged):
        overrides = ruleset.settings.matching(result.address, result.kind)
        held.update(overrides)
        if asks:
            store.add(result, overrides)
        judgement = replace(result.judgement, facts=BacklogFacts())
        spill.append(replace(result, judgement=judgement))
    found = judge_backlog(store, ruleset)
    return Results(spill, found, Rulesets(ruleset), frozenset(held))
