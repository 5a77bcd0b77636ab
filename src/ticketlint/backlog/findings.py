"""What the rules on a backlog find, and where it goes: into the results, and their questions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ticketlint.backlog import BACKLOG_CHECKS
from ticketlint.backlog.matches import BacklogMatch
from ticketlint.backlog.store import BacklogTicket
from ticketlint.config.settings import Config
from ticketlint.judging.findings import FindingFactory, Hit, Subject, ordered
from ticketlint.model import Finding, Question, Severity, TicketResult, question_of
from ticketlint.rules.ruleset import Ruleset, Rulesets
from ticketlint.scoring.levels import held_back


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
    rulesets = Rulesets(ruleset)
    for rule in ruleset.rules.values():
        if rule.match.backlog is None:
            continue
        check = rule.match.backlog
        factories: dict[int, FindingFactory] = {}
        for match in BACKLOG_CHECKS[check.name].find(tickets, check.options):
            ticket = tickets[match.index]
            if rule.applies_to.kinds and ticket.kind not in rule.applies_to.kinds:
                continue
            own = rulesets.of_overrides(ticket.overrides)
            if rule.id not in own.rules:
                continue
            if match.index not in factories:
                subject = Subject(ticket.title, ticket.kind, ticket.status)
                factories[match.index] = FindingFactory(rule, subject, own.settings)
            finding = factories[match.index].make(_hit(match))
            if finding is not None:
                found.setdefault(match.index, []).append(finding)
    return found


def _hit(match: BacklogMatch) -> Hit:
    return Hit(match.location, match.location.text, match.facts, match.identity)


def with_findings(result: TicketResult, more: Sequence[Finding], settings: Config) -> TicketResult:
    """Return the result with findings of the rules on the backlog; its score stays.

    What an error asks comes first, for a duplicate or an unknown parent puts all else in doubt;
    what others ask comes after the questions about the ticket itself, as far as there is room.
    """
    judgement = replace(
        result.judgement,
        standing=held_back(result.standing, more),
        findings=ordered((*result.findings, *more)),
        questions=_asked(result.questions, more, settings),
    )
    return replace(result, judgement=judgement)


def _asked(
    own: Sequence[Question], more: Sequence[Finding], settings: Config
) -> tuple[Question, ...]:
    asking = [
        one for one in ordered(more) if one.question and settings.shows(one.rule, one.severity)
    ]
    first = [question_of(one) for one in asking if one.severity is Severity.ERROR]
    last = [question_of(one) for one in asking if one.severity is not Severity.ERROR]
    distinct: dict[str, Question] = {}
    for question in (*first, *own, *last):
        distinct.setdefault(question.text, question)
    return tuple(distinct.values())[: settings.max_questions]
