"""Publish: one comment a ticket, written once, edited in place, never where it is not wanted."""

import json
from dataclasses import replace

import pytest

from tests.jira.fake_data import AC, FakeIssue, make_issues
from tests.jira.fixtures import asked_twice, comments, report_of, save

FAST, WHO = "How fast, in seconds?", "Who may export? {owners} [~admin] *all*"


@pytest.mark.parametrize("cloud", [True, False], ids=["cloud", "datacenter"])
def test_a_dry_run_tells_what_it_would_do_and_writes_nothing(serve, command, tmp_path, cloud):
    fake = serve(make_issues(3), cloud=cloud)
    asked_twice(tmp_path)

    run = command(fake, "publish", "report.json")

    assert run.code == 0
    assert run.out.splitlines() == [
        "PAY-1: comment added - dry run",
        "PAY-2: comment added - dry run",
        "2 of 2 tickets would be written to; add --yes to do it",
    ]
    assert fake.writes() == []


@pytest.mark.parametrize("cloud", [True, False], ids=["cloud", "datacenter"])
def test_each_ticket_gets_one_comment_and_a_second_run_writes_nothing(
    serve, command, tmp_path, cloud
):
    fake = serve(make_issues(3), cloud=cloud)
    asked_twice(tmp_path)

    first = command(fake, "publish", "report.json", "--yes")
    written = len(fake.writes())
    second = command(fake, "publish", "report.json", "--yes")

    assert (first.code, second.code) == (0, 0)
    assert len(comments(fake)) == 2
    assert len(fake.writes()) == written == 4
    assert second.out.splitlines()[-1] == "0 of 2 tickets were written to"
    assert not [
        one
        for one in fake.writes()
        if b"description" in one.body.replace(b"in the description", b"")
    ]


def test_cloud_gets_adf_and_data_center_gets_wiki_without_live_signs(serve, command, tmp_path):
    cloud, server = serve(make_issues(1)), serve(make_issues(1), cloud=False)
    save(tmp_path, ("PAY-1", "D", [WHO]))

    for fake in (cloud, server):
        command(fake, "publish", "report.json", "--yes")

    [adf], [wiki] = cloud.issues["PAY-1"].comments, server.issues["PAY-1"].comments
    assert adf["body"]["type"] == "doc"
    assert WHO in json.dumps(adf["body"])
    assert "\\{owners\\} \\[\\~admin\\] \\*all\\*" in wiki["body"]


def test_changed_questions_edit_the_comment_in_place(serve, command, tmp_path):
    for cloud in (True, False):
        fake = serve(make_issues(1), cloud=cloud)
        save(tmp_path, ("PAY-1", "D", [FAST, WHO]))
        command(fake, "publish", "report.json", "--yes")
        save(tmp_path, ("PAY-1", "B", [FAST]))

        edited = command(fake, "publish", "report.json", "--yes")
        save(tmp_path, ("PAY-1", "A", []))
        done = command(fake, "publish", "report.json", "--yes")

        assert "PAY-1: comment edited" in edited.out
        assert "PAY-1: comment edited" in done.out
        [body] = comments(fake)
        assert "All questions are answered" in body


def test_a_ticket_without_questions_gets_no_comment(serve, command, tmp_path):
    fake = serve(make_issues(1))
    save(tmp_path, ("PAY-1", "A", []))

    run = command(fake, "publish", "report.json", "--yes")

    assert "PAY-1: no questions" in run.out
    assert fake.writes() == []


def test_a_comment_that_was_deleted_is_written_again_only_for_new_questions(
    serve, command, tmp_path
):
    fake = serve(make_issues(1))
    save(tmp_path, ("PAY-1", "D", [FAST]))
    command(fake, "publish", "report.json", "--yes")
    fake.issues["PAY-1"].comments.clear()

    same = command(fake, "publish", "report.json", "--yes")
    save(tmp_path, ("PAY-1", "D", [WHO]))
    new = command(fake, "publish", "report.json", "--yes")

    assert "PAY-1: unchanged" in same.out
    assert "PAY-1: comment added" in new.out


def test_tickets_that_are_closed_opted_out_or_elsewhere_are_left_alone(serve, command, tmp_path):
    fake = serve(make_issues(5))
    fake.issues["PAY-1"].status = "Done"
    fake.issues["PAY-2"].labels = ["ticketlint-ignore"]
    report = report_of(*((f"PAY-{n}", "D", [FAST]) for n in (1, 2, 3, 4)), ("#12", "D", [FAST]))
    report["tickets"][2]["url"] = "https://other.example.com/browse/PAY-3"
    report["tickets"][3]["failures"] = [{"rule": "", "message": "broken"}]
    (tmp_path / "report.json").write_text(json.dumps(report))

    run = command(fake, "publish", "report.json", "--yes")

    assert run.out.splitlines() == [
        "PAY-1: closed, left alone",
        "PAY-2: opted out by its label",
        "PAY-3: not a ticket of this site",
        "PAY-4: not judged by the check, left alone",
        "#12: not a ticket of this site",
        "0 of 5 tickets were written to",
    ]
    assert fake.writes() == []


def test_a_run_writes_to_so_many_tickets_at_most(serve, command, tmp_path):
    fake = serve(make_issues(3))
    save(tmp_path, *((f"PAY-{n}", "D", [FAST]) for n in (1, 2, 3)))

    first = command(fake, "publish", "report.json", "--yes", "--max-writes", "2")
    assert len(comments(fake)) == 2
    second = command(fake, "publish", "report.json", "--yes", "--max-writes", "2")

    assert "PAY-3: left for the next run (--max-writes)" in first.out
    assert "PAY-3: comment added" in second.out
    assert len(comments(fake)) == 3


def test_a_comment_on_a_service_project_is_internal(serve, command, tmp_path):
    fake = serve(make_issues(2))
    fake.issues["PAY-1"].service = True
    asked_twice(tmp_path)

    command(fake, "publish", "report.json", "--yes")

    internal = {"key": "sd.public.comment", "value": {"internal": True}}
    assert internal in fake.issues["PAY-1"].comments[0]["properties"]
    assert internal not in fake.issues["PAY-2"].comments[0]["properties"]


@pytest.mark.parametrize(
    ("style", "before", "grade", "questions", "after"),
    [
        ("grade-label", ["web", "clarity-d"], "B", [FAST], ["web", "clarity-b"]),
        ("grade-label", [], "F", [FAST], ["clarity-f"]),
        ("ready-label", ["ready"], "D", [FAST], ["needs-clarity"]),
        ("ready-label", ["needs-clarity", "web"], "A", [], ["web", "ready"]),
    ],
    ids=["a stale grade goes", "first grade", "no longer ready", "ready now"],
)
def test_a_label_replaces_the_stale_one(  # noqa: PLR0917
    serve, command, tmp_path, style, before, grade, questions, after
):
    fake = serve(make_issues(1))
    fake.issues["PAY-1"].labels = list(before)
    save(tmp_path, ("PAY-1", grade, questions))

    first = command(fake, "publish", "report.json", "--as", style, "--yes")
    second = command(fake, "publish", "report.json", "--as", style, "--yes")

    assert "PAY-1: label set" in first.out
    assert "PAY-1: unchanged" in second.out
    assert fake.issues["PAY-1"].labels == after
    assert len(fake.writes()) == 1


def test_one_ticket_that_refuses_does_not_stop_the_rest(serve, command, tmp_path):
    fake = serve(make_issues(2))
    save(tmp_path, ("PAY-9", "D", [FAST]), ("PAY-2", "D", [FAST]))

    run = command(fake, "publish", "report.json", "--yes")

    assert run.code == 2
    assert (
        "PAY-9: failed (404: Issue does not exist or you do not have permission to see it.)"
        in run.out
    )
    assert len(comments(fake)) == 1


def test_without_the_right_to_edit_the_comment_is_found_by_its_mark(serve, command, tmp_path):
    fake = serve(make_issues(1))
    fake.denied = {"EDIT_ISSUES"}
    save(tmp_path, ("PAY-1", "D", [FAST]))

    first = command(fake, "publish", "report.json", "--yes")
    second = command(fake, "publish", "report.json", "--yes")

    assert "without a note in the issue" in first.out
    assert "PAY-1: unchanged" in second.out
    assert len(comments(fake)) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{}", "report.json: not a JSON report of ticketlint"),
        (
            '{"schema_version": 1, "tickets": []}',
            "report.json: a report of version 1, but version 2 is read (make it again with",
        ),
        ('{"schema_version": 2, "tickets": [{}]}', "report.json: a damaged report"),
        ("not json", "report.json:1:1: no JSON report can be read here"),
    ],
    ids=["another object", "an old version", "damaged", "not JSON"],
)
def test_a_report_that_is_none_is_told(serve, command, tmp_path, content, says):
    (tmp_path / "report.json").write_text(content)

    run = command(serve(), "publish", "report.json")

    assert run.code == 2
    assert says in run.err


def test_publish_checks_by_itself_when_it_is_given_a_search(serve, command):
    fake = serve(make_issues(2))

    run = command(
        fake, "publish", "--jql", "project = PAY", "PAY-9", "--as", "grade-label", "--yes"
    )

    assert run.code == 2
    assert "PAY-9: no such issue" in run.err
    assert all(
        any(label.startswith("clarity-") for label in issue.labels)
        for issue in fake.issues.values()
    )


def test_the_configuration_bounds_the_questions(serve, command, tmp_path):
    fake = serve(make_issues(1))
    save(tmp_path, ("PAY-1", "D", [FAST, "Who may export?"]))
    (tmp_path / "few.yaml").write_text("max_questions: 1\n")

    command(fake, "publish", "report.json", "--yes", "--config", "few.yaml")

    [body] = comments(fake)
    assert FAST in body
    assert "Who may export?" not in body


def test_templates_are_read_before_jira_is_asked(serve, command, tmp_path):
    fake = serve(make_issues(1))
    (tmp_path / "own.yaml").write_text("templates: [gone.md]\n")

    run = command(fake, "publish", "PAY-1", "--config", "own.yaml")

    assert run.code == 2
    assert "gone.md: cannot be read" in run.err
    assert fake.exchanges == []


def test_lines_of_named_templates_are_no_answers(serve, command, tmp_path):
    story = FakeIssue(1, "PAY-1", texts={AC: "Smoke tests are green."})
    fake = serve([story])
    (tmp_path / "line.md").write_text("- Smoke tests are green.\n")
    (tmp_path / "own.yaml").write_text("templates: [line.md]\n")

    asked = []
    for config in ("--isolated", "--config=own.yaml"):
        command(fake, "publish", "PAY-1", "--severity", "error", "--yes", config)
        asked.append("".join(comments(fake)))

    assert asked[0] != asked[1]
    assert "Smoke tests" not in asked[1]


VAGUE = FakeIssue(
    1,
    "PAY-1",
    summary="Improve the export",
    description="It should be fast, etc. TBD. We simply use the KQV, which is very user-friendly.",
)


@pytest.mark.parametrize("severity", ["error", "warning", "note"])
@pytest.mark.parametrize("most", [1, 3, 20])
def test_a_ticket_gets_the_same_comment_from_a_report_and_by_its_key(
    serve, command, tmp_path, severity, most
):
    (tmp_path / "own.yaml").write_text(f"max_questions: {most}\nprofile: pedantic\n")
    written = []
    for named in ("report.json", "PAY-1"):
        fake = serve([replace(VAGUE)])
        if named == "report.json":
            command(fake, "check", "PAY-1", "--config", "own.yaml", "-o", "json:report.json")
        ask = ("publish", named, "--severity", severity, "--yes", "--config", "own.yaml")
        assert command(fake, *ask).code == 0
        written.append(comments(fake))

    assert written[0] == written[1]
    assert len(written[0]) == 1


def test_what_a_reader_would_ask_is_asked_however_mild_the_finding_about_it(
    serve, command, tmp_path
):
    report = report_of(("PAY-1", "D", [FAST, "Who may export?", "By when?"]))
    [ticket] = report["tickets"]
    for finding, words in zip(ticket["findings"], ("Which?", "Who?", "When?"), strict=True):
        finding |= {"severity": "note", "question": words}
    ticket["findings"][1]["state"] = "suppressed"
    del ticket["findings"][2]
    (tmp_path / "report.json").write_text(json.dumps(report))
    fake = serve(make_issues(1))

    command(fake, "publish", "report.json", "--severity", "error", "--yes")

    [body] = comments(fake)
    assert FAST in body
    assert "By when?" in body
    assert "Who may export?" not in body


def test_what_is_asked_is_cut_from_the_questions_of_the_report(serve, command, tmp_path):
    report = report_of(("PAY-1", "D", [FAST, "Who may export?", "By when?"]))
    first, second, _ = report["tickets"][0]["findings"]
    first["state"], second["severity"] = "suppressed", "note"
    (tmp_path / "report.json").write_text(json.dumps(report))
    fake = serve(make_issues(1))

    command(fake, "publish", "report.json", "--yes")

    [body] = comments(fake)
    assert "By when?" in body
    assert FAST not in body
    assert "Who may export?" not in body
