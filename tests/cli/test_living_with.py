"""What a team sees of the gate in the weeks after it was adopted: nothing gets worse unseen."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.test_adopting import call
from tests.cli.test_cli import write

WHOLE = {
    "key": "WEB-7",
    "type": "Bug",
    "title": "The search shows no result for a name with an umlaut",
    "description": (
        "Customers whose name has an umlaut cannot be found, so support cannot help them.\n\n"
        "## Steps to reproduce\n\n1. Open the search of customers.\n2. Search for `Müller`.\n\n"
        "## Expected\n\nThe customer Müller is listed.\n\n"
        "## Actual\n\nThe list is empty and no error is shown.\n\n"
        "## Environment\n\nVersion 4.2.1, Firefox 128 on Windows 11."
    ),
}
STRIPPED = {**WHOLE, "description": "Customers whose name has an umlaut cannot be found."}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795953600")  # 2026-11-29
    return tmp_path


def test_a_ticket_that_lost_its_parts_is_told_though_the_gate_is_green(folder: Path) -> None:
    write(folder, "a.jsonl", WHOLE)
    call("baseline", "create", "a.jsonl")
    write(folder, "a.jsonl", STRIPPED)

    code, lines, _ = call("check", "a.jsonl", "-o", "text", "-o", "markdown:r.md")

    fall = next(line for line in lines if line.startswith("  worse: ")).removeprefix("  worse: ")
    assert " → " in fall
    assert "ready → " in fall
    assert code == 0
    assert any(f"1 ticket is clearly worse than before: WEB-7 ({fall})" in line for line in lines)
    assert lines[-1].endswith("; 1 worse: WEB-7")
    summary = Path("r.md").read_text("utf-8")
    assert "; 1 worse: WEB-7" in summary
    assert f"- **worse:** {fall}" in summary.replace("\\.", ".")
    assert call("check", "a.jsonl", "-q")[1][-1].endswith("; 1 worse: WEB-7")

    (folder / "ticketlint.yaml").write_text("gate: {not_worse: true}\n")
    code, lines, _ = call("check", "a.jsonl", "-q")
    assert code == 1
    assert f" got worse (not_worse: a level, or more than 2 points): WEB-7 ({fall})" in lines[-1]
    assert call("check", "a.jsonl", "--no-baseline")[2].startswith("gate.not_worse: nothing tells")


def test_an_update_tells_by_ticket_what_it_takes_for_known(folder: Path) -> None:
    write(folder, "a.jsonl", WHOLE, *(numbered(n) for n in range(30)))
    call("baseline", "create", "a.jsonl")
    new = {**WHOLE, "key": "WEB-\x1b[31m8"}
    write(folder, "a.jsonl", STRIPPED, new, *(numbered(n, " It is fast.") for n in range(30)))

    code, lines, _ = call("baseline", "update", "a.jsonl")

    assert code == 0
    told = lines[lines.index("Taken for known, by ticket:") + 1 : -1]
    assert re.fullmatch(r"  WEB-7 [\d.]+ → [\d.]+, ready → refined, \d+ added", told[0])
    assert len(told) == 20 + 1
    assert re.fullmatch(r"  and \d+ more tickets", told[-1])
    assert "\x1b" not in "".join(lines)
    lines = call("baseline", "update", "a.jsonl")[1]
    assert lines[-1].endswith("; 0 added, 0 dropped")
    assert len(lines) == 1


def numbered(number: int, more: str = "") -> dict[str, str]:
    """Return one of many tickets, which tells little."""
    said = f"A note on the plant in room {number} of the house.{more}"
    return {"key": f"ROOM-{number}", "type": "Task", "title": said, "description": said}


def test_other_settings_are_named_and_a_rule_that_is_off_or_milder_is_none(folder: Path) -> None:
    settings = folder / "ticketlint.yaml"
    settings.write_text("rules: {open-list: off}\n")
    write(folder, "a.jsonl", numbered(1, " It is fast."))
    call("baseline", "create", "a.jsonl")
    call("check", "a.jsonl", "-o", "json:earlier.json")
    write(folder, "a.jsonl", numbered(1, " It is fast."), numbered(2, " It is quick, robust, etc."))

    def made_by(rules: str, *since: str) -> str:
        settings.write_text(rules)
        lines = call("check", "a.jsonl", "--fail-on", "note", "-q", *since)[1]
        assert lines[-1].startswith("Gate failed: ")
        told = re.findall(r"the baseline was made by (.*\))\)", lines[-1])
        assert (f"it was made by {''.join(told)}" in "\n".join(lines)) is bool(told)
        return "".join(told)

    same = "rules: {open-list: off, missing-why: off, vague-quality: note}\n"
    other = "glossary: [KQV]\nlanguage: en\n"
    named = "other settings (`glossary and vocab`, `language`, rule `open-list` is on)"
    for since in ((), ("--since", "earlier.json")):
        assert made_by("rules: {open-list: off}\n", *since) == ""
        assert made_by(same, *since) == ""
        assert made_by(other, *since) == named


HOSTILE = "##vso[task.complete]\\n::error::<b>@all"


@pytest.mark.parametrize(
    ("file", "text", "line", "told"),
    [
        pytest.param(
            "ticketlint.yaml",
            f'style: free\ngatee: {{}}\nlevel: "{HOSTILE}"\n',
            2,
            "unknown key `gatee` (did you mean `gate`?)",
            id="configuration",
        ),
        pytest.param(
            "agreed.yaml",
            f'- {{ticket: A-1, rule: "{HOSTILE}", until: soon}}\n',
            1,
            "`until`: `soon` is no day (write it as 2027-03-01)",
            id="suppressions",
        ),
        pytest.param(
            "ticketlint-baseline.json",
            '{\n"version": 7}',
            2,
            "is a baseline of version 7, this program reads version 1",
            id="baseline",
        ),
    ],
)
def test_a_fault_that_ends_the_run_stands_where_each_host_shows_faults(
    folder: Path, monkeypatch: pytest.MonkeyPatch, file: str, text: str, line: int, told: str
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    write(folder, "a.jsonl", STRIPPED)
    (folder / "ticketlint.yaml").write_text("suppressions: agreed.yaml\n")
    (folder / "agreed.yaml").write_text("[]\n")
    (folder / file).write_text(text)
    before = (folder / "a.jsonl").read_bytes()
    files = ("-o", "gitlab:g.json", "-o", "junit:j.xml", "-o", "azure:a.log", "-o", "json:r.json")

    code, log, fault = call("check", "a.jsonl", "-o", "auto", *files)

    assert code != 0
    assert told in fault
    [command] = [one for one in log if told in one]
    assert command.startswith(f"::error file={file},line={line},title=not read::{file}:{line}: ")
    [issue] = [one for one in Path("a.log").read_text("utf-8").splitlines() if told in one]
    assert issue.startswith(f"##vso[task.logissue type=error;sourcepath={file};linenumber={line}]")
    [problem] = [
        one for one in json.loads(Path("g.json").read_text("utf-8")) if told in one["description"]
    ]
    assert problem["location"] == {"path": file, "lines": {"begin": line}}
    assert told in Path("j.xml").read_text("utf-8")
    summary = Path("summary.md").read_text("utf-8")
    assert summary.startswith("### ticketlint: the gate failed\n\n- nothing was checked\n")
    assert f"could not be read: {file}:{line}: " in summary
    shown = "\n".join([*log, *(Path(name).read_text("utf-8") for name in ("a.log", "g.json"))])
    assert not re.search(r"^::error::|\n##vso\[task\.complete", shown)
    assert not Path("r.json").exists()
    for output in ("gitlab:a.jsonl", "markdown:a.jsonl"):
        assert call("check", "a.jsonl", "-o", output)[0] != 0
        assert (folder / "a.jsonl").read_bytes() == before


def test_a_limit_that_an_override_sets_is_told_with_its_place(folder: Path) -> None:
    write(folder, "a.jsonl", STRIPPED)
    limits = ["fail_on: note", "min_score: 100", "min_level: ready", "max_warnings: 0"]
    (folder / "ticketlint.yaml").write_text(
        "gate:\n  overrides:\n    - match: {kind: bug}\n"
        + "".join(f"      {limit}\n" for limit in limits)
    )

    code, lines, _ = call("check", "a.jsonl", "-q")

    assert code == 1
    told = ("fail_on: note", "max_warnings: 0", "min_score", "min_level")
    assert [limit for limit in told if f"({limit}, ticketlint.yaml:3:7)" in lines[-1]] == [*told]

    (folder / "ticketlint.yaml").write_text(f"gate:\n  {limits[1]}\n")
    assert "below 100: WEB-7" in call("check", "a.jsonl", "-q")[1][-1]


def test_an_override_for_nobody_is_told_where_it_may_explain_a_quiet_red(folder: Path) -> None:
    write(folder, "a.jsonl", STRIPPED)
    (folder / "ticketlint.yaml").write_text(
        "gate:\n  min_score: 100\n  overrides:\n    - {match: {project: SHOP}, min_score: 1}\n"
    )

    _, lines, _ = call("check", "a.jsonl", "-q")

    assert any("matched no ticket of the run" in line for line in lines[:-1])
    assert lines[-1].startswith("Gate failed: ")
