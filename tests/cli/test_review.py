"""`ticketlint review`: one run writes the page, the agenda and the history."""

import csv
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ticketlint.cli.commands import app

TICKETS = [
    {
        "key": "A-1",
        "title": "Improve it",
        "type": "Story",
        "description": "Make it fast.",
        "reporter": "Ana <b>Bell</b>",
        "assignee": "Bo",
    },
    {"key": "A-2", "title": "Total is wrong", "type": "Bug", "description": "It is wrong."},
]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a review that was run twice."""
    folder = tmp_path_factory.mktemp("review")
    source = folder / "backlog.jsonl"
    source.write_text("".join(f"{json.dumps(one)}\n" for one in TICKETS), encoding="utf-8")
    outputs = ("html:page.html", "agenda:agenda.md", "agenda-csv:agenda.csv", "json:report.json")
    named = [part for output in outputs for part in ("-o", output.replace(":", f":{folder}/"))]
    for _ in range(2):
        arguments = [str(source), "--isolated", "--history", str(folder / "h.jsonl"), *named]
        result = CliRunner().invoke(app, ["review", *arguments])
        assert result.exit_code == 0, result.output
    return folder


def test_a_review_is_no_gate_and_shows_the_text_of_tickets(run: Path) -> None:
    page = (run / "page.html").read_text("utf-8")
    assert "The gate failed" not in page
    assert "Make it fast." in re.sub(r"<[^>]*>", "", page)


def test_nobody_is_named_who_was_not_asked_for(run: Path) -> None:
    written = [path.read_text("utf-8") for path in run.iterdir() if path.name != "backlog.jsonl"]
    assert len(written) == 5
    assert not [text for text in written if "Bell" in text or "assignee" in text]


def test_people_are_named_where_one_asks_for_them(run: Path, tmp_path: Path) -> None:
    outputs = [f"html:{tmp_path / 'p.html'}", f"json:{tmp_path / 'r.json'}"]
    flags = ["--isolated", "--show-people", "-o", outputs[0], "-o", outputs[1]]
    done = CliRunner().invoke(app, ["review", str(run / "backlog.jsonl"), *flags])
    again = CliRunner().invoke(
        app, ["report", str(tmp_path / "r.json"), "-o", f"html:{tmp_path / 'again.html'}"]
    )

    later = [
        "review",
        str(run / "backlog.jsonl"),
        "--isolated",
        "-o",
        f"json:{tmp_path / 'l.json'}",
    ]
    CliRunner().invoke(app, later)

    assert "Bell" not in (tmp_path / "l.json").read_text("utf-8")
    first, second = json.loads((tmp_path / "r.json").read_text("utf-8"))["tickets"]
    page = (tmp_path / "p.html").read_text("utf-8")
    assert (done.exit_code, again.exit_code) == (0, 0)
    assert (first["reporter"], first["assignee"]) == ("Ana <b>Bell</b>", "Bo")
    assert "reporter" not in second
    assert "Reported by Ana &lt;b&gt;Bell&lt;/b&gt;, assigned to Bo." in page
    assert (tmp_path / "again.html").read_text("utf-8") == page


def test_the_key_leads_to_the_tracker_where_the_configuration_tells_how(tmp_path: Path) -> None:
    export = tmp_path / "jira.csv"
    export.write_text("Issue key,Summary,Description\nPAY-1,Improve it,Make it fast.\n", "utf-8")
    (tmp_path / "ticketlint.yaml").write_text("links: https://jira.test/browse/{key}\n", "utf-8")
    outputs = {"html": "page.html", "sarif": "run.sarif", "markdown": "run.md"}
    flags = [part for form, name in outputs.items() for part in ("-o", f"{form}:{tmp_path / name}")]
    config = ["--config", str(tmp_path / "ticketlint.yaml")]
    done = CliRunner().invoke(app, ["check", str(export), *config, *flags])
    assert done.exit_code in {0, 1}, done.output
    for name in outputs.values():
        assert "https://jira.test/browse/PAY-1" in (tmp_path / name).read_text("utf-8"), name


def test_a_second_run_shows_the_trend(run: Path) -> None:
    lines = (run / "h.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 2
    assert '<section id="trend"' in (run / "page.html").read_text("utf-8")
    _, second = json.loads((run / "report.json").read_text("utf-8"))["trend"]
    assert second["paired"] == {
        "tickets": 2,
        "added": 0,
        "gone": 0,
        "better": 0,
        "worse": 0,
        "median_change": 0.0,
    }


def test_the_agenda_names_each_ticket(run: Path) -> None:
    rows = list(csv.DictReader((run / "agenda.csv").read_text("utf-8").splitlines()))
    assert {row["key"] for row in rows} == {"A-1", "A-2"}
    assert "## " in (run / "agenda.md").read_text("utf-8")


def test_a_report_tells_the_same_review_again(run: Path) -> None:
    again = run / "again.html"
    result = CliRunner().invoke(app, ["report", str(run / "report.json"), "-o", f"html:{again}"])
    assert result.exit_code == 0, result.output
    assert again.read_text("utf-8") == (run / "page.html").read_text("utf-8")


def test_two_equal_runs_differ_in_nothing(run: Path) -> None:
    report = str(run / "report.json")
    result = CliRunner().invoke(app, ["diff", report, report])
    assert result.exit_code == 0
    assert result.output.startswith("2 tickets in both reports, 0 came, 0 went\n")


def test_a_damaged_history_is_told_before_anything_is_judged(tmp_path: Path) -> None:
    history = tmp_path / "h.jsonl"
    history.write_text("{}\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["review", "nothing.csv", "--history", str(history)])
    assert result.exit_code != 0
    assert f"{history}:1: no run of a history" in str(result.exception)
