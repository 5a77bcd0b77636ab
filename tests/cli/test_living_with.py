"""What a team sees of the gate in the weeks after it was adopted: nothing gets worse unseen."""

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
    assert f"- **worse:** {fall}" in summary
    assert call("check", "a.jsonl", "-q")[1][-1].endswith("; 1 worse: WEB-7")

    (folder / "ticketlint.yaml").write_text("gate: {not_worse: true}\n")
    code, lines, _ = call("check", "a.jsonl", "-q")
    assert code == 1
    assert f" got worse (not_worse: a level, or more than 2 points): WEB-7 ({fall})" in lines[-1]
    assert call("check", "a.jsonl", "--no-baseline")[2].startswith("gate.not_worse: nothing tells")
