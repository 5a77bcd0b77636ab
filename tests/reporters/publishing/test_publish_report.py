"""Reports that are published: previewed without a site, hostile, and told once."""

import json

import pytest

from tests.jira.fake_data import make_issues
from tests.jira.fixtures import asked_twice, report_of, save
from ticketlint.sources.jira.doctor import Step, next_command
from ticketlint.sources.jira.settings import Settings

NOWHERE = {"TICKETLINT_JIRA_URL": "http://127.0.0.1:9", "TICKETLINT_JIRA_TOKEN": "t"}
STAYS = "no Jira site is named, so nothing was compared with what stands there"


def test_a_report_is_previewed_without_a_site(command, tmp_path):
    asked_twice(tmp_path)

    run = command({}, "publish", "report.json")

    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines() == [
        "PAY-1: comment added (2 questions) - dry run",
        "PAY-2: comment added (1 question) - dry run",
        STAYS,
        "2 of 2 tickets would be written to; add --yes to do it",
    ]
    labels = command({}, "publish", "report.json", "--as", "grade-label", "--max-writes", "1").out
    assert "PAY-1: label set (clarity-d) - dry run\nPAY-2: left for the next run" in labels


@pytest.mark.parametrize("more", [["--yes"], ["PAY-1"], ["--jql", "project = PAY"]])
def test_what_needs_a_site_says_so(command, tmp_path, more):
    asked_twice(tmp_path)

    run = command({}, "publish", "report.json", *more)

    assert (run.code, run.out) == (2, "")
    assert "no site is named" in run.err


@pytest.mark.parametrize(
    "arguments", [["report.json"], ["report.json", "PAY-1"], ["--jql", "project = PAY"]]
)
def test_a_site_that_does_not_answer_is_told_once(command, tmp_path, arguments):
    asked_twice(tmp_path)

    run = command(NOWHERE, "publish", *arguments)

    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("url", ["http://[", "http://[::1", "//a]b", "http://ex\u2100mple.com"])
def test_an_address_that_is_none_does_not_stop_the_rest(serve, command, tmp_path, url):
    fake = serve(make_issues(3))
    report = report_of(("PAY-1", "D", ["Who?"]), ("PAY-2", "D", ["How fast?"]))
    report["tickets"][0]["url"] = url
    (tmp_path / "report.json").write_text(json.dumps(report))

    for site in (fake, {}):
        run = command(site, "publish", "report.json")
        assert run.code == 2
        assert run.out.splitlines()[0].startswith("PAY-1: failed (`")
        assert run.out.splitlines()[1].startswith("PAY-2: comment added")


@pytest.mark.parametrize("place", ["whole", "question", "url", "findings", "tickets"])
@pytest.mark.parametrize("depth", [400, 990, 100_000])
def test_a_deeply_nested_report_is_one_line(command, tmp_path, place, depth):
    nested = "[" * depth + "]" * depth
    report = report_of(("PAY-1", "D", ["Who?"]))
    match place:
        case "question":
            report["tickets"][0]["findings"][0]["question"] = "HERE"
        case "url" | "findings":
            report["tickets"][0][place] = "HERE"
        case "tickets":
            report[place] = ["HERE"]
    text = nested if place == "whole" else json.dumps(report).replace('"HERE"', nested)
    (tmp_path / "report.json").write_text(text)

    run = command({}, "publish", "report.json")

    if run.code:
        assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
        assert run.err.startswith("ticketlint: report.json: ")
    else:
        assert place in {"question", "url"}


def test_a_file_without_an_end_is_no_report(command, tmp_path, monkeypatch):
    monkeypatch.setattr("ticketlint.config.budgets.REPORT_BYTES", 1000)

    run = command({}, "publish", "/dev/zero")

    assert run.code == 2
    assert run.err == "ticketlint: /dev/zero: larger than 1,000 bytes (make reports of parts)\n"


def test_a_pattern_names_reports(command, tmp_path):
    save(tmp_path, ("PAY-1", "D", ["Who?"]))

    assert "PAY-1: comment added" in command({}, "publish", "rep*.json").out
    missing = command({}, "publish", "rep*.json", "no*.json")
    assert (missing.code, missing.err) == (2, "no*.json: no file matches this pattern (check it)\n")
    assert "PAY-1: comment added" in missing.out


@pytest.mark.parametrize(
    ("step", "url", "told"),
    [
        ("connection", "https://h/a;rm -rf $HOME", "curl -sSI 'https://h/a;rm -rf $HOME'"),
        ("connection", "https://h/$(id)`id`'\"", """curl -sSI 'https://h/$(id)`id`'"'"'"'"""),
        ("connection", "https://jira.example.com", "curl -sSI https://jira.example.com"),
        ("TLS", "https://h;id", "openssl s_client -connect 'h;id:443' -showcerts </dev/null"),
        (
            "TLS",
            "https://[::1]:8443",
            "openssl s_client -connect '[::1]:8443' -showcerts </dev/null",
        ),
    ],
)
def test_the_command_that_the_doctor_names_is_quoted(step, url, told):
    assert next_command([Step(step, "FAIL", "")], Settings(url)) == told
