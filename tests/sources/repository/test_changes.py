"""`--changed`: only tickets whose text differs from a revision of git."""

import os
import subprocess

import pytest

from tests.sources.conftest import sort
from tests.sources.repository.test_formats import BACKLOG, DELTA, KIRO, LINES, PROPOSAL
from ticketlint.cli.revision import with_revision
from ticketlint.sources import SourceOptions, read_tickets

CI = ("PRE_COMMIT_FROM_REF", "GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA",
      "SYSTEM_PULLREQUEST_TARGETBRANCHNAME", "BITBUCKET_PR_DESTINATION_BRANCH")  # fmt: skip
TASK = "backlog/tasks/task-7 - Sort.md"
FILES = {
    ".kiro/specs/sign-in/requirements.md": KIRO,
    ".beads/issues.jsonl": LINES,
    TASK: BACKLOG,
    "openspec/changes/add-export/proposal.md": PROPOSAL,
    "openspec/changes/add-export/specs/export/spec.md": DELTA,
}


@pytest.fixture
def git(tmp_path, monkeypatch):
    for name in CI:
        monkeypatch.delenv(name, raising=False)
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who |= {f"GIT_{role}_{what}": "a@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}  # fmt: skip

    def _git(*command: str) -> str:
        done = subprocess.run(["git", *command], cwd=tmp_path, env={**os.environ, **who}, check=True, capture_output=True, text=True)  # fmt: skip
        return done.stdout

    return _git


@pytest.fixture
def commit(git, tmp_path):
    git("init", "-q", "-b", "main")

    def _commit(files: dict[str, str]) -> None:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        git("add", "-A")
        git("commit", "-qm", "x")

    return _commit


@pytest.fixture
def changed(tmp_path):
    def _changed(revision: str = "", name: str = ".", **options: object):
        return sort(
            read_tickets([str(tmp_path / name)], SourceOptions(changed=revision, **options))
        )

    return _changed


def edit(tmp_path, name, old, new):
    file = tmp_path / name
    file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8", newline="")


def test_where_nothing_has_changed_nothing_is_read(commit, changed):
    commit(FILES)

    result = changed()

    assert (result.tickets, result.failures) == ([], [])
    assert result.notices[-1].message == "no ticket has changed"


def test_of_a_changed_file_only_the_changed_tickets_are_read(commit, changed, tmp_path):
    commit(FILES)
    edit(tmp_path, ".kiro/specs/sign-in/requirements.md", "sign out, so", "leave, so")
    edit(tmp_path, ".beads/issues.jsonl", "Three tries", "Four tries")

    result = changed()

    assert sorted(result.keys) == ["a-1", "sign-in/2"]
    assert "found 2 changed tickets" in result.notices[-1].message
    assert "2 unchanged tickets" in result.notices[-1].message


def test_a_status_that_changes_is_no_text(commit, changed, tmp_path):
    commit(FILES)
    edit(tmp_path, TASK, "status: To Do", "status: In Progress")

    assert changed().tickets == []


def test_a_new_file_and_one_that_git_does_not_know_are_changed(commit, changed, git, tmp_path):
    commit(FILES)
    (tmp_path / "backlog/tasks/task-8 - New.md").write_text(BACKLOG.replace("Sort", "Group"))
    (tmp_path / "backlog/tasks/task-9 - Staged.md").write_text(BACKLOG.replace("Sort", "Fold"))
    git("add", "backlog/tasks/task-9 - Staged.md")

    assert len(changed().tickets) == 2


def test_a_file_with_another_name_is_no_change(commit, changed, git):
    commit(FILES)
    git("mv", TASK, "backlog/tasks/task-7 - Order.md")

    assert changed().tickets == []


def test_a_change_of_a_delta_spec_is_one_of_its_proposal(commit, changed, tmp_path):
    commit(FILES)
    edit(tmp_path, "openspec/changes/add-export/specs/export/spec.md", "ten lines", "11 lines")

    assert changed().keys == ["add-export"]


def test_a_pull_request_is_compared_with_where_it_began(
    commit, changed, git, tmp_path, monkeypatch
):
    commit(FILES)
    git("checkout", "-qb", "topic")
    commit({TASK: BACKLOG.replace("newest entry first", "oldest entry first")})
    git("checkout", "-q", "main")
    commit({".kiro/specs/sign-in/requirements.md": KIRO.replace("sign out", "leave")})
    git("checkout", "-q", "topic")
    git("update-ref", "refs/remotes/origin/main", "main")
    monkeypatch.setenv("GITHUB_BASE_REF", "main")

    assert changed().keys == changed("main").keys == ["TASK-7"]


def test_a_file_that_is_named_is_compared_too(commit, changed, tmp_path):
    commit(FILES)
    edit(tmp_path, TASK, "Sort", "Order")

    assert changed(name=TASK).keys == ["TASK-7"]


@pytest.mark.parametrize(
    "name", ["-rf.md", "a b $(touch x).md", "a\nb.md", "q\"uo'te.md", "é\u202e.md", ":(top)x.md"]
)
def test_hostile_names_are_only_names(commit, changed, tmp_path, name):
    path = f"backlog/tasks/{name}"
    commit({path: BACKLOG})
    edit(tmp_path, path, "newest", "oldest")

    assert changed().keys == ["TASK-7"]
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD; touch x", "HEAD:README"])
def test_a_revision_that_is_none_is_one_failure(commit, changed, tmp_path, revision):
    commit(FILES)

    result = changed(revision)

    assert result.tickets == []
    assert result.failure.message.startswith(f"--changed: no revision `{revision}`")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".beads", ".git", ".kiro", "backlog", "openspec"]  # fmt: skip


def test_outside_of_a_repository_there_is_no_change_to_ask_for(changed, tmp_path):
    (tmp_path / "PAY-1.md").write_text("# Pay\n")

    assert "not in a git repository" in changed().failure.message


def test_a_program_that_the_repository_names_is_not_run(commit, changed, git, tmp_path):
    commit(FILES)
    git("config", "core.fsmonitor", f"touch {tmp_path}/run")
    git("config", "diff.external", f"touch {tmp_path}/run")
    edit(tmp_path, TASK, "Sort", "Order")

    assert changed().keys == ["TASK-7"]
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["check", "--changed"], ["check", "--changed="]),
        (["check", "--changed", "."], ["check", "--changed=", "."]),
        (["check", "--changed", "-q"], ["check", "--changed=", "-q"]),
        (["check", "--changed", "origin/main", "."], ["check", "--changed", "origin/main", "."]),
        (["check", "--changed=main"], ["check", "--changed=main"]),
        (["check", "--", "--changed"], ["check", "--", "--changed"]),
    ],
)
def test_changed_may_stand_alone(given, meant):
    assert with_revision(given) == meant


def test_a_repository_that_has_no_tickets_yet_stops_no_commit(commit, changed, tmp_path):
    commit({"src/main.py": "print()\n"})

    result = changed()

    assert (result.tickets, result.failures) == ([], [])
    assert result.notices[-1].message == "no ticket has changed"
    assert "name the file" in sort(read_tickets([str(tmp_path)], SourceOptions())).failure.message


def test_changed_tickets_in_plain_files_are_told_as_such(commit, changed):
    commit(FILES)
    commit({"tickets/new.md": "# Pay by card\n\nNobody can pay.\n"})

    result = changed("HEAD~1")

    assert [ticket.title for ticket in result.tickets] == ["Pay by card"]
    assert result.notices[-1].message.startswith("found 1 changed ticket in plain files")
