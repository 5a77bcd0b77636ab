"""The agenda of a refinement: which tickets to talk about, in which order, for how long.

A meeting can answer questions; it cannot rewrite a ticket that says nothing, so what is not ready
and raises no question about its own words goes back to its author. What is ready can be started:
its questions are for the time that is left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from ticketlint.model import Maturity, Question, Report, Severity, TicketResult
from ticketlint.reporters.review.naming import words_named
from ticketlint.reporters.review.parties import Party, party_of
from ticketlint.reporters.view import MEETING

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
READING = 1
ANSWERING = 2
# A question that so many tickets are asked in the same words is written once.
_SHARED = 3


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

    @property
    def following(self) -> str:
        """Return what its next level asks for, in a sentence; nothing where that is not known."""
        level = self.level.following if self.level else None
        if level is None or not self.needs:
            return ""
        return f"{level.value.capitalize()} if {', and '.join(self.needs)}."

    def asked_of(self, party: Party) -> list[Question]:
        """Return the questions that go to somebody."""
        return [question for one, question in self.questions if one is party]


@dataclass(frozen=True, slots=True)
class Shared:
    """A question that several tickets are asked in the same words; `label` stands for it there."""

    label: str
    party: Party
    text: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Agenda:
    """What to decide, to send back to its author, to ask if time is left, and what is settled.

    `shared` are questions of tickets that are not settled, those of most tickets first; `meeting`
    is how many minutes there are.
    """

    decide: tuple[Item, ...]
    send_back: tuple[Item, ...]
    optional: tuple[Item, ...]
    settled: tuple[Item, ...]
    shared: tuple[Shared, ...] = ()
    meeting: int = MEETING

    @property
    def minutes(self) -> int:
        """Return how long the meeting takes."""
        return sum(item.minutes for item in self.decide)

    @property
    def in_time(self) -> int:
        """Return how many tickets, from the first on, the meeting has time for."""
        ends = accumulate(item.minutes for item in self.decide)
        return sum(end <= self.meeting for end in ends)

    @property
    def stop(self) -> str:
        """Return where the meeting has to stop, in words; nothing where it has time for all."""
        if self.in_time == len(self.decide):
            return ""
        if not self.in_time:
            return f"The first ticket alone takes longer than {self.meeting} minutes."
        tickets = "this ticket" if self.in_time == 1 else f"these {self.in_time} tickets"
        return f"After {tickets} the {self.meeting} minutes are over."

    @property
    def listed(self) -> tuple[Item, ...]:
        """Return all tickets of the agenda, in its order."""
        return (*self.decide, *self.send_back, *self.optional, *self.settled)

    def label_of(self, party: Party, question: Question) -> str:
        """Return the label of a question that several tickets are asked, else nothing."""
        return self._labels.get((party, question.text), "")

    @cached_property
    def _labels(self) -> Mapping[tuple[Party, str], str]:
        return {(one.party, one.text): one.label for one in self.shared}

    def asked_of(self, party: Party) -> list[tuple[Item, list[Question]]]:
        """Return the questions of the meeting that go to somebody, by ticket in its order."""
        asked = ((item, item.asked_of(party)) for item in self.decide)
        return [(item, questions) for item, questions in asked if questions]


def agenda_of(report: Report, meeting: int = MEETING) -> Agenda:
    """Return the agenda of a report for a meeting of so many minutes."""
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
    decided, sent, asked, left = (_ordered(items, ranks) for items in parts)
    return Agenda(decided, sent, asked, left, _shared((*decided, *sent, *asked)), meeting)


def _shared(items: Iterable[Item]) -> tuple[Shared, ...]:
    """Return what several tickets are asked, with the tickets in the order of the agenda."""
    asked: dict[tuple[Party, str], list[Item]] = {}
    for item in items:
        for party, question in item.questions:
            asked.setdefault((party, question.text), []).append(item)
    several = [(key, own) for key, own in asked.items() if len(own) >= _SHARED]
    several.sort(key=lambda one: -len(one[1]))
    return tuple(
        Shared(f"Q{number}", party, text, tuple(own))
        for number, ((party, text), own) in enumerate(several, start=1)
    )


def _ordered(items: Iterable[Item], ranks: Mapping[int, tuple[float, ...]]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (*ranks[item.number], item.number)))


def _item(number: int, result: TicketResult) -> Item:
    address = result.address
    asked = tuple((party_of(question, result), question) for question in result.questions)
    return Item(
        number=number,
        key=result.key,
        title=result.title,
        url=address.url,
        level=result.standing.level if result.standing else None,
        score=result.score.value,
        priority=address.priority,
        sprint=address.sprint,
        minutes=READING + ANSWERING * len(asked),
        questions=asked,
        needs=result.standing.needs if result.standing else (),
    )


def _is_for_author(result: TicketResult) -> bool:
    """Tell whether a meeting could only guess: no question, or of a draft none about its words."""
    is_draft = result.standing is not None and result.standing.level is Maturity.DRAFT
    asked = [one for one in result.questions if not is_draft or words_named(one)]
    return not asked


def _rank(result: TicketResult) -> tuple[float, ...]:
    """Return the place in the meeting: priority, a sprint, errors, level, then the best score.

    The page says so in words.
    """
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
