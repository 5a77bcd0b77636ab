"""Results lie on disk, are read as often as there are outputs, and no reader holds them all."""

import io
import os
import tempfile
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ticket
from ticketlint.config.settings import Config
from ticketlint.filters.comparing import Comparison
from ticketlint.filters.filtering import Filters, filtered
from ticketlint.model import (
    Address,
    Failure,
    Gate,
    Judgement,
    Kind,
    Report,
    Score,
    TicketResult,
    Unjudged,
    Versions,
)
from ticketlint.model.coding import Coding, of_results
from ticketlint.model.spill import Spill
from ticketlint.reporters import REPORTERS
from ticketlint.reporters.json import write as write_json
from ticketlint.run.results import Results, gather
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session


@pytest.mark.parametrize("in_memory", [1, 10_000_000], ids=["on disk", "in memory"])
@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 1234])
def test_what_is_put_in_comes_out_in_order_as_often_as_asked(count: int, in_memory: int) -> None:
    values = [f"value {n}" * (n % 7) for n in range(count)]
    spill = Spill(Coding(str), in_memory)
    for number, value in enumerate(values):
        assert len(spill) == number
        spill.append(value)

    assert len(spill) == count
    assert list(spill) == list(spill) == values
    assert list(zip(spill, spill, strict=True)) == list(zip(values, values, strict=True))
    assert [spill[n] for n in reversed(range(count))] == values[::-1]
    assert spill[-7:] == values[-7:]


def test_a_name_of_a_file_that_is_no_text_comes_out_as_it_was() -> None:
    result = TicketResult(
        Address("A-1", source="\udcff.md"), Judgement(Kind.BUG, "type", Score(1.5, "F"))
    )
    spill = Spill(of_results(), 1)
    for _ in range(120):
        spill.append(result)

    assert list(spill) == [result] * 120


def test_a_value_that_is_put_in_while_others_are_read_is_kept() -> None:
    spill = Spill(Coding(int), 1)
    for number in range(200):
        spill.append(number)

    reader = iter(spill)
    assert next(reader) == 0
    for number in range(200, 400):
        spill.append(number)

    assert list(spill) == list(range(400))
    with pytest.raises(IndexError):
        spill[400]


@pytest.mark.skipif(os.name == "nt", reason="files in use have a name on Windows")
def test_no_file_is_seen_on_disk_while_results_lie_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spill = Spill(Coding(bytes), 1)
    for _ in range(100):
        spill.append(b"x" * 1000)

    assert list(tmp_path.iterdir()) == []
    assert len(list(spill)) == 100


class Weighed(TicketResult):
    """A result that can be seen to be forgotten."""

    __slots__ = ("__weakref__",)


class Watched:
    """Many results, made as they are read; knows how many of them a reader held at once."""

    def __init__(self, result: TicketResult, count: int) -> None:
        self._result = result
        self._count = count
        self.most_held = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[TicketResult]:
        seen: list[weakref.ref[Weighed]] = []
        for number in range(self._count):
            address = replace(self._result.address, key=f"A-{number}")
            result = Weighed(address, self._result.judgement)
            seen.append(weakref.ref(result))
            yield result
            del result
            self.most_held = max(self.most_held, sum(one() is not None for one in seen))


@pytest.mark.parametrize("name", REPORTERS)
def test_a_reporter_holds_one_result_at_a_time(
    name: str, lint: Callable[..., TicketResult]
) -> None:
    results = Watched(lint("It should be fast, etc."), 60)
    report = Report(Versions("1", "r", 1, "p", "1"), Gate(True), results)

    REPORTERS[name](report, io.StringIO())

    assert 1 <= results.most_held <= 2


def test_the_filters_and_the_gate_hold_one_result_at_a_time(
    lint: Callable[..., TicketResult],
) -> None:
    results = Watched(lint("It should be fast, etc."), 60)

    filters = Filters(comparison=Comparison(since=date(2026, 11, 1)))
    told = filtered(results, Config(fail_on="note"), filters)

    assert told.gate.reasons
    assert len(list(told.results)) == len(results)
    assert 1 <= results.most_held <= 2


def test_findings_of_the_backlog_are_laid_over_each_reading() -> None:
    ruleset = resolve(Config(rules={"undefined-acronym": "error"}, max_questions=9))
    tickets = [
        ticket(f"The KQV{'' if n == 70 else ' (k)'} is shown.", key=f"A-{n}") for n in range(3)
    ]
    tickets += [ticket("The QRX of a month is shown.", key="A-9")]

    with Session(ruleset) as session:
        results = session.check(tickets)

    first, second = list(results), list(results)
    assert first == second
    assert "undefined-acronym" in {finding.rule for finding in first[-1].findings}
    assert any("QRX" in question.text for question in first[-1].questions)


def test_what_could_not_be_judged_is_counted_while_the_gate_judges(
    lint: Callable[..., TicketResult],
) -> None:
    sound = lint("Show all invoices of a month.")
    failures = (Failure("broke", rule="open-list"), Failure("broke again"))
    broken = replace(sound, judgement=replace(sound.judgement, failures=failures))
    results = (sound, broken, broken)

    told = filtered(results, Config(), Filters()).unjudged

    assert told == Unjudged(4, f"{sound.key}: open-list: broke")
    assert told == Report(Versions("1", "r", 1, "p", "1"), Gate(True), results).unjudged


def test_results_of_no_ticket_are_none() -> None:
    results = gather(iter(()), resolve(Config()))

    assert isinstance(results, Results)
    assert (len(results), list(results)) == (0, [])


def test_a_report_is_written_ticket_by_ticket(lint: Callable[..., TicketResult]) -> None:
    """What is written at a time does not grow with the number of tickets."""
    longest = []
    for count in (10, 100):
        stream = Pieces()
        report = Report(Versions("1", "r", 1, "p", "1"), Gate(True), Watched(lint("Fast."), count))
        write_json(report, stream)
        longest.append(max(stream.pieces))

    few, many = longest
    assert many <= few + 10


class Pieces(io.StringIO):
    """A stream that remembers how long each piece was."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[int] = []

    def write(self, text: str) -> int:
        self.pieces.append(len(text))
        return super().write(text)


def test_tickets_of_one_file_that_are_alike_are_each_asked(
    lint: Callable[..., TicketResult],
) -> None:
    result = lint("Show all invoices of a month, etc.")
    alike = [
        replace(result, address=replace(result.address, key=key, source="a.jsonl"))
        for key in ("PAY-1", "PAY-2")
    ]

    first, second = gather(alike, resolve(Config()))

    assert any(question.about for question in first.questions)
    assert second.questions == first.questions
