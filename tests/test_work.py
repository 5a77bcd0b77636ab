"""What a ticket and a command cost, counted in calls and modules: alike on any machine."""

import pytest

from benchmarks.counts import COMMANDS, bounds_of, calls_of_stages, counted, modules_of_commands

STAGES = ("learn", "clean", "annotate", "judge")


@pytest.fixture(scope="module")
def calls() -> dict[str, int]:
    return calls_of_stages()


@pytest.fixture(scope="module")
def modules() -> dict[str, int]:
    return modules_of_commands()


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_makes_no_more_calls_for_a_ticket_than_before(
    calls: dict[str, int], stage: str
) -> None:
    assert 0 < calls[stage] <= bounds_of()["calls"][stage]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_imports_no_more_modules_than_before(
    modules: dict[str, int], command: str
) -> None:
    assert 0 < modules[command] <= bounds_of()["modules"][command]


def test_the_same_work_has_the_same_number_of_calls() -> None:
    work = [lambda: [len(str(number)) for number in range(100)]] * 2

    [one, other] = [counted(each)[1] for each in work]

    assert one == other >= 100
