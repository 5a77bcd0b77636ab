"""Variables of the environment: what nothing reads is told."""

import re
from pathlib import Path

import pytest

import ticketlint
from ticketlint.cli.options import check_config, load_config
from ticketlint.config.jiratable import VARIABLES
from ticketlint.config.variables import KNOWN, unread
from ticketlint.errors import ConfigError

MISSPELT = (
    "TICKETLINT_MINSCORE: nothing reads this variable (did you mean `TICKETLINT_MIN_SCORE`?) "
    "(unset it)"
)


def test_the_known_variables_are_those_that_the_source_names():
    source = "".join(p.read_text("utf-8") for p in Path(ticketlint.__file__).parent.rglob("*.py"))
    named = set(re.findall(r"TICKETLINT_[A-Z]+(?:_[A-Z]+)*\b(?!_)", source))

    assert named - {"TICKETLINT_JIRA"} == KNOWN - set(VARIABLES)


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        pytest.param(dict.fromkeys(KNOWN, "1"), [], id="all that are known"),
        pytest.param({"TICKETLINT_MINSCORE": "50"}, [MISSPELT], id="misspelt"),
        pytest.param({"TICKETLINT_MINSCORE": " "}, [], id="empty"),
        pytest.param({"MY_TICKETLINT_X": "1", "PATH": "/bin"}, [], id="of others"),
    ],
)
def test_a_variable_that_nothing_reads_is_told(environ, told):
    assert [str(fault) for fault in unread(environ)] == told


def test_a_misspelt_limit_is_said_and_stops_a_strict_run(monkeypatch, capsys):
    monkeypatch.setenv("TICKETLINT_MINSCORE", "50")

    assert load_config(None, True).gate.min_score is None
    assert capsys.readouterr().err == f"ticketlint: {MISSPELT}\n"
    with pytest.raises(ConfigError, match="TICKETLINT_MINSCORE"):
        load_config(["strict_config=true"], True)


def test_a_check_of_the_configuration_tells_misspelt_variables(monkeypatch):
    monkeypatch.setenv("TICKETLINT_MINSCORE", "50")

    assert check_config(None, True)[1] == [MISSPELT]
