"""Make findings, put them in order and give each an identity, whoever found them."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ticketlint.config.settings import Config
from ticketlint.model import (
    Address,
    Finding,
    Judgement,
    Kind,
    Level,
    Location,
    Part,
    Question,
    SectionName,
    Severity,
    Words,
)

if TYPE_CHECKING:
    from ticketlint.rules.schema import Rule

_ORDER: Mapping[Severity, int] = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


# The rule that finds what an author asks.
OPEN_QUESTION = "open-question"
# Characters of a title or a match in a sentence of ours; what is longer nobody reads.
MOST_QUOTED = 120


@dataclass(frozen=True, slots=True)
class Subject:
    """What the wording and the severity of a finding need to know of its ticket.

    `absent` are the chances, 0 to 1, that the ticket says nothing of a part; `is_quiet` tells that
    the rule holds its findings here to be worth a note at most.
    """

    title: str
    kind: Kind
    status: str
    is_kind_sure: bool = True
    is_quiet: bool = False
    absent: Mapping[Part, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule hit, in one ticket or across tickets.

    `words` are those a reader sees there; `facts` are further names for the wording;
    `identity` stands for the words where they do not tell two hits apart.
    """

    location: Location
    words: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    identity: str = ""


class FindingFactory:
    """Makes the findings of one rule in one ticket, in the order in which they were hit."""

    def __init__(self, rule: "Rule", subject: Subject, config: Config) -> None:
        """Begin to count what is hit."""
        self._rule = rule
        self._subject = subject
        self._config = config
        self._counts: Counter[str] = Counter()
        self._made = 0

    def make(self, hit: Hit) -> Finding | None:
        """Return the finding; None where the rule is off for such a ticket or section."""
        rule, place = self._rule, hit.location
        # Counted also where it is off, or another heading would make the next one new.
        identity = self._identity(hit)
        severity = self._severity(SectionName(place.section))
        if severity is None:
            return None
        self._made += 1
        facts = self._facts(hit)
        return Finding(
            rule=rule.id,
            category=rule.category,
            severity=severity,
            confidence=rule.confidence,
            message=rule.message.format_map(facts),
            question=rule.ask(facts),
            suggestion=rule.suggestion.format_map(facts),
            location=place,
            identity=identity,
            answer=rule.answer,
        )

    def _severity(self, section: SectionName) -> Severity | None:
        """Return the severity in a section, at the stage of the ticket; None is off."""
        rule, subject = self._rule, self._subject
        level = self._config.level_of(rule.id) or self._own_level(section)
        return None if level == "off" else self._config.staged(Severity(level), subject.status)

    def _own_level(self, section: SectionName) -> Level:
        """Return the level that the rule gives, lower where it is in doubt or says no more."""
        rule, subject = self._rule, self._subject
        level = rule.level(subject.kind, section)
        if level == "off":
            return level
        if any(subject.absent.get(part, 1.0) < least for part, least in rule.doubtful.items()):
            return "note"
        is_guessed = rule.applies_to.certain and not subject.is_kind_sure
        if is_guessed or subject.is_quiet:
            return "note"
        return rule.further or level if self._made else level

    def _facts(self, hit: Hit) -> Mapping[str, str]:
        """Return the names that the wording of a rule may use."""
        return {
            "match": quoted(hit.words),
            "section": hit.location.section.replace("_", " "),
            "heading": "",
            "title": quoted(self._subject.title),
            "kind": self._subject.kind.value,
            **hit.facts,
        }

    def _identity(self, hit: Hit) -> str:
        words = hit.identity or " ".join(hit.words.casefold().split())
        known = f"{hit.location.field}\0{words}"
        self._counts[known] += 1
        return digest(known, str(self._counts[known]))


def quoted(text: str) -> str:
    """Return a text on one line, cut at a word after `MOST_QUOTED` characters."""
    line = " ".join(text.split())
    if len(line) <= MOST_QUOTED:
        return line
    cut = line[: MOST_QUOTED - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[MOST_QUOTED // 2 :] else cut}…"


def digest(*parts: str) -> str:
    """Return 16 hex digits that stand for the parts, the same on every machine."""
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=8).hexdigest()


def fingerprint(finding: Finding, address: Address, rule: str = "") -> str:
    """Return what identifies a finding among those of all tickets, across edits and runs.

    `rule` is an earlier name of its rule: so it was known then.
    """
    return digest(address.identity, rule or finding.rule, finding.identity)


def asks_without(asks: tuple[Words, ...], left_out: Iterable[Finding]) -> tuple[Words, ...]:
    """Return what an author asks, without what was found by findings that are left out."""
    found = (one.location for one in left_out if one.rule == OPEN_QUESTION)
    places = {(place.field, place.start, place.end) for place in found}
    return tuple(one for one in asks if (one.field, one.start, one.end) not in places)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, worst first: by severity, by rule, by place."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                _ORDER[f.severity],
                f.rule,
                f.location.field != "title",
                f.location.field,
                f.location.start,
            ),
        )
    )


def with_rules(judgement: Judgement, settings: Config) -> Judgement:
    """Return a judgement whose questions name the rule of the worst finding they ask about.

    What the settings do not show, nobody is told of: of all that is judged, this alone depends
    on it, so that a judgement kept by another run is made its own here.
    """
    questions = tuple(
        replace(one, rule=_rule_of(one, judgement.findings, settings))
        for one in judgement.questions
    )
    same = questions == judgement.questions
    return judgement if same else replace(judgement, questions=questions)


def _rule_of(question: Question, findings: Iterable[Finding], settings: Config) -> str:
    asked = (one for one in findings if question.asks_about(one))
    return next((one.rule for one in asked if settings.shows(one.rule, one.severity)), "")
