"""What a ticket is asked, in the order of a meeting: first what its author asks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ticketlint.model import AnswerType, Question, TicketResult
from ticketlint.reporters.review.done import done_of
from ticketlint.reporters.review.levels import is_title_alone, waited_for
from ticketlint.reporters.review.naming import quotes
from ticketlint.reporters.review.parties import Party, party_of

_A = AnswerType
# By a fact of the scorecard, the answers that give it.
_GIVES: Mapping[str, frozenset[AnswerType]] = {
    "outcome": frozenset({_A.DONE}),
    "done": frozenset({_A.DONE}),
    "criterion": frozenset({_A.DONE}),
    "criteria": frozenset({_A.DONE}),
    "inquiry": frozenset({_A.DONE}),
    "yield": frozenset({_A.DONE}),
    "reason": frozenset({_A.WHY}),
    "actor": frozenset({_A.WHO}),
    "expected": frozenset({_A.EXPECTED}),
    "steps": frozenset({_A.STEPS}),
    "environment": frozenset({_A.ENVIRONMENT}),
    "hedges": frozenset({_A.CHOICE}),
    "questions": frozenset({_A.CHOICE}),
    "undecided": frozenset({_A.CHOICE}),
}
# Some questions about words of a ticket ask beside it how one sees that it is done.
_SEEN = re.compile(
    r"\bhow (?:would|can|does|will) one (?:see|check|tell)\b|\bhow is (?:that|it) checked\b"
    r"|\bshows that it is done\b|\bby what is it judged\b",
    re.IGNORECASE,
)
# What an author leaves open, or says in two ways: somebody has to decide it.
_TO_DECIDE = frozenset({_A.CHOICE, _A.CONFLICT})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with whom it goes to; `number` is its place in the report, from 0.

    `is_needed`: the next level of the ticket waits for the answer. `is_own`: it is about words
    of the ticket; any ticket could be asked the others. `is_to_decide`: the ticket leaves it open.
    `is_by_author`: the author asks it.
    """

    number: int
    party: Party
    question: Question
    is_needed: bool = False
    is_own: bool = True
    is_to_decide: bool = False
    is_by_author: bool = False

    @property
    def text(self) -> str:
        """Return the question."""
        return self.question.text

    @property
    def can_wait(self) -> bool:
        """Tell whether a meeting does without the answer: any ticket could be asked, none waits."""
        return not self.is_needed and not self.is_own


def asked_of(result: TicketResult) -> tuple[Asked, ...]:
    """Return the questions of a ticket: its author's, needed ones, those on its words, the others.

    One that is done by its own words is asked nothing. What any ticket could be asked is left out
    beside a question about its words that wants the same kind of answer: "What is not part of
    this?" beside "What does it include?"; and of a title alone, whose author has to describe it.
    """
    if done_of(result):
        return ()
    needed = _needed(result)
    every = [
        Asked(
            number,
            party_of(question, result),
            question,
            not needed.isdisjoint(_wants(question)),
            is_own(question),
            question.type in _TO_DECIDE,
        )
        for number, question in enumerate(result.questions)
        if not _is_echo(question, result)
    ]
    own = {one.question.type for one in every if one.is_own}
    bare = is_title_alone(result)
    left = _once_checked(every)
    kept = (one for one in left if not (one.can_wait and (bare or one.question.type in own)))
    ordered = sorted(kept, key=lambda one: (not one.is_needed, not one.is_own))
    return (*_by_author(result), *ordered)


def _once_checked(every: list[Asked]) -> list[Asked]:
    """Leave out how one checks the whole ticket where another question asks that in passing."""
    passing = any(one.question.type is not _A.DONE and _SEEN.search(one.text) for one in every)
    return [
        one
        for one in every
        if not (passing and one.question.type is _A.DONE and not one.question.about)
    ]


def _by_author(result: TicketResult) -> Iterator[Asked]:
    """Yield what the author asks, numbered behind the questions of the report."""
    for number, words in enumerate(result.judgement.asks, start=len(result.questions)):
        place = words.field, words.start, words.end
        question = Question(f"The author asks: {words.text}", _A.CHOICE, words.text, *place, "")
        party = party_of(question, result)
        yield Asked(number, party, question, is_to_decide=True, is_by_author=True)


def _is_echo(question: Question, result: TicketResult) -> bool:
    """Tell whether a question only says again that the author asks something."""
    return question.type in _TO_DECIDE and any(
        words.field == question.field
        and words.start <= question.start
        and question.end <= words.end
        for words in result.judgement.asks
    )


def is_own(question: Question) -> bool:
    """Tell whether a question is about words of its ticket, or about what it leaves open."""
    found = question.rule and question.end > question.start
    return bool(quotes(question) or found or question.type in _TO_DECIDE)


def _wants(question: Question) -> set[AnswerType]:
    """Return the kinds of answer that a question wants."""
    return {question.type, _A.DONE} if _SEEN.search(question.text) else {question.type}


def _needed(result: TicketResult) -> frozenset[AnswerType]:
    """Return the answers that the next level waits for, as far as a question can ask for them."""
    needs = waited_for(result)
    facts = [loss.fact for loss in result.score.lost if loss.wanted in needs]
    return frozenset[AnswerType]().union(*(_GIVES.get(fact, frozenset()) for fact in facts))
