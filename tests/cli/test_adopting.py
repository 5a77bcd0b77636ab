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
    done = CliRunner().invoke(app, arguments, env={"COLUMNS": "400"})
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


WARNED = {
    "key": "PAY-2",
    "type": "Bug",
    "title": "The total of the cart is wrong after a coupon",
    "description": "The total shows 10 euros too much. It should show the reduced price.",
}
EXPIRED = (
    "- {ticket: PAY-1, rule: missing-acceptance-criteria, reason: agreed, until: 2026-01-31}\n"
)


def test_a_quiet_run_tells_the_suppression_that_ran_out_and_one_line_of_figures(
    folder: Path,
) -> None:
    (folder / "ticketlint.yaml").write_text("suppressions: s.yaml\n")
    (folder / "s.yaml").write_text(EXPIRED)
    asked = ("-c", "rules.missing-acceptance-criteria=error")

    code, lines, _ = call("check", "a.jsonl", "-q", *asked)
    _, green, _ = call("check", "a.jsonl", "-q", "--fail-on", "never", *asked)
    _, elsewhere, _ = call("check", "a.jsonl", "-o", "concise", *asked)

    told = "leaving out `missing-acceptance-criteria` in PAY-1 does not hold: it held until 2026"
    assert code == 1
    assert any(line.startswith(f"s.yaml:1: {told}") for line in lines)
    assert lines[-2].startswith("1 ticket: ")
    assert lines[-1].startswith("Gate failed: ")
    assert green[-1].startswith("1 ticket: ")
    assert not any("does not hold" in line for line in green)
    assert any(told in line for line in elsewhere)


def test_a_score_that_fell_is_told_with_what_it_was_in_every_output(folder: Path) -> None:
    clear = VAGUE["description"].replace("fast and easy to use", "done within 5 s by accountants")
    write(folder, "a.jsonl", {**VAGUE, "description": f"{clear}\n\nBecause audits wait for it."})
    call("baseline", "create", "a.jsonl")
    write(folder, "a.jsonl", VAGUE)
    outputs = ("-o", "text", "-o", "junit:j.xml", "-o", "markdown:m.md", "-o", "json:r.json")

    code, lines, _ = call("check", "a.jsonl", "-q", "--min-score", "99", *outputs)
    [ticket] = json.loads((folder / "r.json").read_text("utf-8"))["tickets"]

    [missed] = ticket["misses"]
    assert code == 1
    assert re.fullmatch(r"scores [\d.]+, below 99 \(it was [\d.]+\)", missed)
    assert f"  gate: {missed}" in lines
    assert any(line.startswith("  +") for line in lines)
    assert f'message="{missed}"' in (folder / "j.xml").read_text("utf-8")
    assert "- **gate:** scores" in (folder / "m.md").read_text("utf-8")


def test_a_page_of_tests_is_green_where_the_run_is(folder: Path) -> None:
    write(folder, "a.jsonl", WARNED)

    code, _, _ = call("check", "a.jsonl", "-o", "junit:j.xml")
    cases = (folder / "j.xml").read_text("utf-8")
    failed, _, _ = call("check", "a.jsonl", "-o", "junit:j.xml", "--max-warnings", "0")

    assert code == 0
    assert ' failures="0" ' in cases
    assert "<system-out>warning: " in cases
    assert failed == 1
    assert ' failures="0" ' not in (folder / "j.xml").read_text("utf-8").split("\n")[1]


def test_with_a_baseline_what_is_new_is_told_and_the_rest_is_a_number(folder: Path) -> None:
    call("baseline", "create", "a.jsonl")
    write(folder, "a.jsonl", VAGUE, {**VAGUE, "key": "PAY-9", "title": "Show the prices of a day"})

    _, lines, _ = call("check", "a.jsonl", "-o", "text", "-o", "markdown:m.md")
    text, summary = "\n".join(lines), (folder / "m.md").read_text("utf-8")
    failed = lines[-1]
    all_of_it = call("check", "a.jsonl", "--show-known")[1]

    assert "PAY-9" in text
    assert "PAY-1" not in text
    assert "PAY-9  a.jsonl:2  Show the prices of a day" in lines
    assert "1 ticket with nothing new not listed (--show-known lists them)" in lines
    assert "known (ticketlint-baseline.json)" in summary
    assert "PAY-1" not in summary
    assert "PAY-1  a.jsonl:1  Export the invoices of a month" in all_of_it
    assert all_of_it[-1] == failed


def test_red_after_an_update_says_that_the_baseline_was_made_by_other_rules(folder: Path) -> None:
    file = folder / "ticketlint-baseline.json"
    call("baseline", "create", "a.jsonl")
    known = json.loads(file.read_text("utf-8"))
    assert set(known["made"]) == {"ticketlint", "parts"}
    # The baseline of an older version, which had a rule less.
    known["findings"] = [one for one in known["findings"] if one["rule"] != "vague-quality"]
    known["made"]["ticketlint"] = "0.0.9"
    del known["made"]["parts"]["rule vague-quality"]
    file.write_text(json.dumps(known), "utf-8")

    code, lines, _ = call("check", "a.jsonl", "-q", "--fail-on", "note")
    assert code == 1
    told = "ticketlint 0.0.9, this is 0.1.0 (rule `vague-quality` is on)"
    assert f"the baseline was made by {told}" in lines[-1]
    assert any("`ticketlint baseline update INPUT`, on the main branch" in line for line in lines)

    write(folder, "part.jsonl", WARNED)
    call("baseline", "update", "part.jsonl")
    assert '"0.0.9"' in file.read_text("utf-8")
    call("baseline", "prune", "a.jsonl", "part.jsonl")
    assert '"0.0.9"' in file.read_text("utf-8")
    call("baseline", "update", "a.jsonl", "part.jsonl")
    assert '"0.0.9"' not in file.read_text("utf-8")
    write(folder, "a.jsonl", {**VAGUE, "description": f"{VAGUE['description']} It must be quick."})
    assert "was made by" not in call("check", "a.jsonl", "-q", "--fail-on", "note")[1][-1]


def test_prune_forgets_tickets_that_are_gone_where_it_is_asked_to(folder: Path) -> None:
    file = folder / "ticketlint-baseline.json"
    write(folder, "a.jsonl", VAGUE, WARNED)
    call("baseline", "create", "a.jsonl")
    write(folder, "a.jsonl", VAGUE)

    _, [kept], _ = call("baseline", "prune", "a.jsonl")
    refused = call("baseline", "prune", "a.jsonl", "none.jsonl", "--gone")
    assert " in 2 tickets; 0 added, 0 dropped" in kept
    assert refused[2].startswith("--gone: not all could be read: none.jsonl: ")
    assert '"PAY-2"' in file.read_text("utf-8")

    fixed = call("check", "a.jsonl", "-q")[1][-1]
    _, [told], _ = call("baseline", "prune", "a.jsonl", "--gone")
    assert fixed.startswith("0 new, 0 fixed, ")
    assert " in 1 ticket; 0 added, 1 dropped" in told
    assert '"PAY-2"' not in file.read_text("utf-8")


def test_prune_drops_as_much_as_check_calls_fixed(folder: Path) -> None:
    call("baseline", "create", "a.jsonl")
    write(folder, "a.jsonl", {**VAGUE, "description": "The export must hold each invoice."})

    fixed = call("check", "a.jsonl", "-q")[1][-1].split(", ")[1].split()[0]
    _, [told], _ = call("baseline", "prune", "a.jsonl")

    assert f"; 0 added, {fixed} dropped (and 0 and " in told


def test_a_baseline_with_the_marks_of_a_merge_says_how_to_merge_it(folder: Path) -> None:
    file = folder / "ticketlint-baseline.json"
    call("baseline", "create", "a.jsonl")
    lines = file.read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if '"rule"' in line)
    both = ["<<<<<<< HEAD", lines[at], "=======", lines[at].replace("PAY-1", "PAY-2"), ">>>>>>> b"]
    file.write_text("\n".join([*lines[:at], *both, *lines[at + 1 :]]), "utf-8")

    _, _, fault = call("check", "a.jsonl")

    assert fault.startswith(f"ticketlint-baseline.json:{at + 1}: holds the marks of a merge (keep")
    assert "--force" not in fault


def test_an_override_of_the_gate_that_is_for_no_ticket_is_told(folder: Path) -> None:
    (folder / "ticketlint.yaml").write_text(
        "gate:\n  overrides:\n    - {match: {project: NOPE}, min_score: 90}\n"
        "    - {match: {project: PAY}, fail_on: never}\n"
    )
    told = "ticketlint.yaml:3:7: this override of the gate matched no ticket of the run"

    code, lines, _ = call("check", "a.jsonl")
    strict, strictly, _ = call("check", "a.jsonl", "--strict-config")

    assert code == 0
    assert [line for line in lines if "override" in line] == [f"{told} (look at its `match`)"]
    assert strict == 2
    assert strictly[-1].startswith("Gate failed: this override of the gate matched no ticket")


def test_config_show_tells_one_fail_on_and_which_limits_hold_for_a_ticket(folder: Path) -> None:
    (folder / "ticketlint.yaml").write_text(
        "gate:\n  fail_on: warning\n  overrides:\n"
        "    - {match: {project: NOPE}, min_score: 90}\n"
        "    - {match: {project: PAY}, min_score: 40}\n"
    )
    _, shown, _ = call("config", "show")
    _, of_one, _ = call("config", "show", "--ticket", "PAY-1", "a.jsonl", "--origin")

    assert [line for line in shown if "fail_on" in line] == ["  fail_on: warning"]
    assert '    - {"min_score": 90.0, "match": {"project": ["NOPE"]}}' in shown
    assert "# override of the gate 1 does not hold: ticketlint.yaml:4:7" in of_one
    assert "# override of the gate 2 holds: ticketlint.yaml:5:7" in of_one
    assert any(line.startswith("  min_score: 40.0  # ticketlint.yaml:5:") for line in of_one)


def test_a_wrong_key_is_not_what_was_meant_by_it(folder: Path) -> None:
    (folder / "ticketlint.yaml").write_text("gate: {overrides: [{kinds: [bug], min_score: 3}]}\n")

    _, lines, _ = call("config", "check")

    assert any("unknown key `kinds` (did you mean `kind`?)" in line for line in lines)


def test_a_ticket_that_is_a_file_has_no_place_behind_its_key(folder: Path) -> None:
    (folder / "one.md").write_text("---\nid: PAY-3\n---\n# Show the prices\n\nA list.\n")
    (folder / "two.md").write_text("# PAY-4: One\n\nA\n\n# PAY-5: Two\n\nB\n")

    _, lines, _ = call("check", "one.md", "two.md")

    assert "PAY-3  Show the prices" in lines
    assert "PAY-4  One" in lines
    assert "PAY-5  two.md:5  Two" in lines


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("github", "ticketlint.html, ticketlint.json"),
        ("jenkins", ".ticketlint-venv"),
    ],
)
def test_init_names_what_ci_writes_for_gitignore(folder: Path, host: str, told: str) -> None:
    _, lines, _ = call("init", "--yes", "--tickets", "a.jsonl", "--host", host)

    [line] = [line for line in lines if "name them in .gitignore" in line]
    assert told in line
    assert "ticketlint-baseline.json" not in line
