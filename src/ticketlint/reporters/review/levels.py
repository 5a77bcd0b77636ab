"""The levels in the words of the review: what a reader has to do, one word for each everywhere."""

from collections.abc import Mapping

from ticketlint.model import Maturity, Standing, TicketResult

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
_READY_BUT_LOW = "Ready with few points: no main part is missing, but more could be told."
_HIGH_BUT_NOT_READY = "Its points count all that it tells; the level asks for this first."


def word_of(result: TicketResult) -> str:
    """Return the level of a ticket in the words of the review."""
    return WORDS[level_of(result)]


def level_of(result: TicketResult) -> Maturity | None:
    """Return the level of a ticket, None where it has no score."""
    return result.standing.level if result.standing else None


def until(standing: Standing | None) -> str:
    """Return what a ticket stays at its level for: "until it says why"; else nothing."""
    if standing is None or standing.level.following is None or not standing.needs:
        return ""
    return f"until {', and '.join(standing.needs)}"


def why_apart(result: TicketResult) -> str:
    """Return in a sentence why level and score of a ticket differ, nothing where they do not."""
    standing, score = result.standing, result.score.value
    if standing is None or score is None:
        return ""
    if standing.level is Maturity.READY:
        return _READY_BUT_LOW if score < _LOW else ""
    return _HIGH_BUT_NOT_READY if score >= _HIGH else ""
