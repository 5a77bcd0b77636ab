"""Measure rules, roles, kinds and the score on labelled tickets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Any

from ticketlint.annotation.cues import cue
from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.pipeline import account_of
from ticketlint.cleaning.outline import outline
from ticketlint.config.settings import Config, RuleSetting
from ticketlint.evaluation.asked import AskedFigures, asked_figures
from ticketlint.evaluation.classes import Classes, judge_classes
from ticketlint.evaluation.judging import Case, Disagreement, judge, locate_quote
from ticketlint.evaluation.labels import Labelled, read_labelled
from ticketlint.evaluation.ruletests import Outcome
from ticketlint.evaluation.truths import Verdict, rows_of
from ticketlint.model import Failure, Finding, Kind, Notice, SectionName, TicketResult
from ticketlint.rules.choice import is_on
from ticketlint.rules.measurements import Measured, rule_digest, spearman
from ticketlint.rules.ruleset import Ruleset
from ticketlint.rules.schema import Rule
from ticketlint.run.selection import all_rules, resolve
from ticketlint.run.session import Session


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A labelled ticket as the networks read it, or the failed result of one that they cannot."""

    labelled: Labelled
    doc: TicketDoc | TicketResult
    kind_without_type: Kind


@dataclass(frozen=True, slots=True)
class Rank:
    """How well an order of the tickets follows the labelled clarity: Spearman, n tickets."""

    spearman: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one run; only `disagreements`, `failures` and `notices` hold text.

    `asked` is None where no reader's questions are labelled with what they ask for.
    """

    files: tuple[str, ...]
    tickets: int
    ruleset: str
    pipeline: str
    rules: Mapping[str, Measured]
    groups: Mapping[str, Measured]
    unmeasured: tuple[str, ...]
    classes: tuple[Classes, ...]
    ranks: Mapping[str, Rank]
    asked: AskedFigures | None
    disagreements: tuple[Disagreement, ...]
    failures: tuple[Failure, ...]
    notices: tuple[Notice, ...]


def evaluate(paths: Sequence[Path], config: Config) -> Evaluation:
    """Measure on all tickets of the files together.

    Raises: SourceError for a file of labels that cannot be used, RuleError and ConfigError
    for rules or a configuration that cannot be used.
    """
    labelled = read_labelled(paths)
    with Session(resolve(config)) as session:
        read = list(read_cases(labelled, session))
    return measure(read, [path.name for path in paths], config)


def read_cases(labelled: Sequence[Labelled], session: Session) -> Iterator[ReadCase]:
    """Yield the tickets as the session's networks read them, once more with the type hidden."""
    ruleset = session.ruleset
    docs = session.annotate(one.ticket for one in labelled)
    for one, doc in zip(labelled, docs, strict=True):
        bare = replace(one.ticket, type="", labels=())
        hidden = cue(outline(bare, ruleset.settings.sections, ruleset.templates)).reading.kind
        yield ReadCase(one, doc, hidden)


def measure(read: Sequence[ReadCase], files: Sequence[str], config: Config) -> Evaluation:
    """Measure on tickets that were read, whatever networks read them; `files` are their files.

    Raises: RuleError and ConfigError for rules or a configuration that cannot be used.
    """
    ruleset = resolve(config)
    pack = all_rules(config)
    cases, failures = _cases(read, ruleset, pack.rules)
    rules, groups, told = _measure(cases, pack.rules)
    classes = judge_classes(cases)
    return Evaluation(
        files=tuple(files),
        tickets=len(read),
        ruleset=pack.hash,
        pipeline=" ".join(account_of(config.pipeline)),
        rules=dict(sorted(rules.items())),
        groups=groups,
        unmeasured=tuple(name for name in pack.rules if name not in rules),
        classes=classes,
        ranks=_ranks(cases),
        asked=_asked(cases),
        disagreements=(*told, *(one for part in classes for one in part.disagreements)),
        failures=tuple(failures),
        notices=tuple(_unplaced(cases)),
    )


def _cases(
    read: Sequence[ReadCase], ruleset: Ruleset, rules: Mapping[str, Rule]
) -> tuple[list[Case], list[Failure]]:
    """Return each ticket as the tool judges it, and what failed on the way."""
    off = _off(ruleset, rules)
    docs = [one.doc for one in read]
    with Session(ruleset) as session, Session(off) as other:
        results, extra = session.judge(docs), other.judge(docs)
    cases: list[Case] = []
    failures: list[Failure] = []
    for one, result, more in zip(read, results, extra, strict=True):
        ticket = one.labelled.ticket
        failures += (
            replace(failure, source=ticket.source, line=ticket.line)
            for failure in dict.fromkeys((*result.failures, *more.failures))
        )
        if isinstance(one.doc, TicketDoc):
            cases.append(_case(one, one.doc, result, more.findings))
    return cases, failures


def _off(ruleset: Ruleset, rules: Mapping[str, Rule]) -> Ruleset:
    """Return the rules that do not run: they are measured too, but take no points."""
    off = {
        name: rule
        for name, rule in rules.items()
        if name not in ruleset.rules or not is_on(rule, ruleset.settings)
    }
    settings = {
        name: RuleSetting(
            severity="note" if rule.severity == "off" else None,
            options=ruleset.settings.options(name),
        )
        for name, rule in off.items()
    }
    changes: dict[str, Any] = {"select": tuple(off), "rules": settings, "preview": True}
    changes |= {"overrides": (), "extend_select": (), "ignore": ()}
    return replace(ruleset, rules=off, settings=ruleset.settings.model_copy(update=changes))


def _case(read: ReadCase, doc: TicketDoc, result: TicketResult, more: Sequence[Finding]) -> Case:
    seen = {finding.rule for finding in result.findings}
    findings = (*result.findings, *(finding for finding in more if finding.rule not in seen))
    return Case(
        read.labelled, doc, findings, result.questions, result.score, read.kind_without_type
    )


def _measure(
    cases: Sequence[Case], rules: Mapping[str, Rule]
) -> tuple[dict[str, Measured], dict[str, Measured], list[Disagreement]]:
    measured: dict[str, Measured] = {}
    groups: dict[str, Measured] = {}
    told: list[Disagreement] = []
    for row, members in rows_of(rules):
        over = "tickets" if isinstance(row.truth, Verdict) else "quotes"
        shared = bool(row.group) and len(members) > 1
        for name in (name for name in members if name not in measured):
            judged = judge(name, row.truth, (name,), cases)
            mark = rule_digest(rules[name])
            measured[name] = Measured(judged.counts, over, (name,), row.group, mark)
            told += _with(judged.disagreements, Outcome.NOISY) if shared else judged.disagreements
        if row.group:
            together = _on_by_default(members, rules)
            judged = judge(row.group, row.truth, together, cases)
            groups[row.group] = Measured(judged.counts, over, together)
            told += _with(judged.disagreements, Outcome.MISSING) if shared else ()
    return measured, groups, told


def _on_by_default(names: Sequence[str], rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the rules that a user sees together; all, where each has to be asked for."""
    on = tuple(name for name in names if rules[name].profile != "pedantic")
    return on or tuple(names)


def _with(found: Iterable[Disagreement], outcome: Outcome) -> Iterator[Disagreement]:
    """Yield those of one outcome: of a label that rules share, only all of them miss a thing."""
    return (one for one in found if one.outcome is outcome)


def _ranks(cases: Sequence[Case]) -> dict[str, Rank]:
    """Return how the score, and two dumb orders, follow the mean of the labelled clarity."""
    known: list[tuple[float, float, float, float]] = []
    for case in cases:
        clarity = [label.clarity for label in case.labelled.labels if label.clarity is not None]
        if clarity and case.score.value is not None:
            body = case.doc.bodies.get("description")
            length = len(body.text) if body else 0
            known.append((mean(clarity), case.score.value, length, float(_has_heading(case))))
    labels, *orders = zip(*known, strict=True) if known else ((), (), (), ())
    names = ("score", "length", "acceptance-heading")
    return {
        name: Rank(spearman(order, labels), len(known))
        for name, order in zip(names, orders, strict=True)
    }


def _asked(cases: Sequence[Case]) -> AskedFigures | None:
    told = [
        (case.labelled.labels, case.questions)
        for case in cases
        if all(label.asked is not None for label in case.labelled.labels)
    ]
    return asked_figures(told) if told else None


def _has_heading(case: Case) -> bool:
    return any(
        part.name is SectionName.ACCEPTANCE_CRITERIA and part.heading for part in case.doc.sections
    )


def _unplaced(cases: Sequence[Case]) -> Iterator[Notice]:
    """Tell of quotes that do not stand in their ticket: they cannot be counted."""
    for case in cases:
        for label in case.labelled.labels:
            for name in ("vague", "undefined_terms", "placeholders", "minimising"):
                quotes = label.value(name)
                for words in quotes if isinstance(quotes, tuple) else ():
                    if not locate_quote(words, case.doc):
                        ticket = case.labelled.ticket
                        what = f"{case.key}: no such words: {words!r} (copy {name} exactly)"
                        yield Notice(what, ticket.source, ticket.line)
