"""Choose what an author is asked: few questions, the costliest first, each once."""

from collections.abc import Iterable

from ticketlint.model import Finding, Question

# So many more places of one rule are named behind its question.
_MORE_PLACES = 3
_LONGEST_PLACE = 40


def choose_questions(found: Iterable[Finding], most: int) -> tuple[Question, ...]:
    """Return at most `most` questions in the order of `found`, one for each rule.

    A rule that hit several places asks once and names up to three of the others.
    """
    rules: dict[str, list[Finding]] = {}
    for finding in found:
        rules.setdefault(finding.rule, []).append(finding)
    told: dict[str, Question] = {}
    for own in rules.values():
        question = _question(own)
        told.setdefault(question.text, question)
    return tuple(told.values())[:most]


def _question(found: list[Finding]) -> Question:
    """Return how the findings of one rule ask, about the first of them."""
    first = found[0]
    place = first.location
    return Question(
        text=_text(found),
        type=first.answer,
        about=place.text,
        field=place.field,
        start=place.start,
        end=place.end,
        rule=first.rule,
    )


def _text(found: list[Finding]) -> str:
    """Return the wording; without a question the message stands in."""
    first, *others = found
    question = " ".join((first.question or first.message).split())
    places = dict.fromkeys(" ".join(one.location.text.split()) for one in others)
    own = " ".join(first.location.text.split())
    named = [place for place in places if place and place != own and place not in question]
    short = [f'"{place}"' for place in named if len(place) <= _LONGEST_PLACE][:_MORE_PLACES]
    return f"{question} (The same for {', '.join(short)}.)" if short else question
