"""`ticketlint init`: what it asks, what it writes, and what it leaves alone."""

import json
import os
import re
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.ci.schemas import faults, without
from tests.cli.test_cli import run
from ticketlint.cli.starters import (
    HOSTS,
    STRICTNESS,
    Answers,
    configuration,
    host_here,
    pipeline,
    starter_files,
    tickets_here,
    tickets_of,
)
from ticketlint.config.reading import read_config
from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError

SETTING = re.compile(r"^( *)# ((?: *[a-z_-]+: .*|[a-z]+:| +- match: .*))$", re.MULTILINE)


def config_of(text: str, folder: Path) -> Config:
    (folder / "ticketlint.yaml").write_text(text, encoding="utf-8")
    return read_config(folder / "ticketlint.yaml", named=False, tell=pytest.fail)


def dialog(cwd: Path, typed: str, *arguments: str) -> tuple[int, str]:
    """Run `init` on a terminal of its own, type, and return the exit code and what is seen.

    `^C` is an interrupt, sent when the terminal asks something.
    """
    pty = pytest.importorskip("pty", reason="needs a terminal of Unix")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ticketlint", "init", *arguments]
    process = subprocess.Popen(command, cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, typed.removesuffix("^C").encode())
    seen = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            seen += os.read(ours, 4096)
        except OSError:  # the other side is closed
            break
        if typed.endswith("^C") and b"CI run?" in seen:
            process.send_signal(signal.SIGINT)
            typed = ""
    os.close(ours)
    return process.wait(timeout=60), seen.decode().replace("\r\n", "\n")


def test_it_asks_four_questions_and_asks_again_where_an_answer_is_none(tmp_path: Path) -> None:
    code, seen = dialog(tmp_path, "my tickets/\nbamboo\ngitlab\nerrors\ncustomfield_1\n")

    assert code == 0
    assert seen.count("?") + seen.count("A field of your tracker") == len(["the again"]) + 4
    assert "host: `bamboo` (one of github, gitlab, azure, jenkins, none)" in seen
    config = read_config(tmp_path / "ticketlint.yaml", named=False, tell=pytest.fail)
    assert (config.gate.fail_on, config.gate.new_only) == ("error", False)
    assert config.acceptance_fields == ("customfield_1",)
    job = yaml.safe_load((tmp_path / ".gitlab" / "ticketlint.yml").read_text())
    assert job["ticketlint"]["variables"]["TICKETS"] == "my tickets/"


def test_return_takes_what_is_offered_and_options_are_not_asked(tmp_path: Path) -> None:
    (tmp_path / "Jenkinsfile").touch()
    (tmp_path / "export.csv").touch()

    code, seen = dialog(tmp_path, "\n\n\n", "--strictness", "never")

    assert code == 0
    assert "[export.csv]" in seen
    assert "[jenkins]" in seen
    assert "What fails" not in seen
    assert "Next: ticketlint check export.csv" in seen
    assert (tmp_path / "Jenkinsfile").read_text() == ""
    assert "TICKETS = 'export.csv'" in (tmp_path / "Jenkinsfile.ticketlint").read_text()


@pytest.mark.parametrize(
    ("typed", "code"), [("\x04", 2), ("\n^C", 130)], ids=["end of input", "interrupt"]
)
def test_a_dialog_that_is_left_writes_nothing(typed: str, code: int, tmp_path: Path) -> None:
    ended, _ = dialog(tmp_path, typed)

    assert (ended, list(tmp_path.iterdir())) == (code, [])


def test_without_a_terminal_it_wants_yes_and_says_so_in_one_line(tmp_path: Path) -> None:
    done = run("init", cwd=tmp_path)

    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, "", [])
    told = "ticketlint: init: no terminal to ask on (give --yes, see `ticketlint init -h`)\n"
    assert done.stderr == told


def test_it_tells_what_it_wrote_and_what_comes_next_and_the_check_finds_no_fault(
    tmp_path: Path,
) -> None:
    (tmp_path / "backlog").mkdir()

    done = run("init", "--yes", "--host", "github", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "wrote ticketlint.yaml",
        "wrote .ticketlint/config.schema.json",
        "wrote .github/workflows/ticketlint.yml",
        "The job writes ticketlint.html, ticketlint.json: name them in .gitignore, and never the baseline",
        "Next: ticketlint check backlog/",
        "Then, so that only what is new fails: ticketlint baseline create backlog/",
    ]
    checked = run("config", "check", cwd=tmp_path)
    assert (checked.returncode, checked.stdout, checked.stderr) == (
        0,
        "reads ticketlint.yaml\nno faults\n",
        "",
    )
    first = (tmp_path / "ticketlint.yaml").read_text().splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=./")
    schema = json.loads((tmp_path / first.partition("$schema=")[2]).read_text())
    written = yaml.safe_load((tmp_path / "ticketlint.yaml").read_text())
    assert faults(written, schema) == []
    assert faults({**written, "fail_onn": "error"}, schema)


@pytest.mark.parametrize(
    "there",
    ["ticketlint.yaml", ".ticketlint.yaml", ".ticketlint/config.schema.json", "link"],
)
def test_a_file_that_is_there_is_kept_and_told_and_the_others_are_written(
    there: str, tmp_path: Path
) -> None:
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    if there == "link":
        path = tmp_path / "ticketlint.yaml"
        path.symlink_to(tmp_path / "elsewhere.yaml")
    else:
        path.write_text("{}")

    done = run("init", "--yes", "--host", "github", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    name = path.relative_to(tmp_path)
    assert f"kept {name}, which is there already (--force writes over it)" in done.stdout
    assert done.stdout.count("wrote ") == 2
    assert len([one for one in tmp_path.rglob("*") if not one.is_dir()]) == 3
    assert path.is_symlink() or path.read_text() == "{}"
    assert not (tmp_path / "elsewhere.yaml").exists()
    assert (tmp_path / ".github/workflows/ticketlint.yml").exists()


def test_a_folder_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / ".github").touch()

    done = run("init", "--yes", "--host", "github", cwd=tmp_path)

    told = "ticketlint: .github/workflows: cannot be made: Not a directory (nothing was written)\n"
    assert (done.returncode, done.stderr) == (2, told)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [".github"]


def test_force_writes_over_our_files_and_never_over_a_pipeline_that_is_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "ticketlint.yaml").write_text("nonsense: yes")
    (tmp_path / ".gitlab-ci.yml").write_text("stages: [build]\n")

    done = run("init", "--yes", "--force", cwd=tmp_path)

    assert done.returncode == 0
    assert (
        "Add to .gitlab-ci.yml, below its `include` if it has one:\ninclude:\n  - local: .gitlab/"
        in done.stdout
    )
    assert "in the stage `test`: a pipeline that names its `stages`" in done.stdout
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "stages: [build]\n"
    assert config_of((tmp_path / "ticketlint.yaml").read_text(), tmp_path).gate.fail_on == "error"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("-o", "not a path"),
        ("~/tickets", "not a path"),
        (" ", "not a path"),
        ("$(touch pwned)", "cannot stand in it"),
        ("`id`", "cannot stand in it"),
        ("${{ secrets.TOKEN }}", "cannot stand in it"),
        ('a" ; id ; "', "cannot stand in it"),
        ("a'b", "cannot stand in it"),
        ("a\nscript: id", "cannot stand in it"),
        ("a\x1b[31m", "cannot stand in it"),
        ("a\u202eb", "cannot stand in it"),
        ("a\\", "cannot stand in it"),
        ("jira:PAY OR 1=1", "no key of a project"),
    ],
)
def test_a_place_that_others_would_read_in_their_own_way_is_refused(place: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as error:
        tickets_of(place)

    assert not set("\n\x1b\u202e") & set(str(error.value))


@pytest.mark.parametrize("field", ["", "customfield_10131", 'Done "when": # {x}', "a\\b", "true"])
@pytest.mark.parametrize("strictness", STRICTNESS)
def test_what_is_written_holds_with_all_that_is_commented_too(
    strictness: str, field: str, tmp_path: Path
) -> None:
    text = configuration(Answers(tickets_of("a: b # c/"), "none", strictness, field))

    written = config_of(text, tmp_path)

    gate = {"new": ("error", None), "errors": ("error", False), "never": ("never", None)}
    assert (written.gate.fail_on, written.gate.new_only) == gate[strictness]
    assert written.acceptance_fields == ((field,) if field else ())
    (tmp_path / "suppressions.yaml").write_text("[]")
    full = config_of(SETTING.sub(r"\1\2", text.partition("\n")[2]), tmp_path)
    assert full.gate.min_score == 60
    assert full.gate.max_warnings == 50
    assert full.glossary == ("PSR", "ZBM")
    assert "missing-environment" in full.rules
    assert full.overrides[0].rules["missing-acceptance-criteria"].severity == "off"
    assert full.suppressions


@pytest.mark.parametrize("host", ["github", "gitlab", "azure"])
@pytest.mark.parametrize(
    "place", ["backlog/", "a: b # c/*.csv", "@JIRA@", "[x] {y}: &z", "ünï", "%(x)s"]
)
def test_the_place_of_the_tickets_is_one_value_of_the_file_of_a_host(host: str, place: str) -> None:
    text = pipeline(host, tickets_of(place), "0.1.0")

    values = [value for name, value in _values(yaml.safe_load(text)) if name == "TICKETS"]
    assert values == [place]


@pytest.mark.parametrize("host", HOSTS)
def test_a_project_of_jira_is_searched_for_and_no_pull_request_is_given_its_token(
    host: str,
) -> None:
    text = pipeline(host, tickets_of("jira:PAY"), "0.1.0")

    assert 'ticketlint check --quiet --jql "$TICKETS"' in text
    assert "project = PAY AND statusCategory != Done" in text
    assert "TICKETLINT_JIRA_TOKEN" in text or "masked" in text
    assert not re.search("pull_request|merge_request", text)


@pytest.mark.parametrize("place", ["backlog/", "jira:PAY"])
def test_the_workflow_is_one_that_github_takes(place: str, shared: Path) -> None:
    schema = json.loads((shared / "schemas" / "github-workflow.json").read_text())
    # For PyYAML `on` is a truth.
    workflow = yaml.safe_load(
        pipeline("github", tickets_of(place), "0.1.0").replace("\non:", '\n"on":')
    )

    assert faults(workflow, schema) == []
    assert faults(without(workflow, "on"), schema) == [": 'on' is a required property"]
    [job] = workflow["jobs"]
    assert faults(without(workflow, "jobs", job, "runs-on"), schema)[0].startswith(f"jobs.{job}: ")
    assert workflow["permissions"] == {"contents": "read"}


@pytest.mark.parametrize(
    ("names", "place", "host"),
    [
        ([], "backlog/", "none"),
        (["tickets/", ".github/"], "tickets/", "github"),
        (["backlog/", "tickets/", ".gitlab-ci.yml"], "backlog/", "gitlab"),
        (["issues.jsonl.gz", "package.json", "azure-pipelines.yml"], "issues.jsonl.gz", "azure"),
        (["a.csv", "b.csv"], "backlog/", "none"),
    ],
)
def test_the_files_of_a_folder_tell_the_tickets_and_the_host(
    names: list[str], place: str, host: str, tmp_path: Path
) -> None:
    for name in names:
        path = tmp_path / name
        path.mkdir() if name.endswith("/") else path.touch()

    assert (tickets_here(tmp_path), host_here(tmp_path)) == (place, host)


def test_every_file_of_a_host_pins_the_version_that_writes_it() -> None:
    for host in HOSTS:
        written = dict(starter_files(Answers(tickets_of("backlog/"), host), "1.2.3"))
        assert '"ticketlint==1.2.3"' in written[HOSTS[host][1]]


def _values(data: object) -> list[tuple[str, object]]:
    if isinstance(data, list):
        return [pair for one in data for pair in _values(one)]
    if isinstance(data, dict):
        return [*data.items(), *(pair for one in data.values() for pair in _values(one))]
    return []
