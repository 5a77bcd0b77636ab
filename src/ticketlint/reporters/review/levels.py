"""The levels in the words of the review: what a reader has to do, one word for each everywhere."""

from collections.abc import Mapping

from ticketlint.model import Loss, Maturity, Severity, TicketResult
from ticketlint.scoring.levels import LEAST_READY, MOST_NEEDS, NO_ERROR
from ticketlint.scoring.score import GRADES, WORST

# The names `draft` and `refined` are those of reports and settings; people misread them.
WORDS: Mapping[Maturity | None, str] = {
    Maturity.DRAFT: "needs rewriting",
    Maturity.REFINED: "needs an answer",
    Maturity.READY: "ready",
    None: "not judged",
}
# From here on a reader takes a score for that of a ticket that is ready, the first is the least
# such a ticket has; below the second, that of grade B, one asks why a ticket is.
_HIGH, _LOW = 60, 75
_BOUNDS = ", ".join(f"{grade} from {least:g}" for least, grade in GRADES)
GRADES_TOLD = (
    f"The score counts all that a ticket tells, and its grade is {_BOUNDS}, else {WORST}. Ready "
    f"means that no main part is missing, from {LEAST_READY} points on: one missing part keeps 80 "
    "points from being ready."
)
_READY_BUT_LOW = "Ready with few points: no main part is missing, but more could be told."
_HIGH_BUT_NOT_READY = "The score counts all that it tells; the level waits for what it still lacks."

# Of a ticket that is a title alone its author is told that, not what the model of clarity learnt.
_NO_DESCRIPTION, _LEARNT = "empty-description", "clear"
_DESCRIPTION = "it has a description"


def word_of(result: TicketResult) -> str:
    """Return the level of a ticket in the words of the review."""
    return WORDS[level_of(result)]


def level_of(result: TicketResult) -> Maturity | None:
    """Return the level of a ticket, None where it has no score."""
    return result.standing.level if result.standing else None


def waited_for(result: TicketResult) -> tuple[str, ...]:
    """Return what the next level waits for, after "if"; where it is points only the dearest."""
    needs = result.standing.needs if result.standing else ()
    return needs[:1] if _is_short_of_points(result) else needs


def until(result: TicketResult) -> str:
    """Return what a ticket stays at its level for: "until it says why"; else nothing.

    Errors that keep it from being ready are told with the first of them, points with the dearest.
    """
    needs = waited_for(result)
    if not needs:
        return ""
    if is_title_alone(result):
        return f"until {_DESCRIPTION}"
    if _is_short_of_points(result):
        dearest = result.score.lost[0]
        return f"until it tells more: +{dearest.points:g} if {dearest.wanted}"
    errors = (one.message for one in result.findings if one.severity is Severity.ERROR)
    first = next(errors, "").rstrip(".") if NO_ERROR in needs else ""
    return f"until {', and '.join(needs)}{f': {first}' if first else ''}"


def wanted_of(loss: Loss, result: TicketResult) -> str:
    """Return what brings points back to a ticket, after "if", as its author can act on it."""
    return _DESCRIPTION if loss.fact == _LEARNT and is_title_alone(result) else loss.wanted


def is_title_alone(result: TicketResult) -> bool:
    """Tell whether a ticket has no description, and its title does not say it all."""
    return any(finding.rule == _NO_DESCRIPTION for finding in result.findings)


def _is_short_of_points(result: TicketResult) -> bool:
    """Tell whether a ticket has all parts of its level and too few points: its losses stand in."""
    dearest = tuple(loss.wanted for loss in result.score.lost[:MOST_NEEDS])
    needs = result.standing.needs if result.standing else ()
    return len(needs) == MOST_NEEDS and needs == dearest


def why_apart(result: TicketResult) -> str:
    """Return in a sentence why level and score of a ticket differ, nothing where they do not."""
    standing, score = result.standing, result.score.value
    if standing is None or score is None:
        return ""
    if standing.level is Maturity.READY:
        return _READY_BUT_LOW if score < _LOW else ""
    return _HIGH_BUT_NOT_READY if score >= _HIGH else ""
