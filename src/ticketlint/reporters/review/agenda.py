"""The agenda of a refinement: which tickets to talk about, in which order, for how long.

A meeting can answer a question about the words of a ticket. It cannot rewrite one that does not
say what is wanted, and what any ticket could be asked its author answers alone: these go back.
The questions of what is ready are for the time that is left, but for those that its author asks.
What is done by its own words is asked that alone.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import inf

from ticketlint.filters.dates import read_date
from ticketlint.model import Kind, Maturity, Report, Severity, TicketResult
from ticketlint.reporters.priority import priority_rank
from ticketlint.reporters.review.asked import Asked, asked_of
from ticketlint.reporters.review.done import done_of
from ticketlint.reporters.review.levels import is_title_alone, level_of, request, word_of
from ticketlint.reporters.review.parties import Party
from ticketlint.reporters.view import MEETING, View

# An answer makes a refined ticket ready.
_LEVELS: Mapping[Maturity | None, int] = {
    Maturity.REFINED: 0,
    Maturity.DRAFT: 1,
    Maturity.READY: 2,
    None: 3,
}
# Minutes of a meeting: to read a ticket aloud, and for each answer; our own estimate, to be
# changed by who runs the meeting.
READING = 1
ANSWERING = 2
# A question that so many tickets are asked in the same words is written once.
_SHARED = 3
# The part of what is ready and asked nothing.
_SETTLED = 4
_CREDENTIAL = "secret-in-ticket"


@dataclass(frozen=True, slots=True)
class Item:
    """A ticket to talk about; `number` counts from 0 in the report, `minutes` is its time-box.

    `word` is its level in the words of the review, `request` what its author has to add for the
    next; `unjudged` says why it has none. `done`: by which of its words it is done. `is_closed`:
    its status says that the work is over. `due` is a
    day such as 2026-05-02, or as the tracker has it where that can be read in two ways.
    """

    number: int
    key: str
    title: str
    kind: Kind
    url: str
    level: Maturity | None
    word: str
    score: float | None
    priority: str
    sprint: str
    due: str
    minutes: int
    questions: tuple[Asked, ...]
    request: str = ""
    unjudged: str = ""
    done: str = ""
    status: str = ""
    is_closed: bool = False
    has_secret: bool = False

    @property
    def secret(self) -> str:
        """Return the mark of a ticket in which a credential seems to stand, else nothing."""
        return "password or key?" if self.has_secret else ""

    def asked_of(self, party: Party) -> list[Asked]:
        """Return the questions that go to somebody and cannot wait."""
        return [one for one in self.questions if one.party is party and not one.can_wait]


@dataclass(frozen=True, slots=True)
class Shared:
    """A question that several tickets are asked in the same words; `label` stands for it there.

    The `parties` it goes to differ where the tickets do.
    """

    label: str
    parties: tuple[Party, ...]
    text: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Agenda:
    """What to decide, to send back to its author, to ask if time is left, and what is settled.

    `done` are the tickets that are done by their own words, `unjudged` those of which nothing is
    known. `shared` are questions of tickets that are not settled, those of most tickets first;
    `meeting` is how many minutes there are.
    """

    decide: tuple[Item, ...]
    send_back: tuple[Item, ...]
    done: tuple[Item, ...]
    optional: tuple[Item, ...]
    settled: tuple[Item, ...]
    unjudged: tuple[Item, ...] = ()
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
        return tuple(item for items in self.parts for item in items)

    @property
    def parts(self) -> tuple[tuple[Item, ...], ...]:
        """Return the parts in their order; every ticket stands in one of them."""
        first = (self.decide, self.send_back, self.done)
        return (*first, self.optional, self.settled, self.unjudged)

    @property
    def with_questions(self) -> int:
        """Return how many of the tickets that are ready leave a question."""
        return sum(item.level is Maturity.READY and bool(item.questions) for item in self.listed)

    @property
    def closed(self) -> int:
        """Return how many tickets are in a status that says that the work is over."""
        return sum(item.is_closed for item in self.listed)

    @property
    def secrets(self) -> tuple[Item, ...]:
        """Return the tickets in which a password, a key or a token stands."""
        return tuple(item for item in self.listed if item.has_secret)

    def label_of(self, asked: Asked) -> str:
        """Return the label of a question that several tickets are asked, else nothing."""
        return self._labels.get(asked.text, "")

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {one.text: one.label for one in self.shared}

    def asked_of(self, party: Party) -> list[tuple[Item, list[Asked]]]:
        """Return the questions of the meeting that go to somebody, by ticket in its order."""
        every = ((item, item.asked_of(party)) for item in self.decide)
        return [(item, asked) for item, asked in every if asked]


def agenda_of(report: Report, view: View | None = None) -> Agenda:
    """Return the agenda of a report for the meeting of a view."""
    view = view or View()
    parts: tuple[list[Item], ...] = ([], [], [], [], [], [])
    ranks: dict[int, tuple[float, ...]] = {}
    for number, result in enumerate(report.results):
        item = _item(number, result, view.is_closed)
        part = _part(result, item)
        ranks[number] = _urgency(item) if part == _SETTLED else _rank(result, item)
        parts[part].append(item)
    decide, send_back, done, optional, settled, unjudged = (_ordered(own, ranks) for own in parts)
    shared = _shared((*decide, *send_back, *optional, *unjudged))
    return Agenda(decide, send_back, done, optional, settled, unjudged, shared, view.meeting)


def _part(result: TicketResult, item: Item) -> int:
    """Return the part of the agenda that a ticket belongs to, 0 for the first.

    A meeting decides where an answer is needed and some question is about the ticket's own words,
    and where the author of a ticket that is ready asks something. A title alone goes back.
    """
    if item.level is None:
        return 5
    if item.done:
        return 2
    if item.level is Maturity.READY:
        by_author = any(asked.is_by_author for asked in item.questions)
        return 0 if by_author else 3 if item.questions else _SETTLED
    is_own = any(asked.is_own for asked in item.questions)
    is_told = item.level is Maturity.REFINED and not is_title_alone(result)
    return 0 if is_told and is_own else 1


def _shared(items: Iterable[Item]) -> tuple[Shared, ...]:
    """Return what several tickets are asked, with the tickets in the order of the agenda."""
    asked: dict[str, list[tuple[Party, Item]]] = {}
    for item in items:
        for one in item.questions:
            asked.setdefault(one.text, []).append((one.party, item))
    several = [(text, own) for text, own in asked.items() if len(own) >= _SHARED]
    several.sort(key=lambda one: -len(one[1]))
    return tuple(
        Shared(f"Q{number}", _parties(own), text, tuple(item for _, item in own))
        for number, (text, own) in enumerate(several, start=1)
    )


def _parties(asked: Iterable[tuple[Party, Item]]) -> tuple[Party, ...]:
    told = {party for party, _ in asked}
    return tuple(party for party in Party if party in told)


def _ordered(items: Iterable[Item], ranks: Mapping[int, tuple[float, ...]]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (*ranks[item.number], item.number)))


def _item(number: int, result: TicketResult, is_closed: Callable[[str], bool]) -> Item:
    address = result.address
    asked = asked_of(result)
    level = level_of(result)
    return Item(
        number=number,
        key=result.key,
        title=result.title,
        kind=result.kind,
        url=address.url,
        level=level,
        word=word_of(result),
        score=result.score.value,
        priority=address.priority,
        sprint=address.sprint,
        due=_day(address.due),
        minutes=READING + ANSWERING * sum(not one.can_wait for one in asked),
        questions=asked,
        request=request(result),
        done=done_of(result),
        unjudged=result.score.reason if level is None else "",
        status=address.status,
        is_closed=is_closed(address.status),
        has_secret=any(finding.rule == _CREDENTIAL for finding in result.findings),
    )


def _urgency(item: Item) -> tuple[float, ...]:
    """Return the place of what nobody has to talk about: priority, sprint, due date, score."""
    return priority_rank(item.priority), not item.sprint, _due_rank(item.due), _dearer(item)


def _dearer(item: Item) -> float:
    return -item.score if item.score is not None else 1.0


def _rank(result: TicketResult, item: Item) -> tuple[float, ...]:
    """Return the place in the meeting: priority, sprint, due date, what is asked, level, score.

    First what the author asks, then what the author leaves open, then what is about words of the
    ticket, last what any ticket could be asked. The page says so in words.
    """
    by_author = any(asked.is_by_author for asked in item.questions)
    blocked = any(finding.severity is Severity.ERROR for finding in result.findings)
    left_open = any(asked.is_to_decide for asked in item.questions)
    is_own = any(asked.is_own for asked in item.questions)
    return (
        priority_rank(item.priority),
        not item.sprint,
        _due_rank(item.due),
        not by_author,
        not blocked,
        not left_open,
        not is_own,
        _LEVELS[item.level],
        _dearer(item),
    )


def _day(told: str) -> str:
    day = read_date(told)
    return day.isoformat() if day else told.strip()


def _due_rank(due: str) -> float:
    """Return the earlier the less; what is due on no day that is known comes last."""
    day = read_date(due)
    return day.toordinal() if day else inf
