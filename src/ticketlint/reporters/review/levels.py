"""The levels in the words of the review: what a reader has to do, one word for each everywhere."""

from collections.abc import Collection, Mapping

from ticketlint.model import Grade, Kind, Loss, Maturity, Severity, TicketResult
from ticketlint.scoring.levels import LEAST_READY, MOST_NEEDS, NO_DRAFT, NO_ERROR

# The names `draft` and `refined` are those of reports and settings; people misread them.
WORDS: Mapping[Maturity | None, str] = {
    Maturity.DRAFT: "needs rewriting",
    Maturity.REFINED: "needs an answer",
    Maturity.READY: "ready",
    None: "not judged",
}
# From the first a reader takes a score for that of a ticket that is ready; below the second one
# asks why a ticket is.
_HIGH, _LOW = LEAST_READY.least, NO_DRAFT.least
_BOUNDS = ", ".join(f"{grade} from {grade.least}" for grade in Grade if grade.least)
GRADES_TOLD = (
    f"The score adds up all that a ticket tells: {_BOUNDS}, else {Grade.F}. The level looks at the "
    f"main parts. A ticket of grade {NO_DRAFT} that lacks one of them needs an answer. A ticket "
    f"of grade {LEAST_READY} that has all of them is ready."
)
_READY_BUT_LOW = "Ready with few points: no main part is missing, but more could be told."
_HIGH_BUT_NOT_READY = (
    "It has the points of a ticket that is ready, but points do not make up for this."
)
# The parts that the shipped scorecard asks of a ticket that is ready.
_OUTCOME = "what shall be different, and how one can tell when it is done"
MAIN_PARTS: Mapping[Kind, str] = {
    # As the fact `contrary` counts it, which goes beyond what an author says should happen.
    Kind.BUG: (
        "what happens, what should happen instead (told, or plain from the fault: what crashes "
        "shall not), and how to see it"
    ),
    Kind.STORY: _OUTCOME,
    Kind.TASK: _OUTCOME,
    Kind.SPIKE: "its question, and what it is to yield",
    Kind.EPIC: "what shall be different, and why",
}

# Of a ticket that is a title alone its author is told that, not what the model of clarity learnt.
_NO_DESCRIPTION, _LEARNT = "empty-description", "clear"
_DESCRIPTION = "it has a description"
# How a card begins what it wants of a ticket, and what its author does then; the card may be a
# team's own, so what begins otherwise is told as it stands.
_DEEDS = (
    *(("it says ", "say "), ("it names ", "name "), ("it has ", "add "), ("it asks ", "ask ")),
    *(("it tells ", "tell "), ("it answers ", "answer "), ("it decides ", "decide ")),
    ("one can tell from it ", "say how one can tell "),
    ("a description says ", "add a description that says "),
    ("a sentence below the title says ", "say below the title "),
    ("the title says ", "let the title say "),
)


def main_parts(kinds: Collection[str]) -> str:
    """Return in a sentence the main parts of tickets of some kinds; nothing for none."""
    named: dict[str, list[str]] = {}
    for kind, parts in MAIN_PARTS.items():
        if kind in kinds:
            named.setdefault(parts, []).append(f"{'an' if kind is Kind.EPIC else 'a'} {kind}")
    told = [f"of {' or '.join(own)} {parts}" for parts, own in named.items()]
    return f"The main parts: {'; '.join(told)}." if told else ""


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


def request(result: TicketResult) -> str:
    """Return in one sentence what the author of a ticket has to add for the next level.

    "Please say why this is wanted."; nothing where it needs nothing. Errors that keep it from being
    ready are told with the first of them, points with the dearest.
    """
    needs = waited_for(result)
    if not needs:
        return ""
    if is_title_alone(result):
        return f"Please {_to_do(_DESCRIPTION)}."
    if NO_ERROR in needs:
        errors = (one.message for one in result.findings if one.severity is Severity.ERROR)
        return f"Please mend what is wrong: {next(errors, NO_ERROR).rstrip('.')}."
    more = "tell more: " if _is_short_of_points(result) else ""
    return f"Please {more}{', and '.join(map(_to_do, needs))}."


def _to_do(wanted: str) -> str:
    """Return what a card wants of a ticket as what its author does: "say why this is wanted"."""
    for its, own in _DEEDS:
        if wanted.startswith(its):
            return own + wanted.removeprefix(its)
    return f"change it so that {wanted}"


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
