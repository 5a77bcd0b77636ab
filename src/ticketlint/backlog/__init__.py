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
from ticketlint.backlog.store import BacklogTicket
from ticketlint.config.settings import Config
from ticketlint.judging.findings import fingerprint, ordered, quoted
from ticketlint.judging.questions import asking, choose_questions
from ticketlint.model import Finding, SectionName, Severity, TicketResult
from ticketlint.rules.ruleset import Ruleset
from ticketlint.rules.schema import Rule


class BacklogCheck(Protocol):
    """Yield the matches in all tickets of a run, which are in input order."""

    def __call__(
        self, tickets: Sequence[BacklogTicket], options: Mapping[str, Any], /
    ) -> Iterator[BacklogMatch]:
        """Yield the matches; `options` come from the rule and the configuration."""


BACKLOG_CHECKS: Mapping[str, BacklogCheck] = {
    "near-duplicates": near_duplicates.check,
    "parents": parents.check,
    "spellings": spellings.check,
    "unexplained-terms": unexplained_terms.check,
    "unknown-names": unknown_names.check,
}


def asks_backlog(ruleset: Ruleset) -> bool:
    """Tell whether a rule needs the facts of all tickets."""
    return any(rule.match.backlog for rule in ruleset.rules.values())


def judge_backlog(
    tickets: Sequence[BacklogTicket], ruleset: Ruleset
) -> Mapping[int, Sequence[Finding]]:
    """Return what the rules on the backlog find, by the index of the ticket.

    The tickets are in input order, so that the findings are the same on any executor.
    """
    found: dict[int, list[Finding]] = {}
    for rule in ruleset.rules.values():
        if rule.match.backlog is None:
            continue
        options = {**rule.match.backlog.options, **ruleset.settings.options(rule.id)}
        for match in BACKLOG_CHECKS[rule.match.backlog.name](tickets, options):
            finding = _finding(rule, match, tickets[match.index], ruleset.settings)
            if finding is not None:
                found.setdefault(match.index, []).append(finding)
    return found


def _finding(
    rule: Rule, match: BacklogMatch, ticket: BacklogTicket, config: Config
) -> Finding | None:
    if rule.applies_to.kinds and ticket.kind not in rule.applies_to.kinds:
        return None
    level = config.level(rule.id, ticket.kind) or rule.level(ticket.kind, SectionName.OTHER)
    if level == "off":
        return None
    facts = {
        "match": quoted(match.location.text),
        "title": quoted(ticket.title),
        "kind": ticket.kind.value,
        "section": match.location.section.replace("_", " "),
        "heading": "",
        **match.facts,
    }
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=config.staged(Severity(level), ticket.status),
        confidence=rule.confidence,
        message=rule.message.format_map(facts),
        question=rule.ask(facts),
        suggestion=rule.suggestion.format_map(facts),
        location=match.location,
        fingerprint=fingerprint(ticket.key, rule.id, match.identity or match.location.text),
    )


def with_findings(
    result: TicketResult, more: Sequence[Finding], most_questions: int
) -> TicketResult:
    """Return the result with findings of the rules on the backlog; its score stays."""
    findings = ordered((*result.findings, *more), result.score.lost)
    questions = choose_questions(map(asking, findings), most_questions)
    return replace(result, findings=findings, questions=questions)
