"""A run that is stopped tells what it has done, and how many processes a run takes."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.test_cli import STORY, write
from ticketlint.cli.progress import line
from ticketlint.config.settings import Config
from ticketlint.model import Report, Ticket
from ticketlint.run.execution import LEAST_BATCHES, weighed
from ticketlint.run.jobs import AUTO, count_of
from ticketlint.run.session import Stopped, run_check
from ticketlint.sources import SourceOptions


def interrupted(after: int) -> Iterator[Ticket]:
    """Yield tickets; the reader of these interrupts its process where there should be more."""
    for number in range(after):
        yield Ticket(f"A-{number}", f"Export invoice {number}")
    os.kill(os.getpid(), signal.SIGINT)
    yield Ticket("A-999", "Never read")


def check(
    tickets: Iterator[Ticket], path: str = "", expect: Callable[[int], None] | None = None
) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        inputs = [path] if path else []
        run_check(inputs, Config(), SourceOptions(), 1, iter, tickets, expect=expect)
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interrupt_leaves_the_report_of_what_was_judged() -> None:
    with pytest.raises(Stopped) as stopped:
        check(interrupted(51))

    report = stopped.value.report
    assert [result.key for result in report.results] == [f"A-{n}" for n in range(50)]
    [failure] = report.failures
    assert "only 50 tickets were judged (interrupted; run it again)" in str(failure)
    assert not report.gate.passed


def test_an_interrupt_before_the_first_result_leaves_a_report_of_no_ticket() -> None:
    with pytest.raises(Stopped) as stopped:
        check(interrupted(3))

    assert tells_of_nothing(stopped.value.report)


def test_an_interrupt_while_lines_are_learnt_leaves_a_report_of_no_ticket(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", STORY)

    with pytest.raises(Stopped) as stopped:
        check(iter(()), path, lambda _number: os.kill(os.getpid(), signal.SIGINT))

    assert tells_of_nothing(stopped.value.report)


def tells_of_nothing(report: Report) -> bool:
    [failure] = report.failures
    assert "no ticket was judged (interrupted; run it again)" in str(failure)
    return not report.results and not report.gate.passed


@pytest.mark.parametrize(
    ("tickets", "are_many"),
    [(0, False), (1, False), (100, False), (101, True), (400, True)],
    ids=str,
)
def test_few_tickets_are_judged_in_one_process_and_none_is_lost(
    tickets: int, are_many: bool
) -> None:
    every = [Ticket(f"A-{n}", "T") for n in range(tickets)]
    found, passed_on = weighed(iter(every))
    assert (found, list(passed_on)) == (are_many, every)
    assert LEAST_BATCHES == 3


def test_processes_are_as_many_as_named_or_as_there_are_processors(tmp_path: Path) -> None:
    assert (count_of(1), count_of(7)) == (1, 7)
    assert 1 <= count_of(AUTO) <= (os.cpu_count() or 1)


@pytest.mark.parametrize(
    ("count", "total", "seconds", "told"),
    [
        (1, 100, 0.5, "1 tickets"),
        (1_500, None, 10, "1,500 tickets, 150 a second"),
        (1_500, 3_000, 10, "1,500 tickets, 150 a second, 0:10 left"),
        (100, 10_000, 10, "100 tickets, 10 a second, 16:30 left"),
        (101, 100, 10, "101 tickets, 10 a second"),
    ],
    ids=["at first", "no total", "half", "long", "more than were counted"],
)
def test_progress_tells_rate_and_time_left(
    count: int, total: int | None, seconds: float, told: str
) -> None:
    assert line(count, total, seconds) == told
