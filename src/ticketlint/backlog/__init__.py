"""Rules on a whole backlog: what no ticket shows alone. They run after all tickets are judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from ticketlint.backlog import (
    near_duplicates,
    parents,
    spellings,
    unexplained_terms,
    unknown_names,
)
from ticketlint.backlog.matches import BacklogMatch
from ticketlint.config.settings import Config
from ticketlint.judging.findings import FindingFactory, Hit, Subject, ordered
from ticketlint.judging.questions import choose_questions
from ticketlint.model import Finding, TicketResult
from ticketlint.rules.pack import RulePack


class BacklogCheck(Protocol):
    """Yield the matches in all results of a run, which are in input order."""

    def __call__(
        self, results: Sequence[TicketResult], options: Mapping[str, Any], /
    ) -> Iterator[BacklogMatch]:
        """Yield the matches; `options` come from the rule and the configuration."""


BACKLOG_CHECKS: Mapping[str, BacklogCheck] = {
    "near-duplicates": near_duplicates.check,
    "parents": parents.check,
    "spellings": spellings.check,
    "unexplained-terms": unexplained_terms.check,
    "unknown-names": unknown_names.check,
}


def judge_backlog(
    results: Sequence[TicketResult], pack: RulePack, config: Config
) -> tuple[TicketResult, ...]:
    """Return the results with the findings of the rules on the backlog; scores stay.

    What is kept for each ticket is small and the results are in input order, so that the
    findings are the same on any executor.
    """
    found: dict[int, list[Finding]] = {}
    for rule in pack.rules.values():
        if rule.match.backlog is None:
            continue
        options = {**rule.match.backlog.options, **config.options(rule.id)}
        factories: dict[int, FindingFactory] = {}
        for match in BACKLOG_CHECKS[rule.match.backlog.name](results, options):
            result = results[match.index]
            if rule.applies_to.kinds and result.kind not in rule.applies_to.kinds:
                continue
            if match.index not in factories:
                subject = Subject(result.title, result.kind, result.address.status)
                factories[match.index] = FindingFactory(rule, subject, config)
            finding = factories[match.index].make(_hit(match))
            if finding is not None:
                found.setdefault(match.index, []).append(finding)
    return tuple(
        _with(result, found[index], config) if index in found else result
        for index, result in enumerate(results)
    )


def _hit(match: BacklogMatch) -> Hit:
    return Hit(match.location, match.location.text, match.facts, match.identity)


def _with(result: TicketResult, more: Sequence[Finding], config: Config) -> TicketResult:
    findings = ordered((*result.findings, *more), result.score.lost)
    questions = choose_questions(findings, config.max_questions)
    judgement = replace(result.judgement, findings=findings, questions=questions)
    return replace(result, judgement=judgement)
