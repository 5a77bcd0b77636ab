"""A ticket is asked little, the costliest first; ideas and closed tickets are told apart."""

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from ticketlint.config.settings import Config
from ticketlint.judging.questions import choose_questions
from ticketlint.model import AnswerType, Confidence, Finding, Location, Severity
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


def asking(rule: str, question: str, words: str = "", category: str = "ambiguity") -> Finding:
    return Finding(
        rule=rule,
        category=category,
        severity=Severity.WARNING,
        confidence=Confidence.HIGH,
        message="m",
        question=question,
        suggestion="",
        location=Location("description", "other", 5, 5 + len(words), 1, 6, words),
        identity="",
        answer=AnswerType.VALUE,
    )


def backlog(folder: Path, *rows: dict[str, str]) -> str:
    path = folder / "backlog.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def check(path: str, **settings):
    return as_json(run_check([path], Config(**settings), SourceOptions(), 1, iter))


@pytest.mark.parametrize(
    ("found", "most", "asked"),
    [
        ([asking("a", "What?"), asking("b", "Who?")], 5, ("What?", "Who?")),
        ([asking("a", "What?"), asking("b", "Who?")], 1, ("What?",)),
        ([asking("a", "What?"), asking("b", "What?")], 5, ("What?",)),
        (
            [asking("a", 'How fast is "fast"?', "fast"), asking("a", "x", "quick")],
            5,
            ('How fast is "fast"? (The same for "quick".)',),
        ),
        (
            [asking("a", 'How fast is "fast"?', "fast"), asking("a", "x", "fast")],
            5,
            ('How fast is "fast"?',),
        ),
        (
            [
                asking("a", "How fast?", word)
                for word in ("fast", "quick", "swift", "rapid", "agile")
            ],
            5,
            ('How fast? (The same for "quick", "swift", "rapid".)',),
        ),
        ([asking("a", "One\nline?")], 5, ("One line?",)),
    ],
    ids=[
        "both",
        "the first",
        "once",
        "places of one rule",
        "the same place",
        "many places",
        "one line",
    ],
)
def test_questions_are_few_and_each_stands_once(found, most, asked) -> None:
    assert tuple(one.text for one in choose_questions(found, most)) == asked


def test_a_question_is_about_the_words_of_the_first_finding() -> None:
    [question] = choose_questions([asking("a", "How fast?", "fast"), asking("a", "x", "quick")], 1)

    assert (question.type, question.rule) == (AnswerType.VALUE, "a")
    assert (question.about, question.field) == ("fast", "description")
    assert (question.start, question.end) == (5, 9)


def test_a_question_about_what_is_missing_is_about_no_words() -> None:
    [question] = choose_questions([asking("a", "For whom?")], 1)

    assert (question.about, question.start) == ("", question.end)


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
    assert {one["rule"] for one in asked} <= {one["rule"] for one in ticket["findings"]}


def test_a_report_holds_the_questions_of_the_costliest_findings_first(tmp_path: Path) -> None:
    [row] = check(backlog(tmp_path, BUG), max_questions=2)["tickets"]

    parts = [one["question"] for one in row["findings"]]
    assert [one["text"] for one in row["questions"]] == parts[:2]


def test_every_ticket_that_has_questions_is_asked_also_without_an_error(tmp_path: Path) -> None:
    vague = CLEAR | {"key": "PAY-3", "description": f"{CLEAR['description']}\n- It is fast."}
    path = backlog(tmp_path, BUG, CLEAR, vague)
    done = run("check", path, "--questions", "--isolated", "--select", "vague-quality")

    assert done.stdout.startswith("PAY-3 Export the invoices of a month\n- ")
    assert '"fast"' in done.stdout
    assert "PAY-1" not in done.stdout
    assert "PAY-2" not in done.stdout
    assert done.returncode == 0


def test_an_idea_is_judged_a_level_lower(tmp_path: Path) -> None:
    [known] = check(backlog(tmp_path, BUG))["tickets"]
    [idea] = check(backlog(tmp_path, BUG | {"status": "Idea"}))["tickets"]

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
