"""Rules on a whole backlog: what no ticket shows alone. They run after all tickets are judged."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

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
from ticketlint.rules.options import NoOptions, Options
from ticketlint.rules.pack import RulePack

OptionsT = TypeVar("OptionsT", bound=Options)


@dataclass(frozen=True, slots=True)
class BacklogRow(Generic[OptionsT]):
    """A check on a backlog and its options, which come from the rule and the configuration.

    `find` yields the matches in all results of a run, which are in input order.
    """

    find: Callable[[Sequence[TicketResult], OptionsT], Iterator[BacklogMatch]]
    options: type[OptionsT]


BACKLOG_CHECKS: Mapping[str, BacklogRow[Any]] = {
    "near-duplicates": BacklogRow(near_duplicates.check, near_duplicates.NearDuplicates),
    "parents": BacklogRow(parents.check, NoOptions),
    "spellings": BacklogRow(spellings.check, spellings.Spellings),
    "unexplained-terms": BacklogRow(unexplained_terms.check, NoOptions),
    "unknown-names": BacklogRow(unknown_names.check, unknown_names.UnknownNames),
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
        check = rule.match.backlog
        factories: dict[int, FindingFactory] = {}
        for match in BACKLOG_CHECKS[check.name].find(results, check.options):
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
