"""The agenda of a refinement: which tickets to talk about, in which order, for how long.

A meeting can answer questions; it cannot rewrite a ticket that says nothing, so what is not ready
and raises no question about its own words goes back to its author. What is ready can be started:
its questions are for the time that is left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ticketlint.model import AnswerType, Kind, Maturity, Question, Report, Severity, TicketResult


class Party(StrEnum):
    """Whom a question goes to."""

    PRODUCT = "product"
    DESIGN = "design"
    ENGINEERING = "engineering"
    CUSTOMER = "the customer"


# Who usually can answer: what is wanted is decided by product, how it behaves at its edges by
# design, how it is built by engineering; what was seen, only who reported it knows.
_PARTIES: Mapping[AnswerType, Party] = {
    AnswerType.BEHAVIOUR: Party.DESIGN,
    AnswerType.EDGE: Party.DESIGN,
    AnswerType.METHOD: Party.ENGINEERING,
    AnswerType.STEPS: Party.CUSTOMER,
    AnswerType.ENVIRONMENT: Party.CUSTOMER,
}
# The names that trackers give to priorities, the most urgent first.
_PRIORITIES: tuple[frozenset[str], ...] = (
    frozenset({"blocker", "critical", "highest", "urgent", "p0", "0", "immediate"}),
    frozenset({"high", "major", "p1", "1"}),
    frozenset({"medium", "normal", "p2", "2", "moderate", "default"}),
    frozenset({"low", "minor", "p3", "3"}),
    frozenset({"lowest", "trivial", "p4", "p5", "4", "5"}),
)
# A ticket that says no priority stands between medium and low.
_NO_PRIORITY = 2.5
# An answer makes a refined ticket ready.
_LEVELS: Mapping[Maturity, int] = {Maturity.REFINED: 0, Maturity.DRAFT: 1, Maturity.READY: 2}
# Minutes of a meeting: to read a ticket aloud, and for each answer; our own estimate, to be
# changed by who runs the meeting.
_READING = 1
_ANSWERING = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A ticket to talk about; `number` counts from 0 in the report, `minutes` is its time-box.

    `needs` says what its next level asks for.
    """

    number: int
    key: str
    title: str
    url: str
    level: Maturity | None
    score: float | None
    priority: str
    sprint: str
    minutes: int
    questions: tuple[tuple[Party, Question], ...]
    needs: tuple[str, ...] = ()

    def asked_of(self, party: Party) -> list[Question]:
        """Return the questions that go to somebody."""
        return [question for one, question in self.questions if one is party]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What to decide, to send back to its author, to ask if time is left, and what is settled."""

    decide: tuple[Item, ...]
    send_back: tuple[Item, ...]
    optional: tuple[Item, ...]
    settled: tuple[Item, ...]

    @property
    def minutes(self) -> int:
        """Return how long the meeting takes."""
        return sum(item.minutes for item in self.decide)

    def asked_of(self, party: Party) -> list[tuple[Item, list[Question]]]:
        """Return the questions of the meeting that go to somebody, by ticket in its order."""
        asked = ((item, item.asked_of(party)) for item in self.decide)
        return [(item, questions) for item, questions in asked if questions]


def agenda_of(report: Report) -> Agenda:
    """Return the agenda of a report."""
    parts: tuple[list[Item], ...] = ([], [], [], [])
    decide, send_back, optional, settled = parts
    ranks: dict[int, tuple[float, ...]] = {}
    for number, result in enumerate(report.results):
        item = _item(number, result)
        ranks[number] = _rank(result)
        if result.standing is None or result.standing.level is Maturity.READY:
            (optional if item.questions else settled).append(item)
        else:
            (send_back if _is_for_author(result) else decide).append(item)
    return Agenda(*(_ordered(items, ranks) for items in parts))


def party_of(question: Question, kind: Kind) -> Party:
    """Return whom a question goes to; what was expected of a bug, its reporter knows."""
    if question.type is AnswerType.EXPECTED and kind is Kind.BUG:
        return Party.CUSTOMER
    return _PARTIES.get(question.type, Party.PRODUCT)


def _ordered(items: Iterable[Item], ranks: Mapping[int, tuple[float, ...]]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (*ranks[item.number], item.number)))


def _item(number: int, result: TicketResult) -> Item:
    address = result.address
    asked = tuple((party_of(question, result.kind), question) for question in result.questions)
    return Item(
        number=number,
        key=result.key,
        title=result.title,
        url=address.url,
        level=result.standing.level if result.standing else None,
        score=result.score.value,
        priority=address.priority,
        sprint=address.sprint,
        minutes=_READING + _ANSWERING * len(asked),
        questions=asked,
        needs=result.standing.needs if result.standing else (),
    )


def _is_for_author(result: TicketResult) -> bool:
    """Tell whether a meeting could only guess: no question, or of a draft none about its words."""
    is_draft = result.standing is not None and result.standing.level is Maturity.DRAFT
    asked = [one for one in result.questions if not is_draft or _names_words(one)]
    return not asked


def _names_words(question: Question) -> bool:
    about = question.about.casefold()
    return bool(about) and about in question.text.casefold()


def _rank(result: TicketResult) -> tuple[float, ...]:
    """Return the place in the meeting: priority, a sprint, errors, level, then the best score."""
    blocked = any(finding.severity is Severity.ERROR for finding in result.findings)
    score = result.score.value
    return (
        priority_rank(result.address.priority),
        not result.address.sprint,
        not blocked,
        _LEVELS[result.standing.level] if result.standing else len(_LEVELS),
        -score if score is not None else 1.0,
    )


def priority_rank(name: str) -> float:
    """Return 0 for the most urgent priority to 4 for the least; 2.5 where none is known."""
    plain = name.strip().casefold()
    ranks = (rank for rank, names in enumerate(_PRIORITIES) if plain in names)
    return next(ranks, _NO_PRIORITY)
