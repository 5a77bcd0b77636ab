"""Judge tickets: from annotated documents to findings, questions and a score."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import nullcontext
from dataclasses import replace
from typing import Self, TypeVar

from spacy.language import Language

from ticketlint.annotation.document import TicketDoc, annotate, load_networks
from ticketlint.annotation.kinds import Certainty
from ticketlint.asking.questions import ask
from ticketlint.asking.ranking import load_model as load_ranker
from ticketlint.cleaning.language import ENGLISH, NAMES, UNKNOWN
from ticketlint.cleaning.outline import Outline, outline
from ticketlint.cleaning.templates import NO_TEMPLATES, Templates
from ticketlint.config import budgets
from ticketlint.harmless.credentials import conceal, conceal_facts
from ticketlint.judging.asks import asks_of
from ticketlint.judging.facts import backlog_facts
from ticketlint.judging.findings import (
    FindingFactory,
    Hit,
    Subject,
    digest,
    ordered,
    quoted,
    with_rules,
)
from ticketlint.judging.terms import Terms, terms_by_overrides
from ticketlint.judging.text import text_of
from ticketlint.matching.matches import Match
from ticketlint.matching.patterns import PatternSet, TicketHits
from ticketlint.matching.places import locate
from ticketlint.matching.signals.telling import tells_of
from ticketlint.model import (
    Address,
    BacklogFacts,
    Failure,
    Finding,
    Judgement,
    Kind,
    Score,
    Standing,
    Ticket,
    TicketResult,
)
from ticketlint.rules.ruleset import Ruleset
from ticketlint.rules.schema import Rule
from ticketlint.scoring.levels import held_back
from ticketlint.scoring.score import unscored
from ticketlint.scoring.scoring import Appraisal, Scorer, why_unscored
from ticketlint.sources.identity import identity_of

T = TypeVar("T")
# Of what a ticket lacks, so much is told in one sentence.
_MOST_LACKING = 2


class Linter:
    """Lints tickets with one ruleset and one pipeline; keeps nothing between tickets."""

    def __init__(self, ruleset: Ruleset, nlp: Language, learnt: Templates = NO_TEMPLATES) -> None:
        """Compile the patterns of the rules.

        Lines of templates, those of the ruleset and those `learnt` from the run, are nobody's
        words.

        Raises: RuleError where a pattern does not compile, ConfigError where the weights of a
        network do not fit this code.
        """
        load_networks()
        load_ranker()
        self._config = ruleset.settings
        self._wordings = ruleset.wordings
        rules = ruleset.rules.values()
        self._terms_of = terms_by_overrides(ruleset)
        self._patterns = PatternSet(rules, nlp)
        self._nlp = nlp
        self._named = ruleset.templates
        self._templates = self._named.joined(learnt)
        self._vocabulary = ruleset.vocabulary
        self._asks_backlog = any(rule.match.backlog for rule in rules)

    def by(self, learnt: Templates) -> Self:
        """Take other lines for those that the run has learnt, and return itself."""
        self._templates = self._named.joined(learnt)
        return self

    def lint(self, tickets: Sequence[Ticket]) -> list[TicketResult]:
        """Return one result for each ticket of a batch, in the same order.

        A fault on one ticket becomes a failure in its result; it never stops the run.
        """
        return self.view(tickets, self.judge)

    def view(
        self, tickets: Sequence[Ticket], see: Callable[[TicketDoc], T]
    ) -> "list[T | TicketResult]":
        """Return what `see` makes of each annotated ticket, or the failed result of one.

        What the batch taught a vocabulary that knows many words is forgotten with it, or 50,000
        tickets would fill the memory: `see` keeps nothing of a document.
        """
        knows_many = len(self._nlp.vocab.strings) > budgets.WORDS_LEARNT
        # Inside a zone the tokenizer remembers no word, also of those that each ticket has.
        with self._nlp.memory_zone() if knows_many else nullcontext():
            return [
                doc if isinstance(doc, TicketResult) else see(doc) for doc in self.annotate(tickets)
            ]

    def annotate(self, tickets: Sequence[Ticket]) -> list[TicketDoc | TicketResult]:
        """Return each ticket annotated, or the failed result of one that cannot be."""
        outlines = [self._outline(ticket) for ticket in tickets]
        try:
            docs = annotate([part for part in outlines if isinstance(part, Outline)], self._nlp)
            return [next(docs) if isinstance(part, Outline) else part for part in outlines]
        except Exception:  # one bad text in the batch: find it by going one by one
            return [self._annotate_alone(part) for part in outlines]

    def _outline(self, ticket: Ticket) -> Outline | TicketResult:
        try:
            return outline(ticket, self._config.sections, self._templates)
        except Exception as error:
            return _failed(ticket, error)

    def _annotate_alone(self, part: Outline | TicketResult) -> TicketDoc | TicketResult:
        if isinstance(part, TicketResult):
            return part
        try:
            return next(annotate([part], self._nlp))
        except Exception as error:
            return _failed(part.ticket, error)

    def judge(self, doc: TicketDoc) -> TicketResult:
        """Return what the rules find in one annotated ticket."""
        address = _address(doc.ticket, shows_people=self._config.show_people)
        return TicketResult(address, self._judgement(doc))

    def _judgement(self, doc: TicketDoc) -> Judgement:
        terms = self._terms_of(self._config.matching(doc.ticket, doc.kind))
        foreign = _foreign(doc.outline.language, terms)
        if foreign:
            return self._judged(doc, unscored(foreign))
        found: list[tuple[Match, Finding]] = []
        failures: list[Failure] = []
        try:
            hits = self._patterns.scan(doc)
            tells = tells_of(doc)
        except Exception as error:
            return _unread(error)
        for rule in terms.applicable(doc.kind):
            try:
                found += self._find(rule, doc, hits, terms)
            except Exception as error:
                failures.append(Failure(_told(error), rule=rule.id))
        findings = [finding for _, finding in found]
        appraisal = terms.scorer.appraise(doc, findings)
        # A grade that no reader sees is no ground for a finding.
        if not why_unscored(doc, [failure.rule for failure in failures], len(findings)):
            findings += self._graded(hits, appraisal, terms)
        score, standing = _score(doc, findings, failures, appraisal, terms.scorer)
        worst_first = ordered(findings)[: budgets.FINDINGS]
        judgement = replace(
            self._judged(doc, score),
            standing=standing,
            findings=worst_first,
            questions=ask(doc, self._wordings, self._config.max_questions),
            failures=tuple(failures),
            facts=self._facts(doc),
            tells=tells,
            asks=asks_of(found, self._config.max_questions),
        )
        return with_rules(judgement, terms.settings)

    def _judged(self, doc: TicketDoc, score: Score) -> Judgement:
        return Judgement(
            kind=doc.kind,
            kind_reason=doc.reading.reason,
            score=score,
            template_lines=sum(passage.is_template for passage in doc.passages),
            templates=_templates(doc.outline.repeated),
            exemptions=doc.outline.exemptions,
            text=text_of(doc) if self._config.ticket_text else (),
        )

    def _facts(self, doc: TicketDoc) -> BacklogFacts:
        return backlog_facts(doc, self._vocabulary) if self._asks_backlog else BacklogFacts()

    def _find(
        self, rule: Rule, doc: TicketDoc, hits: TicketHits, terms: Terms
    ) -> Iterator[tuple[Match, Finding]]:
        found = self._patterns.find(rule, hits)
        if found:
            yield from self._made(
                rule, hits, ((match, _facts(match, doc)) for match in found), terms
            )

    def _graded(self, hits: TicketHits, appraisal: Appraisal, terms: Terms) -> Iterator[Finding]:
        """Yield the findings of rules on the grade, which is known when all others have found."""
        lacking = quoted(
            " and if ".join(loss.wanted for loss in appraisal.score.lost[:_MOST_LACKING])
        )
        doc = hits.ticket
        for rule in terms.applicable(doc.kind):
            if rule.match.grade and rule.match.grade == appraisal.score.grade:
                match = Match()
                facts = {**_facts(match, doc), "lacking": lacking}
                made = self._made(rule, hits, [(match, facts)], terms)
                yield from (finding for _, finding in made)

    def _made(
        self,
        rule: Rule,
        hits: TicketHits,
        matches: Iterable[tuple[Match, Mapping[str, str]]],
        terms: Terms,
    ) -> Iterator[tuple[Match, Finding]]:
        doc = hits.ticket
        title = doc.ticket.title.strip() or doc.ticket.key
        is_sure = doc.reading.certainty_of(rule.applies_to.kinds) is Certainty.SURE
        is_quiet = self._patterns.is_quiet(rule, hits)
        subject = Subject(
            title, doc.kind, doc.ticket.status, is_sure, is_quiet, doc.presence.absent
        )
        factory = FindingFactory(rule, subject, terms.settings)
        for match, facts in matches:
            finding = factory.make(Hit(locate(match, doc), match.text, facts))
            if finding is not None:
                yield match, finding


def _foreign(language: str, terms: Terms) -> str:
    """Return why a ticket is not judged for its language; in doubt it is that of the team."""
    if language == UNKNOWN and terms.settings.language != ENGLISH:
        return "too short to tell its language, it reads like no English"
    if language in {UNKNOWN, ENGLISH}:
        return ""
    return f"written in {NAMES[language]}, only English is judged"


def _score(
    doc: TicketDoc,
    findings: Sequence[Finding],
    failures: Sequence[Failure],
    appraisal: Appraisal,
    scorer: Scorer,
) -> tuple[Score, Standing | None]:
    """Return score and level, or why there is neither."""
    reason = why_unscored(doc, [failure.rule for failure in failures], len(findings))
    reason = reason or scorer.left_out()
    if reason:
        return unscored(reason), None
    return appraisal.score, held_back(appraisal.standing, findings)


def _facts(match: Match, doc: TicketDoc) -> Mapping[str, str]:
    """Return the names that only a rule on one ticket may use in its wording."""
    return {
        "heading": match.section.heading.strip().rstrip(":") if match.section else "",
        "object": quoted(doc.topic.object),
        "things": quoted(doc.topic.things),
        **match.facts,
    }


def failed(ticket: Ticket, why: str, told: str) -> TicketResult:
    """Return the result of a ticket that could not be judged; `told` is one line for its user."""
    return TicketResult(_address(conceal_facts(ticket)), _unjudged(why, told))


def _failed(ticket: Ticket, error: Exception) -> TicketResult:
    return failed(ticket, "the ticket could not be read", _told(error))


def _unread(error: Exception) -> Judgement:
    return _unjudged("the ticket could not be read", _told(error))


def _unjudged(why: str, told: str) -> Judgement:
    return Judgement(Kind.TASK, "not read", unscored(why), failures=(Failure(told),))


def _told(error: Exception) -> str:
    """Return one line on a fault of ours; the text of a ticket may stand in the error."""
    line = conceal(" ".join(str(error).split()))[:120]
    return f"{type(error).__name__}: {line} (please report it)"


def _templates(lines: AbstractSet[str]) -> str:
    return digest(*sorted(lines)) if lines else ""


def _address(ticket: Ticket, *, shows_people: bool = False) -> Address:
    """Return the address of a ticket whose credentials are blacked out."""
    return Address(
        key=ticket.key,
        title=ticket.title,
        source=ticket.source,
        line=ticket.line,
        url=ticket.url,
        project=ticket.project,
        type=ticket.type,
        status=ticket.status,
        identity=identity_of(ticket),
        parent=ticket.parent or "",
        priority=ticket.priority,
        sprint=ticket.sprint,
        created=ticket.created,
        updated=ticket.updated,
        due=ticket.due or "",
        labels=ticket.labels,
        components=ticket.components,
        reporter=ticket.reporter if shows_people else "",
        assignee=ticket.assignee if shows_people else "",
    )
