"""How far a ticket is: a draft, refined, or ready, and what the next level needs."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ticketlint.config.scoretable import Needs
from ticketlint.model import Finding, Grade, Kind, Maturity, Score, Severity, Standing
from ticketlint.rules.scorecard import Scorecard

# A part is there from this value of its fact on: more likely than not.
THERE = 0.5
# The least grade of a ticket that is ready.
LEAST_READY = Grade.C
# From this grade on nobody has to write a ticket anew for a part that is missing.
NO_DRAFT = Grade.B
# So many losses stand in for parts where a ticket has all of them and is graded worst.
MOST_NEEDS = 3
NO_ERROR = "no error is left"
# Of a title alone no part can be missed more than the others.
_DESCRIBED = "described"


def standing_of(card: Scorecard, kind: Kind, facts: Mapping[str, float], score: Score) -> Standing:
    """Return the level of a ticket and what the next one needs, in the words of the card.

    Whatever parts it has, a ticket of the worst grade is a draft, one of a grade below C is not
    ready, and one of grade B or better is refined at least. A title alone needs a description.
    """
    needs = card.levels.get(kind, Needs())
    dearest = tuple(loss.wanted for loss in score.lost[:MOST_NEEDS])
    bare = _lacking(card, (_DESCRIBED,), facts)
    value = score.value or 0
    lacking = _lacking(card, needs.refined, facts)
    if score.grade == Grade.F or (lacking and value < NO_DRAFT.least):
        return Standing(Maturity.DRAFT, bare or lacking or dearest)
    lacking += _lacking(card, needs.ready, facts)
    if lacking or value < LEAST_READY.least:
        return Standing(Maturity.REFINED, bare or lacking or dearest)
    return Standing(Maturity.READY)


def held_back(standing: Standing | None, findings: Iterable[Finding]) -> Standing | None:
    """Return the level of a ticket with these findings: one with an error is not ready."""
    if standing is None or standing.level is not Maturity.READY:
        return standing
    if any(finding.severity is Severity.ERROR for finding in findings):
        return replace(standing, level=Maturity.REFINED, needs=(NO_ERROR,))
    return standing


def _lacking(card: Scorecard, names: Iterable[str], facts: Mapping[str, float]) -> tuple[str, ...]:
    known = (name for name in names if name in card.facts)
    return tuple(card.facts[name].wanted for name in known if facts.get(name, 1.0) < THERE)
