"""Options in sets: one value to a command, single flags to its user."""

from dataclasses import dataclass, fields
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from ticketlint.cli.flags.sets import spread
from ticketlint.cli.flags.settings import SettingFlags


@dataclass(frozen=True)
class Trip:
    days: Annotated[int, typer.Option("--days", min=1)] = 3
    by_train: Annotated[bool, typer.Option("--by-train")] = False


def plan(town: Annotated[str, typer.Argument()], *, trip: Trip, budget: float = 10.0) -> None:
    typer.echo(f"{town} {trip} {budget}")


@pytest.fixture
def run():
    app = typer.Typer()
    app.command()(spread(plan))
    return lambda *words: CliRunner().invoke(app, words)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["Ulm"], f"Ulm {Trip()} 10.0", id="defaults"),
        pytest.param(
            ["Ulm", "--days", "5", "--by-train", "--budget", "4"],
            f"Ulm {Trip(5, True)} 4.0",
            id="all",
        ),
    ],
)
def test_a_command_gets_the_fields_of_a_set_as_one_value(run, words, told):
    assert run(*words).stdout == told + "\n"


def test_what_a_field_demands_holds_in_a_set_too(run):
    refused = run("Ulm", "--days", "0")

    assert refused.exit_code == 2
    assert "--days" in refused.stderr


def test_flags_stand_in_the_help_where_their_set_stands(run):
    shown = run("--help").stdout

    assert shown.index("--days") < shown.index("--by-train") < shown.index("--budget")


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        pytest.param(SettingFlags(), [], id="none"),
        pytest.param(SettingFlags(new_only=False), [("--new-only", False)], id="a no that is said"),
        pytest.param(
            SettingFlags(ignore=["a", "b"], open_only=True),
            [("--ignore", ("a", "b")), ("--open-only", True)],
            id="lists and switches",
        ),
    ],
)
def test_only_flags_that_are_given_are_settings(flags, told):
    assert [(one.where, one.value) for one in flags.given()] == told


def test_every_flag_of_a_setting_says_something_when_given():
    given = {one.name: "given" for one in fields(SettingFlags)}

    assert len(list(SettingFlags(**given).given())) == len(given)
