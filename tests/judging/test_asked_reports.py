"""A ticket is asked little, the costliest first; ideas and closed tickets are told apart."""

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from ticketlint.config.settings import Config
from ticketlint.reporters.json import as_json
from ticketlint.run.session import run_check
from ticketlint.sources import SourceOptions

BUG = {"key": "PAY-1", "title": "Total is wrong", "type": "Bug", "description": "It shows 0."}
CLEAR = {
    "key": "PAY-2",
    "title": "Export the invoices of a month",
    "type": "Story",
    "description": "As an accountant I want to export the invoices of a month so that the auditor "
    "gets them in one file.\n\nAcceptance criteria:\n\n- The file holds one row for each invoice.",
}


def backlog(folder: Path, *rows: dict[str, str]) -> str:
    path = folder / "backlog.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def check(path: str, **settings):
    return as_json(run_check([path], Config(**settings), SourceOptions(), 1, iter))


def test_each_question_of_a_report_stands_where_it_says(tmp_path: Path) -> None:
    text = "The *export* must be fast, user-friendly, etc. TBD."
    row = {"key": "PAY-3", "title": "Improve the export", "type": "Story", "description": text}
    path = backlog(tmp_path, row)
    [ticket] = check(path, max_questions=20, profile="pedantic")["tickets"]

    asked = ticket["questions"]
    texts = {"title": row["title"], "description": text}
    assert [one["about"] for one in asked] == [
        texts.get(one["field"], "")[one["start"] : one["end"]] for one in asked
    ]
    assert any(one["about"] for one in asked)
    assert {one["rule"] for one in asked} <= {"", *(one["rule"] for one in ticket["findings"])}


def test_every_ticket_that_has_questions_is_asked_also_without_an_error(tmp_path: Path) -> None:
    vague = {"key": "PAY-3", "title": "Add optional columns", "type": "Story", "description": ""}
    path = backlog(tmp_path, vague)
    done = run("check", path, "--questions", "--isolated", "--select", "vague-quality")

    assert done.stdout.startswith("PAY-3 Add optional columns\n- Which ")
    assert done.returncode == 0


def test_an_idea_is_judged_a_level_lower(tmp_path: Path) -> None:
    bare = BUG | {"description": ""}
    [known] = check(backlog(tmp_path, bare))["tickets"]
    [idea] = check(backlog(tmp_path, bare | {"status": "Idea"}))["tickets"]

    known_levels, idea_levels = ([one["severity"] for one in t["findings"]] for t in (known, idea))
    assert "error" in known_levels
    assert "error" not in idea_levels
    assert (idea["lost"], idea["score"]) == (known["lost"], known["score"])


def test_closed_tickets_are_left_out_on_demand_and_counted(tmp_path: Path) -> None:
    path = backlog(tmp_path, BUG, CLEAR | {"status": "Done"})

    everything, still_open = check(path), check(path, open_only=True)

    assert [row["key"] for row in everything["tickets"]] == ["PAY-1", "PAY-2"]
    assert [row["key"] for row in still_open["tickets"]] == ["PAY-1"]
    assert still_open["summary"]["closed_left_out"] == 1


@pytest.mark.parametrize(
    ("closed", "told"), [(1, "; 1 closed ticket left out"), (2, "; 2 closed tickets left out")]
)
def test_a_person_reads_how_many_closed_tickets_were_left_out(
    tmp_path: Path, closed: int, told: str
) -> None:
    done = run(
        *("check", backlog(tmp_path, CLEAR, *[CLEAR | {"status": "Done"}] * closed)),
        *("--open-only", "--isolated"),
    )

    assert done.stdout.startswith("PAY-2")
    assert done.stdout.rstrip().endswith(told)


def test_a_backlog_of_closed_tickets_alone_is_no_failure(tmp_path: Path) -> None:
    report = check(backlog(tmp_path, CLEAR | {"status": "closed"}), open_only=True)

    assert report["failures"] == []
    assert report["summary"]["closed_left_out"] == 1


def test_the_flags_win_over_the_configuration(tmp_path: Path) -> None:
    path = backlog(tmp_path, BUG, CLEAR | {"status": "Done"})
    done = run("check", path, "--isolated", "--open-only", "--max-questions", "1", "-o", "json")

    report = json.loads(done.stdout)
    assert [len(row["questions"]) for row in report["tickets"]] == [1]
