"""What is less severe than asked for is left out and counted; nothing else changes."""

import json
from pathlib import Path

import pytest

from ticketlint.config.settings import Config
from ticketlint.model import Report, Severity
from ticketlint.run.session import run_check
from ticketlint.sources import SourceOptions

# An error (a heading over no criteria), a warning (no reason) and a note (an open list).
TICKET = {
    "key": "PAY-1",
    "type": "Story",
    "title": "Filter for the month",
    "description": "The page must show drafts, paid invoices etc.\n\n## Acceptance criteria\n\nTBD",
}


def checked(folder: Path, ticket: object = TICKET, **settings: object) -> Report:
    path = folder / "a.jsonl"
    path.write_text(json.dumps(ticket), "utf-8")
    return run_check([str(path)], Config.model_validate(settings), SourceOptions(), 1, iter)


def severities(report: Report) -> set[str]:
    return {finding.severity.value for result in report.results for finding in result.findings}


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        pytest.param({}, {"error", "warning"}, id="notes are left out"),
        pytest.param({"level": "note"}, {"error", "warning", "note"}, id="notes are asked for"),
        pytest.param({"level": "error"}, {"error"}, id="errors alone"),
        pytest.param(
            {"profile": "pedantic"}, {"error", "warning", "note"}, id="pedantic shows notes"
        ),
        pytest.param(
            {"profile": "pedantic", "level": "warning"},
            {"error", "warning"},
            id="a level wins over the profile",
        ),
        pytest.param(
            {"level": "error", "fail_on": "warning"},
            {"error", "warning"},
            id="what fails the gate is shown",
        ),
        pytest.param(
            {"level": "error", "fail_on": "never"}, {"error"}, id="a gate that never fails"
        ),
        pytest.param({"select": ["open-list"]}, {"note"}, id="a selected rule is asked for"),
    ],
)
def test_the_level_decides_which_findings_are_shown(
    tmp_path: Path, settings: dict[str, object], shown: set[str]
) -> None:
    assert severities(checked(tmp_path, **settings)) == shown


def test_what_is_left_out_is_counted_and_changes_no_score(tmp_path: Path) -> None:
    few, all_of_them = checked(tmp_path, level="error"), checked(tmp_path, level="note")

    [short], [long] = few.results, all_of_them.results

    assert short.judgement.left_out == len(long.findings) - len(short.findings) > 1
    assert long.judgement.left_out == 0
    assert short.score == long.score


def test_no_question_is_asked_for_a_finding_that_is_left_out(tmp_path: Path) -> None:
    [result] = checked(tmp_path, level="error").results

    asking = {question.rule for question in result.questions if question.rule}
    assert asking <= {finding.rule for finding in result.findings}


def test_a_severity_that_is_shown_brings_all_worse_ones() -> None:
    assert Config(level="note").shown_severities == tuple(Severity)


ASKING = {**TICKET, "description": "Show drafts. Should this be a switch?\n\nIs it on at first?"}
WITHOUT = f"""{ASKING["description"]}

ticketlint: ignore[open-question] match="Should this be a switch?" reason="agreed"
"""


@pytest.mark.parametrize(
    ("settings", "facts", "left"),
    [
        pytest.param({}, {}, 2, id="by default, though it is a note"),
        pytest.param({"level": "error"}, {}, 0, id="errors alone are shown"),
        pytest.param({"level": "error", "select": ["open-question"]}, {}, 2, id="asked for"),
        pytest.param({"rules": {"open-question": "off"}}, {}, 0, id="turned off"),
        pytest.param({"ignore": ["open-question"]}, {}, 0, id="left out of the run"),
        pytest.param({}, {"description": WITHOUT}, 1, id="one is suppressed in the ticket"),
        pytest.param({}, {"labels": ["ticketlint-ignore"]}, 0, id="all of it is suppressed"),
    ],
)
def test_what_an_author_asks_is_told_where_the_rule_that_finds_it_is_heeded(
    tmp_path: Path, settings: dict[str, object], facts: dict[str, object], left: int
) -> None:
    [result] = checked(tmp_path, {**ASKING, **facts}, **settings).results

    assert len(result.judgement.asks) == left
