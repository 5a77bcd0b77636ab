"""Publish, interrupted: run again, it writes what is missing and nothing twice."""

import os
import signal

import pytest

from tests.jira.fake_data import make_issues
from tests.jira.fake_jira import Fault
from tests.jira.fixtures import asked_twice, comments, save, start

FAST, WHO = "How fast, in seconds?", "Who may export?"


@pytest.mark.parametrize(
    ("fault", "says", "sent"),
    [
        (
            Fault("/comment", method="POST", act="done-then-reset"),
            "the connection was cut after a write was sent",
            1,
        ),
        (
            Fault("/comment", method="POST", act="reset"),
            "the connection was cut after a write was sent",
            1,
        ),
        (Fault("/comment", method="POST", status=502), "502 bad gateway after a write was sent", 1),
        (
            Fault("/comment", method="POST", status=503),
            "503 not available after a write was sent",
            1,
        ),
        (
            Fault("/properties", method="PUT", act="done-then-reset"),
            "the connection was cut after a write was sent",
            1,
        ),
        (Fault("/comment", method="POST", status=401), "401: Jira does not accept the token", 1),
    ],
    ids=["done, then reset", "reset before", "502", "503", "reset at the note", "401"],
)
def test_a_write_that_may_have_happened_is_not_repeated_and_a_second_run_mends_it(
    serve, command, tmp_path, fault, says, sent
):
    fake = serve(make_issues(2))
    fake.faults.append(Fault(fault.path, fault.act, fault.status, method=fault.method, last=1))
    asked_twice(tmp_path)

    broken = command(fake, "publish", "report.json", "--yes")
    posted = len([one for one in fake.writes() if one.method == "POST"])
    mended = command(fake, "publish", "report.json", "--yes")

    assert (broken.code, mended.code) == (2, 0)
    assert says in broken.err
    assert posted == sent
    assert len(comments(fake)) == 2
    assert all(issue.properties for issue in fake.issues.values())


def test_an_edit_that_could_not_be_noted_is_not_made_again(serve, command, tmp_path):
    for cloud in (True, False):
        fake = serve(make_issues(1), cloud=cloud)
        save(tmp_path, ("PAY-1", "D", [FAST, WHO]))
        command(fake, "publish", "report.json", "--yes")
        save(tmp_path, ("PAY-1", "B", [FAST]))
        fake.faults.append(Fault("/properties", method="PUT", act="reset", last=1))

        broken = command(fake, "publish", "report.json", "--yes")
        mended = command(fake, "publish", "report.json", "--yes")
        third = command(fake, "publish", "report.json", "--yes")

        assert (broken.code, mended.code) == (2, 0)
        assert "PAY-1: unchanged" in mended.out
        edits = [one for one in fake.writes() if one.method == "PUT" and "/comment/" in one.target]
        assert len(edits) == 1
        assert "PAY-1: unchanged" in third.out


def test_a_write_that_was_refused_for_haste_is_sent_again(serve, command, tmp_path):
    fake = serve(make_issues(2))
    fake.faults.append(Fault("/comment", method="POST", status=429, last=1))
    asked_twice(tmp_path)

    patient = {"TICKETLINT_JIRA_MAX_WAIT": "4"}
    assert command(fake, "publish", "report.json", "--yes", **patient).code == 0

    assert len(comments(fake)) == 2


def test_killed_at_any_request_and_run_again_nothing_is_written_twice(serve, command, tmp_path):
    whole = serve(make_issues(2))
    asked_twice(tmp_path)
    command(whole, "publish", "report.json", "--yes")
    steps = [n for n, one in enumerate(whole.exchanges, 1) if one.method != "GET"]
    assert len(steps) == 4

    for step, act in [(steps[0], "reset"), *((step, "answer") for step in steps)]:
        fake = serve(make_issues(2))
        victim: list[int] = []
        kill = lambda: os.kill(victim[0], signal.SIGKILL)  # noqa: E731, B023
        fake.faults.append(Fault(".", act, first=step, last=step, hook=kill))
        process = start(fake, tmp_path, "publish", "report.json", "--yes")
        victim.append(process.pid)
        process.communicate(timeout=30)
        assert process.returncode == -signal.SIGKILL

        assert command(fake, "publish", "report.json", "--yes").code == 0

        assert len(comments(fake)) == 2
        assert len([one for one in fake.writes() if one.method == "POST"]) == 2 + (act == "reset")
        assert [issue.properties["ticketlint"]["comment"] for issue in fake.issues.values()] == [
            issue.comments[0]["id"] for issue in fake.issues.values()
        ]
