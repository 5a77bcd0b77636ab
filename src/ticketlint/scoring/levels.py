"""How far a ticket is: a draft, refined, or ready, and what the next level needs."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ticketlint.config.scoretable import Needs
from ticketlint.model import Finding, Kind, Maturity, Score, Severity, Standing
from ticketlint.rules.scorecard import Scorecard
from ticketlint.scoring.score import BEST, WORST

# A part is there from this value of its fact on: more likely than not.
THERE = 0.5
# The least score of a ticket that is ready, that of grade C.
LEAST_READY = 60
# So many losses stand in for parts where a ticket has all of them and is graded worst.
MOST_NEEDS = 3
NO_ERROR = "no error is left"


def standing_of(card: Scorecard, kind: Kind, facts: Mapping[str, float], score: Score) -> Standing:
    """Return the level of a ticket and what the next one needs, in the words of the card.

    Whatever parts it has, a ticket of the worst grade is a draft, one of a grade below C is not
    ready, and one of the best is refined at least.
    """
    needs = card.levels.get(kind, Needs())
    dearest = tuple(loss.wanted for loss in score.lost[:MOST_NEEDS])
    lacking = _lacking(card, needs.refined, facts)
    if lacking and score.grade == BEST:
        return Standing(Maturity.REFINED, lacking)
    if lacking or score.grade == WORST:
        return Standing(Maturity.DRAFT, lacking or dearest)
    lacking = _lacking(card, needs.ready, facts)
    if lacking or (score.value or 0) < LEAST_READY:
        return Standing(Maturity.REFINED, lacking or dearest)
    return Standing(Maturity.READY)


def held_back(standing: Standing | None, findings: Iterable[Finding]) -> Standing | None:
    """Return the level of a ticket with these findings: one with an error is not ready."""
    if standing is None or standing.level is not Maturity.READY:
        return standing
    if any(finding.severity is Severity.ERROR for finding in findings):
        return replace(standing, level=Maturity.REFINED, needs=(NO_ERROR,))
    return standing


def _lacking(card: Scorecard, names: Iterable[str], facts: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(card.facts[name].wanted for name in names if facts.get(name, 1.0) < THERE)
