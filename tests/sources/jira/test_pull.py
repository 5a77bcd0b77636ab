"""Pull: the file, its manifest, going on after a kill, and bringing it up to date."""

import json
import os
import resource
import time
from pathlib import Path

import pytest

from tests.jira.fake_data import AC_OTHER, CHECKLIST, SPRINT, FakeIssue, make_issues
from tests.jira.fake_jira import Fault
from tests.jira.fixtures import finish, keys_in, start
from ticketlint.sources import SourceOptions, read_tickets
from ticketlint.sources.jira.settings import read_settings
from ticketlint.sources.jira.tickets import read_jira

JQL = "project = PAY"


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("cloud", [True, False], ids=["cloud", "datacenter"])
def test_a_pulled_file_is_read_offline_like_the_site_itself(serve, command, tmp_path, cloud):
    fake = serve(make_issues(3), cloud=cloud)
    fake.issues["PAY-2"].labels = ["web"]

    run = command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")
    tickets = list(read_tickets([str(tmp_path / "t.jsonl")], SourceOptions()))

    assert (run.code, run.out) == (0, "3 tickets in t.jsonl\n")
    assert [ticket.key for ticket in tickets] == ["PAY-1", "PAY-2", "PAY-3"]
    assert tickets[1].labels == ("web",)
    assert "Export 1 holds 12 rows." in tickets[0].field("acceptance_criteria").text


def test_the_manifest_tells_what_the_file_is(serve, command, tmp_path):
    fake = serve(make_issues(3))

    command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")

    manifest = json.loads((tmp_path / "t.jsonl.manifest").read_text())
    assert manifest["jql"] == JQL
    assert manifest["count"] == 3
    assert manifest["tool"]["name"] == "ticketlint"
    assert manifest["site"] == fake.url
    assert abs(manifest["finished"] - time.time()) < 60


def test_all_comments_and_changes_are_pulled_when_asked_for(serve, command, tmp_path):
    for cloud in (True, False):
        fake = serve(make_issues(2), cloud=cloud)
        fake.issues["PAY-1"].comments = [{"id": str(n), "body": f"said {n}"} for n in range(70)]
        fake.issues["PAY-1"].changes = [{"id": str(n), "items": []} for n in range(5)]
        fake.issues["PAY-2"].remote_links = [
            {"id": 1, "object": {"url": "https://wiki/spec", "title": "Spec"}}
        ]

        run = command(
            fake,
            "pull",
            "--jql",
            JQL,
            "--comments",
            "--changelog",
            "--remote-links",
            "-o",
            f"{cloud}",
        )
        first, second = lines(tmp_path / f"{cloud}")

        assert run.code == 0
        assert len(first["fields"]["comment"]["comments"]) == 70
        assert len(first["changelog"]["histories"]) == 5
        assert second["fields"]["comment"]["comments"] == []
        assert second["remotelinks"][0]["object"]["url"] == "https://wiki/spec"


@pytest.mark.parametrize("cloud", [True, False], ids=["cloud", "datacenter"])
def test_a_linked_page_counts_offline_as_it_does_live(serve, command, tmp_path, cloud):
    fake = serve(make_issues(1), cloud=cloud)
    fake.issues["PAY-1"].remote_links = [{"id": 1, "object": {"url": "https://wiki/spec"}}]
    environment = {**fake.environment(), "TICKETLINT_JIRA_REMOTE_LINKS": "true"}

    command(environment, "pull", "PAY-1", "-o", "t.jsonl")
    [offline] = read_tickets([str(tmp_path / "t.jsonl")], SourceOptions())
    [live] = read_jira(["PAY-1"], None, read_settings({}, environment), None, lambda _: None)

    assert offline.links == live.links == ("https://wiki/spec",)


def test_sprints_and_checklists_are_written_in_one_shape(serve, command, tmp_path):
    sprint = "com.atlassian.greenhopper.service.sprint.Sprint@d8[id=191,rapidViewId=16,state=ACTIVE,name=191B | w26,27,startDate=<null>,goal=Define Scope, Complete Icon Link,]"
    fake = serve(make_issues(1), cloud=False)
    fake.issues["PAY-1"].values = {SPRINT: [sprint], CHECKLIST: "# Done\n* [x] Written\n* [ ] Read"}

    command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")

    [issue] = lines(tmp_path / "t.jsonl")
    assert issue["fields"][SPRINT] == [
        {
            "id": 191,
            "name": "191B | w26,27",
            "state": "active",
            "goal": "Define Scope, Complete Icon Link,",
        }
    ]
    assert [point["name"] for point in issue["fields"][CHECKLIST]] == ["Done", "Written", "Read"]
    assert issue["schema"][CHECKLIST]["custom"] == "com.okapya.jira.checklist:checklist"


def test_a_limit_is_kept(serve, command, tmp_path):
    fake = serve(make_issues(30), page_cap=10)

    assert command(fake, "pull", "--jql", JQL, "--limit", "15", "-o", "t.jsonl").code == 0

    assert len(keys_in(tmp_path / "t.jsonl")) == 15


def test_keys_are_kept_in_the_order_given_and_a_moved_one_is_found(serve, command, tmp_path):
    fake = serve(make_issues(3))
    fake.moved["OLD-7"] = "PAY-2"

    run = command(fake, "pull", "PAY-3", "OLD-7", "PAY-1", "-o", "t.jsonl")

    assert (run.code, run.err) == (0, "")
    assert keys_in(tmp_path / "t.jsonl") == ["PAY-3", "PAY-2", "PAY-1"]


def test_a_deleted_comment_list_does_not_stop_the_pull(serve, command, tmp_path):
    fake = serve(make_issues(2))
    fake.issues["PAY-1"].comments = [{"id": str(n), "body": "x"} for n in range(30)]
    fake.faults.append(Fault("/comment", status=404))

    assert command(fake, "pull", "--jql", JQL, "--comments", "-o", "t.jsonl").code == 0

    assert len(keys_in(tmp_path / "t.jsonl")) == 2


@pytest.mark.parametrize("cloud", [True, False], ids=["cloud", "datacenter"])
def test_a_second_pull_fetches_the_changes_and_gives_the_file_of_a_pull_anew(
    serve, command, tmp_path, cloud
):
    fake = serve(make_issues(60), cloud=cloud, page_cap=20)
    command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")
    changed = fake.issues["PAY-5"]
    changed.summary, changed.updated = "Another summary", time.time()
    del fake.issues["PAY-9"]
    fake.issues["PAY-61"] = FakeIssue(id=99999, key="PAY-61", updated=time.time())
    # A search can find an issue that did not change, such as one of a sprint that was opened.
    fake.issues["PAY-62"] = FakeIssue(id=99998, key="PAY-62")
    before = len(fake.exchanges)

    run = command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")
    command(fake, "pull", "--jql", JQL, "-o", "anew.jsonl")

    assert run.out == "61 tickets in t.jsonl (3 new or changed)\n"
    assert (tmp_path / "t.jsonl").read_bytes() == (tmp_path / "anew.jsonl").read_bytes()
    pages = [
        one
        for one in fake.exchanges[before:]
        if b'"summary"' in one.body and b"updated >=" in one.body
    ]
    assert len(pages) == 1
    assert sorted(path.name for path in tmp_path.glob("t.*")) == ["t.jsonl", "t.jsonl.manifest"]


def test_another_search_or_a_changed_file_is_pulled_anew(serve, command, tmp_path):
    fake = serve(make_issues(3))
    command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")

    other = command(fake, "pull", "--jql", "project = PAY ORDER BY key DESC", "-o", "t.jsonl")
    assert keys_in(tmp_path / "t.jsonl") == ["PAY-3", "PAY-2", "PAY-1"]
    (tmp_path / "t.jsonl").write_text("mine\n")
    mended = command(fake, "pull", "--jql", "project = PAY ORDER BY key DESC", "-o", "t.jsonl")

    assert other.out == mended.out == "3 tickets in t.jsonl\n"
    assert keys_in(tmp_path / "t.jsonl") == ["PAY-3", "PAY-2", "PAY-1"]


def test_a_pull_that_finds_nothing_leaves_the_file_alone(serve, command, tmp_path):
    fake = serve(make_issues(3))
    command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")
    kept = (tmp_path / "t.jsonl").read_bytes()
    fake.issues["PAY-9"] = fake.issues.pop("PAY-1")
    for issue in fake.issues.values():
        issue.hidden = True

    run = command(fake, "pull", "--jql", "labels = none", "-o", "t.jsonl")

    assert run.code == 2
    assert (tmp_path / "t.jsonl").read_bytes() == kept


def test_a_full_disk_is_told_and_the_pull_goes_on_later(serve, command, tmp_path):
    fake = serve(make_issues(60, words=60), page_cap=10)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        full = finish(start(fake, tmp_path, "pull", "--jql", JQL, "-o", "t.jsonl"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    before = len(fake.exchanges)
    run = command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")

    assert full.code == 2
    assert "; 10 issues are kept in t.jsonl.part (make room, then run the command" in full.err
    again = [path for path in fake.paths()[before:] if path.endswith("/search/jql")]
    assert len(again) == 5
    assert full.err.startswith("ticketlint: t.jsonl: cannot be written: ")
    assert full.err.count("\n") == 1
    assert run.code == 0
    assert len(set(keys_in(tmp_path / "t.jsonl"))) == 60


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "pull: name keys or a search"),
        (("PAY-1", "--jql", JQL), "pull: name keys or a search"),
        (("nonsense",), "pull: `nonsense` is no key of a ticket"),
    ],
    ids=["nothing named", "both named", "not a key"],
)
def test_a_command_that_makes_no_sense_is_told(serve, command, args, says):
    run = command(serve(), "pull", *args)

    assert run.code == 2
    assert says in run.err


def test_what_is_no_file_is_not_replaced(serve, command, tmp_path):
    fake = serve(make_issues(1))
    os.mkfifo(tmp_path / "pipe")

    pipe = command(fake, "pull", "--jql", JQL, "-o", "pipe")
    nowhere = command(fake, "pull", "--jql", JQL, "-o", "nowhere/t.jsonl")

    assert (pipe.code, nowhere.code) == (2, 2)
    assert "--output: `pipe` is no file" in pipe.err
    assert "--output: no folder `nowhere`" in nowhere.err
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
    assert fake.exchanges == []


def test_half_a_character_in_an_issue_is_kept(serve, command, tmp_path):
    fake = serve(make_issues(1))
    fake.issues["PAY-1"].texts[AC_OTHER] = "half \ud83d of it"

    assert command(fake, "pull", "--jql", JQL, "-o", "t.jsonl").code == 0

    assert "half \ud83d of it" in json.dumps(lines(tmp_path / "t.jsonl"), ensure_ascii=False)
