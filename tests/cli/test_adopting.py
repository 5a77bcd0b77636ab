"""What a team stumbles over when it adopts the gate: each thing is told, and nothing is silent."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.cli.test_cli import write
from tests.conftest import ROOT
from ticketlint.cli.commands import app
from ticketlint.cli.starters import Answers, configuration, tickets_of
from ticketlint.errors import ConfigError
from ticketlint.run.selection import scored_rules

VAGUE = {
    "key": "PAY-1",
    "type": "Story",
    "title": "Export the invoices of a month",
    "description": "The export must be fast and easy to use.",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795953600")  # 2026-11-29
    write(tmp_path, "a.jsonl", VAGUE)
    return tmp_path


def call(*arguments: str) -> tuple[int, list[str], str]:
    """Run a command in this process; return code, lines of its output, and what went wrong."""
    done = CliRunner().invoke(app, arguments)
    fault = done.exception if isinstance(done.exception, ConfigError) else ""
    return done.exit_code, done.output.splitlines(), str(fault)


def told_of(*arguments: str) -> dict[str, object]:
    """Return the JSON report of a check, whatever its gate says."""
    call("check", "a.jsonl", "-o", "json:r.json", *arguments)
    report: dict[str, object] = json.loads(Path("r.json").read_text("utf-8"))
    return report


def test_a_rule_that_a_team_turns_off_takes_no_points_and_leaves_a_score(folder: Path) -> None:
    [before] = told_of()["tickets"]
    assert any(one["fact"] == "vague-words" for one in before["lost"])

    for settings in (
        "rules: {vague-quality: off}\n",
        "overrides: [{match: {kind: story}, rules: {vague-quality: off}}]\n",
    ):
        (folder / "ticketlint.yaml").write_text(settings)
        [after] = told_of()["tickets"]
        assert after["score"] > before["score"]
        assert all(one["fact"] != "vague-words" for one in after["lost"])


def test_a_configuration_tells_what_its_rules_do_to_the_score(folder: Path) -> None:
    (folder / "ticketlint.yaml").write_text("rules: {vague-quality: off, missing-why: off}\n")
    code, lines, _ = call("config", "check")
    assert code == 0
    assert (
        "the score counts nothing that `vague-quality` would find, which `rules` turns off" in lines
    )

    (folder / "ticketlint.yaml").write_text("ignore: [vague-quality]\n")
    _, lines, _ = call("config", "check")
    told = "without `vague-quality` no ticket has a score or a level"
    assert any(line.startswith(f"ticketlint.yaml:1:1: {told}") for line in lines)
    assert any(told in line for line in call("check", "a.jsonl")[1])


def test_a_limit_on_scores_cannot_be_judged_where_the_rules_leave_none(folder: Path) -> None:
    asked = ("--min-score", "60", "--fail-on", "never", "--ignore", "vague-quality")
    code, lines, _ = call("check", "a.jsonl", *asked)
    gate = told_of(*asked)["gate"]

    why = (
        "1 ticket could not be held to min_score or min_level: "
        "there is no score without `vague-quality`"
    )
    assert code == 2
    assert f"Gate failed: {why}" in lines
    assert gate == {"passed": False, "reasons": [why]}


@pytest.mark.parametrize(
    ("rule", "cell", "told"),
    [
        pytest.param(
            "missing-acceptance-criteria",
            "error when sure (confidence ≥ .65), else note",
            "It is a note where the chance that the ticket says nothing of the acceptance is below "
            "0.65, where the ticket is only likely a story or task, where a reader would hardly "
            "miss it (`quiet` in its file); `rules: {missing-acceptance-criteria: error}` makes it "
            "an error everywhere.",
            id="a part that may be there",
        ),
        pytest.param(
            "missing-steps-to-reproduce",
            "warning when sure, else note",
            "It is a note where the ticket is only likely a bug, where a reader would hardly",
            id="a kind that is a guess",
        ),
        pytest.param("secret-in-ticket", "warning", "Category hygiene; warning", id="always"),
    ],
)
def test_tables_and_explain_say_when_a_rule_gives_a_note(rule: str, cell: str, told: str) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    [row] = [line for line in readme.splitlines() if line.startswith(f"| [{rule}]")]
    code, lines, _ = call("explain", rule, "--isolated")

    assert row.split(" | ")[1] == cell
    assert code == 0
    assert any(line.startswith(told) for line in lines)


def test_no_rule_that_we_offer_to_turn_off_counts_in_the_score() -> None:
    texts = [page.read_text("utf-8") for page in sorted((ROOT / "docs" / "adopt").glob("*.md"))]
    texts += [configuration(Answers(tickets_of("backlog/")))]

    offered = {rule for text in texts for rule in re.findall(r"([a-z-]+): off\b", text)}

    assert offered
    assert not offered & scored_rules()
