"""Pair what is judged of each ticket with what happened to it, in one walk over the inputs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ticketlint.backtest.outcomes import Outcomes, TextAge, outcomes_of, restored
from ticketlint.backtest.past import Past, hosted_past, jira_past
from ticketlint.cleaning.markup import BlockKind, read_markup
from ticketlint.config.settings import Config
from ticketlint.model import Failure, Maturity, Notice, Ticket, TicketResult
from ticketlint.run.reading import Reading
from ticketlint.run.remembering import learnt_templates
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session
from ticketlint.sources import RECORDS, SourceOptions
from ticketlint.sources.records import Place, RecordSource, Skipped
from ticketlint.sources.values import Record

_PASTS = {"jira-json": jira_past, "github-json": hosted_past, "gitlab-json": hosted_past}
_LEVELS = {level: float(step) for step, level in enumerate(Maturity)}


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket as it was judged and what happened to it.

    `score` is 0 to 100 and `level` 0 (draft) to 2 (ready), None where there is none. `length` is
    that of title and description in characters as stored, `headings` those of the description.
    """

    kind: str
    project: str
    score: float | None
    level: float | None
    rules: frozenset[str]
    length: int
    headings: int
    outcomes: Outcomes


@dataclass(frozen=True, slots=True)
class Paired:
    """All cases of a run; `ages` counts which texts they were judged by.

    `left_out` counts the tickets of whose past nothing is known and those that could not be judged.
    """

    cases: tuple[Case, ...]
    ages: Mapping[TextAge, int]
    left_out: int = 0
    failures: tuple[Failure, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    outcomes: Outcomes
    age: TextAge
    length: int
    headings: int


# The place and key of a ticket: source, line, key.
_Spot = tuple[str, int | None, str]


@dataclass(slots=True)
class _Watched:
    """A source of records that notes the past of each, and reads its text as it was created."""

    source: RecordSource
    name: str
    known: dict[_Spot, _Known] = field(repr=False)

    def recognises(self, record: Record, /) -> bool:
        return self.source.recognises(record)

    def read(self, record: Record, place: Place, /) -> Ticket | Skipped:
        past_of = _PASTS.get(self.name)
        past = past_of(record) if past_of else Past()
        old = restored(record, past)
        ticket = self.source.read(old.record, place)
        if isinstance(ticket, Ticket):
            spot = (ticket.source, ticket.line, ticket.key or place.key)
            self.known[spot] = _known(ticket, outcomes_of(past), old.age)
        return ticket


def pair(
    inputs: Sequence[str],
    config: Config,
    options: SourceOptions,
    *,
    jobs: int = 1,
    limit: int | None = None,
    unmatched: Sequence[Failure] = (),
) -> Paired:
    """Return the cases of the tickets of all inputs, of the first `limit` where there is one.

    What cannot be read or judged stands in the failures.
    Raises: RuleError and ConfigError for rules or a configuration that cannot be used.
    """
    known: dict[_Spot, _Known] = {}
    watched = {name: _Watched(source, name, known) for name, source in RECORDS.items()}
    reading = Reading(inputs, options, unmatched, limit=limit, records=watched)
    cases: list[Case] = []
    counted: Counter[TextAge] = Counter()
    with Session(resolve(config), jobs) as session:
        session.learn(lambda read: learnt_templates(inputs, config, options, read=read))
        for result in session.check(reading):
            spot = (result.address.source, result.address.line, result.key)
            if spot in known and known[spot].outcomes and not result.failures:
                cases.append(_case(result, known[spot]))
                counted[known[spot].age] += 1
            reading.failures += result.failures
    return Paired(
        cases=tuple(cases),
        ages=counted,
        left_out=reading.count - len(cases),
        failures=tuple(reading.all_failures()),
        notices=tuple(reading.notices),
    )


def _known(ticket: Ticket, outcomes: Outcomes, age: TextAge) -> _Known:
    description = ticket.field("description")
    if description is None:
        return _Known(outcomes, age, len(ticket.title), 0)
    body = read_markup(description.text, description.markup)
    headings = sum(block.kind is BlockKind.HEADING for block in body.blocks)
    return _Known(outcomes, age, len(ticket.title) + len(body.text), headings)


def _case(result: TicketResult, known: _Known) -> Case:
    standing = result.standing
    return Case(
        kind=result.kind.value,
        project=result.address.project,
        score=result.score.value,
        level=_LEVELS[standing.level] if standing else None,
        rules=frozenset(finding.rule for finding in result.findings),
        length=known.length,
        headings=known.headings,
        outcomes=known.outcomes,
    )
