"""Tickets of a review with the questions that a test needs."""

from dataclasses import replace
from typing import Any

from ticketlint.model import (
    Address,
    AnswerType,
    Gate,
    Judgement,
    Kind,
    Loss,
    Maturity,
    Question,
    Report,
    Score,
    Standing,
    TicketResult,
    Versions,
    Words,
)


def asked(type_: AnswerType, about: str = "basket", text: str = "Which basket?") -> Question:
    return Question(text, type_, about, "description", 0, len(about), "")


def ticket(
    key: str,
    *questions: Question,
    level: Maturity = Maturity.REFINED,
    score: float = 50,
    priority: str = "",
    sprint: str = "",
    due: str = "",
    title: str = "Show it",
    kind: Kind = Kind.STORY,
) -> TicketResult:
    address = Address(key, title, priority=priority, sprint=sprint, due=due)
    judgement = Judgement(
        kind, "", Score(score, "D"), standing=Standing(level), questions=questions
    )
    return TicketResult(address, judgement)


def asking(key: str, *questions: Question, **facts: Any) -> TicketResult:
    """Return a ticket whose author asks something."""
    one = ticket(key, *questions, **facts)
    asks = (Words("description", 20, 35, "Is it a switch?"),)
    return replace(one, judgement=replace(one.judgement, asks=asks))


def report(*results: TicketResult) -> Report:
    return Report(Versions("1", "", 1, "", ""), Gate(passed=True), results)


WHICH = asked(AnswerType.WHICH)


PLAIN = asked(AnswerType.SCOPE, about="", text="What is no part of this?")


OPEN = asked(AnswerType.CHOICE, about="red or blue", text='Which is it: "red or blue"?')


def lacking(*facts: str) -> dict[str, object]:
    """Return what a judgement has where these facts are lacking, each in words of its own."""
    lost = tuple(Loss(fact, 9, f"it has {fact}") for fact in facts)
    return {
        "score": Score(50, "D", lost),
        "standing": Standing(Maturity.REFINED, tuple(one.wanted for one in lost)),
    }
