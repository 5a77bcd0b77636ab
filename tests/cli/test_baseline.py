"""From the first baseline to a run that fails for what is new, as a team goes through it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.cli.test_cli import run, write
from ticketlint.cli.commands import app
from ticketlint.errors import ConfigError

OLD = {
    "key": "PAY-1",
    "type": "Story",
    "title": "Improve the exports",
    "description": "They should be better.",
}
OTHER = {"key": "PAY-2", "type": "Story", "title": "Import", "description": "They should be nicer."}
WORSE = {**OLD, "description": "They should be better.\n\n## Acceptance criteria\n\nTBD"}
EPOCH = {"SOURCE_DATE_EPOCH": "1795953600"}  # 2026-11-29


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH["SOURCE_DATE_EPOCH"])
    write(tmp_path, "a.jsonl", OLD, OTHER)
    return tmp_path


def call(*arguments: str) -> tuple[int, list[str], str]:
    """Run a command in this process; return code, lines of its output, and what went wrong."""
    done = CliRunner().invoke(app, arguments)
    fault = done.exception if isinstance(done.exception, ConfigError) else ""
    return done.exit_code, done.output.splitlines(), str(fault)


def test_a_team_adopts_a_baseline_and_keeps_it(folder: Path) -> None:
    code, [told], _ = call("baseline", "create", "a.jsonl")
    assert (code, told.split()[0]) == (0, "ticketlint-baseline.json:")
    assert told.endswith(" in 2 tickets")
    first = (folder / "ticketlint-baseline.json").read_bytes()

    assert call("baseline", "create", "a.jsonl")[2].startswith(
        "ticketlint-baseline.json: is there already"
    )
    code, lines, _ = call("check", "a.jsonl")
    assert code == 0
    assert lines[-1].startswith("0 new, 0 fixed, ")
    assert lines[-1].endswith(" known (ticketlint-baseline.json)")
    assert call("check", "a.jsonl", "-q") == (0, [lines[-1]], "")
    assert call("check", "a.jsonl", "-qq") == (0, [], "")

    write(folder, "a.jsonl", WORSE, OTHER)
    code, lines, _ = call("check", "a.jsonl", "-o", "text", "-o", "json:r.json")
    assert code == 1
    assert lines[-1].startswith("Gate failed: 1 new error (fail_on: error)")
    told = json.loads((folder / "r.json").read_text())
    assert told["gate"] == {"passed": False, "reasons": ["1 new error (fail_on: error)"]}
    assert told["changes"]["new"] == 1
    assert call("check", "a.jsonl", "--no-baseline", "--fail-on", "never")[0] == 0

    code, [head, *rules, told], _ = call("baseline", "update", "a.jsonl")
    assert (code, head.split(";")[0]) == (0, "Added, by rule")
    assert ["1", "error", "empty-acceptance-criteria"] in [line.split() for line in rules]
    assert " added, " in told
    assert call("check", "a.jsonl")[0] == 0

    write(folder, "a.jsonl", OLD, OTHER)
    assert call("check", "a.jsonl")[1][-2].startswith("1 new, 1 fixed, ")
    assert call("baseline", "prune", "a.jsonl")[0] == 0
    assert call("baseline", "update", "a.jsonl")[0] == 0
    assert (folder / "ticketlint-baseline.json").read_bytes() == first
    assert call("baseline", "show")[1][-1].endswith(" in 2 tickets")


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param("{}", id="as most are"),
        pytest.param("level: note", id="all severities"),
        pytest.param("level: error", id="errors"),
        pytest.param("overrides: [{match: {project: PAY}, profile: pedantic}]", id="a project"),
    ],
)
def test_a_baseline_counts_what_a_run_over_it_calls_known(folder: Path, settings: str) -> None:
    (folder / "ticketlint.yaml").write_text(settings)
    write(folder, "a.jsonl", {**OLD, "project": "PAY"}, {**WORSE, "key": "X-2"})
    _, [created], _ = call("baseline", "create", "a.jsonl")
    known = int(call("check", "a.jsonl", "-q")[1][-1].split(", ")[2].split()[0])
    entries = json.loads((folder / "ticketlint-baseline.json").read_text())["findings"]

    shown, _, hidden = created.removeprefix("ticketlint-baseline.json: ").partition(" (")
    assert int(shown.split()[0]) == known
    less = int(hidden.split()[0]) if hidden else 0
    assert known + less == len(entries)
    if settings == "level: error":
        assert " less severe not shown, --level note) in 2 tickets" in created


def test_a_run_over_a_part_of_the_backlog_claims_nothing_of_the_rest(folder: Path) -> None:
    call("baseline", "create", "a.jsonl")
    write(folder, "part.jsonl", OTHER)
    before = (folder / "ticketlint-baseline.json").read_bytes()

    assert ", 0 fixed, " in call("check", "part.jsonl")[1][-1]
    call("baseline", "update", "part.jsonl")
    call("baseline", "prune", "part.jsonl")

    assert (folder / "ticketlint-baseline.json").read_bytes() == before


def test_the_reason_comes_last_and_exit_zero_never_hides_what_could_not_be_done(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, "a.jsonl", WORSE)
    out = f"json:{tmp_path / 'r.json'}"

    failed = run("check", path, "-o", out, "--min-score", "90", "--exit-zero", cwd=tmp_path)
    broken = run("check", path, "none.jsonl", "--exit-zero", "-o", out, cwd=tmp_path)

    assert failed.returncode == 0
    assert failed.stderr.splitlines()[-1].startswith(
        "ticketlint: Gate failed: 1 error (fail_on: error); 1 ticket scores below 90: PAY-1 ("
    )
    assert broken.returncode == 2
    assert broken.stderr.splitlines()[-1].endswith("1 input could not be read in full")
    assert not json.loads((tmp_path / "r.json").read_text())["gate"]["passed"]


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        pytest.param(["--new-only"], "--new-only: nothing tells", id="nothing to compare with"),
        pytest.param(["--baseline", "b.json"], "b.json: cannot be read", id="no such baseline"),
        pytest.param(["--baseline", "bad.json"], "bad.json:1:1: is no JSON", id="a damaged one"),
        pytest.param(
            ["--baseline", "b.json", "--no-baseline"], "--baseline: stands beside", id="both"
        ),
        pytest.param(["--since", "soon"], "--since: `soon` is no date", id="no date"),
        pytest.param(["--since", "2027-01-01"], "--since: 2027-01-01 is still", id="to come"),
        pytest.param(["--since", "r.json"], "r.json: cannot be read", id="no such report"),
        pytest.param(
            ["--since", "r.json", "--baseline", "b.json"], "--since: a report takes", id="two"
        ),
        pytest.param(["--min-level", "done"], "--min-level: `done`", id="no level"),
        pytest.param(["-c", "bad.yaml"], "s.yaml:1:3: `rule`: is required", id="suppressions"),
    ],
)
def test_what_cannot_be_compared_or_left_out_is_told_before_anything_is_judged(
    folder: Path, arguments: list[str], where: str
) -> None:
    (folder / "bad.json").write_text("x")
    (folder / "bad.yaml").write_text("suppressions: s.yaml")
    (folder / "s.yaml").write_text("- ticket: PAY-1")

    _, lines, fault = call("check", "a.jsonl", *arguments)

    assert lines == []
    assert where in fault
