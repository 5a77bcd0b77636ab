"""Choose what an author is asked: few questions, the costliest first, each once."""

from collections.abc import Iterable
from dataclasses import dataclass

from ticketlint.model import WHOLE, Finding

# So many more places of one rule are named behind its question.
_MORE_PLACES = 3
_LONGEST_PLACE = 40


@dataclass(frozen=True, slots=True)
class Asking:
    """A finding as it asks: its rule, its question, and the words that it hit.

    `whole` tells that it asks about the ticket as a whole, and less closely than the others.
    """

    rule: str
    question: str
    text: str = ""
    whole: bool = False


def asking(finding: Finding) -> Asking:
    """Return how a finding asks; without a question its message stands in."""
    question, whole = finding.question or finding.message, finding.category == WHOLE
    return Asking(finding.rule, question, finding.location.text, whole)


def choose_questions(found: Iterable[Asking], most: int) -> tuple[str, ...]:
    """Return at most `most` questions in the order of `found`, one for each rule.

    What asks about the whole comes last. A rule that hit several places asks once and names
    up to three of the others.
    """
    rules: dict[str, list[Asking]] = {}
    for one in sorted(found, key=lambda one: one.whole):
        rules.setdefault(one.rule, []).append(one)
    told = dict.fromkeys(_question(own) for own in rules.values())
    return tuple(told)[:most]


def _question(found: list[Asking]) -> str:
    first, *others = found
    question = " ".join(first.question.split())
    places = dict.fromkeys(" ".join(one.text.split()) for one in others)
    named = [p for p in places if p and p != " ".join(first.text.split()) and p not in question]
    short = [f'"{place}"' for place in named if len(place) <= _LONGEST_PLACE][:_MORE_PLACES]
    return f"{question} (The same for {', '.join(short)}.)" if short else question
