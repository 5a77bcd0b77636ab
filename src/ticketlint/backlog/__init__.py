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
from ticketlint.judging.findings import fingerprint, ordered, quoted
from ticketlint.judging.questions import asking, choose_questions
from ticketlint.model import Finding, SectionName, Severity, TicketResult
from ticketlint.rules.options import NoOptions, Options
from ticketlint.rules.pack import RulePack
from ticketlint.rules.schema import Rule

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
        for match in BACKLOG_CHECKS[check.name].find(results, check.options):
            finding = _finding(rule, match, results[match.index], config)
            if finding is not None:
                found.setdefault(match.index, []).append(finding)
    return tuple(
        _with(result, found[index], config) if index in found else result
        for index, result in enumerate(results)
    )


def _finding(
    rule: Rule, match: BacklogMatch, result: TicketResult, config: Config
) -> Finding | None:
    if rule.applies_to.kinds and result.kind not in rule.applies_to.kinds:
        return None
    level = config.level(rule.id, result.kind) or rule.level(result.kind, SectionName.OTHER)
    if level == "off":
        return None
    facts = {
        "match": quoted(match.location.text),
        "title": quoted(result.title),
        "kind": result.kind.value,
        "section": match.location.section.replace("_", " "),
        "heading": "",
        **match.facts,
    }
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=config.staged(Severity(level), result.status),
        confidence=rule.confidence,
        message=rule.message.format_map(facts),
        question=rule.ask(facts),
        suggestion=rule.suggestion.format_map(facts),
        location=match.location,
        fingerprint=fingerprint(result.key, rule.id, match.identity or match.location.text),
    )


def _with(result: TicketResult, more: Sequence[Finding], config: Config) -> TicketResult:
    findings = ordered((*result.findings, *more), result.score.lost)
    questions = choose_questions(map(asking, findings), config.max_questions)
    return replace(result, findings=findings, questions=questions)
