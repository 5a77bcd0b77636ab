"""Score a ticket by the card of a run: its facts, its points, its level."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ticketlint.annotation.document import TicketDoc
from ticketlint.config import budgets
from ticketlint.model import Finding, Score, Standing
from ticketlint.rules.ruleset import Ruleset
from ticketlint.scoring.facts import FACTS
from ticketlint.scoring.levels import standing_of
from ticketlint.scoring.reading import Reading
from ticketlint.scoring.score import score_of


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What the card says of a ticket."""

    score: Score
    standing: Standing


class Scorer:
    """Scores the tickets of a run."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Take the card, the rules that count, and which of them do not run."""
        self._card = ruleset.scorecard
        self._counts = ruleset.scored
        self._left_out = ruleset.left_out

    def appraise(self, ticket: TicketDoc, findings: Iterable[Finding]) -> Appraisal:
        """Return score and level of a ticket with these findings, whatever rules run."""
        counted = (one for one in findings if one.rule in self._counts)
        reading = Reading(ticket, Counter(one.category for one in counted))
        facts = _facts(reading)
        score = score_of(self._card, ticket.kind, facts, _words(reading, facts))
        return Appraisal(score, standing_of(self._card, ticket.kind, facts, score))

    def left_out(self) -> str:
        """Return why there is no score: the rules that count and do not run."""
        names = self._left_out
        if not names:
            return ""
        more = f" and {len(names) - 1} more" if names[1:] else ""
        return f"not all rules that count are on ({names[0]}{more} left out)"


def facts_of(ticket: TicketDoc, findings: Iterable[Finding]) -> dict[str, float]:
    """Return the facts of a ticket, 0 to 1, that its kind has; `findings` are of scored rules."""
    return _facts(Reading(ticket, Counter(finding.category for finding in findings)))


def _facts(reading: Reading) -> dict[str, float]:
    kind = reading.ticket.kind
    return {name: fact.read(reading) for name, fact in FACTS.items() if kind in fact.kinds}


def _words(reading: Reading, facts: Mapping[str, float]) -> dict[str, tuple[str, ...]]:
    """Return the words by which facts that take points hold, by fact."""
    return {
        name: fact.words(reading)
        for name, fact in FACTS.items()
        if fact.words is not None and facts.get(name)
    }


def why_unscored(ticket: TicketDoc, failed: Sequence[str], findings: int) -> str:
    """Return why a ticket cannot be scored, empty if it can; `failed` are rules."""
    if failed:
        return f"rule {failed[0]} failed"
    if ticket.ticket.field("description") is None:
        return "the source does not carry a description"
    if ticket.outline.cut_chars:
        return f"too long, {ticket.outline.cut_chars:,} characters of prose were not parsed"
    if findings > budgets.FINDINGS:
        return f"{findings:,} findings, {budgets.FINDINGS:,} are told"
    return ""
