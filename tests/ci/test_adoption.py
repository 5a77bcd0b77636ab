"""The five steps of the pages on adoption, and the files of the hosts, run as they stand there."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.ci.pasted import MENDED, VAGUE, backlog, bash, commands_of, fenced_yaml, page
from tests.ci.schemas import faults, without
from tests.conftest import ROOT
from ticketlint.cli.starters import HOSTS, gitlab_template, pipeline, tickets_of
from ticketlint.sources.inputs import may_hold_tickets

OUTPUTS = re.compile(r"\w+:(ticketlint[\w.-]+)")
# What the tests do not run: it asks the network. That it names one pinned package is tested.
INSTALLS = re.compile(r'-m pip install --quiet --disable-pip-version-check "ticketlint==[\d.]+"$')
ON_HOST = {
    "github": {"GITHUB_ACTIONS": "true"},
    "gitlab": {"GITLAB_CI": "true"},
    "azure": {"TF_BUILD": "True"},
    "jenkins": {},
}


def steps_of(host: str, text: str) -> tuple[list[str], dict[str, str]]:
    """Return the script lines of a file of a host, and the variables that they see."""
    if host == "jenkins":
        lines = [
            line
            for block in re.findall(r"'''\n(.*?)'''", text, re.DOTALL)
            for line in block.split("\n")
        ]
        return [line.strip() for line in lines if line.strip()], dict(
            re.findall(r"(TICKETS) = '(.*)'", text)
        )
    data = yaml.safe_load(text)
    if host == "github":
        steps = data["jobs"]["ticketlint"]["steps"]
        lines = [one["run"] for one in steps if "run" in one]
        return lines, {k: v for one in steps for k, v in one.get("env", {}).items()}
    if host == "gitlab":
        return data["ticketlint"]["script"], data["ticketlint"].get("variables", {})
    return [one["script"] for one in data["steps"] if "script" in one], data["variables"]


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which the page for GitHub was followed up to the baseline."""
    folder = tmp_path_factory.mktemp("adopted")
    backlog(folder)
    init, check, create, again, *_ = commands_of("github.md")
    assert bash(init, folder).returncode == 0
    first = bash(check, folder)
    assert first.returncode == 1
    assert first.stdout.splitlines()[-1] == "Gate failed: 1 error (fail_on: error)"
    assert bash(create, folder).returncode == 0
    second = bash(again, folder)
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout.splitlines()[-1].endswith(" known (ticketlint-baseline.json)")
    return folder


@pytest.mark.parametrize("host", HOSTS)
def test_the_file_of_a_host_passes_what_is_known_and_fails_what_is_new(
    host: str, adopted: Path
) -> None:
    [*installs, check], variables = steps_of(host, pipeline(host, tickets_of("backlog/"), "0.1.0"))
    venv = adopted / ".ticketlint-venv" / "bin"
    venv.mkdir(parents=True, exist_ok=True)
    if not (venv / "ticketlint").exists():
        (venv / "ticketlint").write_text('#!/bin/sh\nexec ticketlint "$@"\n')
        (venv / "ticketlint").chmod(0o755)
    new = adopted / "backlog" / "new.md"

    new.write_text(VAGUE.replace("PAY-1", "PAY-3"))
    failed = bash(check, adopted, **variables, **ON_HOST[host])
    new.unlink()

    assert INSTALLS.search(installs[-1])
    assert failed.returncode == 1, failed.stderr
    assert "Gate failed: 1 new error (fail_on: error)" in failed.stdout
    written = OUTPUTS.findall(check)
    assert written
    left = [name for name in written if name.endswith((".json", ".xml"))]
    assert not any(may_hold_tickets(name) for name in [*left, "ticketlint-baseline.json"])
    for name in written:
        assert (adopted / name).stat().st_size
        (adopted / name).unlink()
    # The files that are kept are those that are written.
    kept = pipeline(host, tickets_of("backlog/"), "0.1.0").replace(check, "")
    assert set(written) <= {
        *re.findall(r"ticketlint[\w-]*\.(?:html|json|xml)", kept),
        "ticketlint.json",
    }


def test_a_mended_ticket_is_pruned_and_cannot_come_back(adopted: Path) -> None:
    vague = adopted / "backlog" / "vague.md"
    *_, prune, _jira = commands_of("github.md")

    vague.write_text(MENDED)
    pruned = bash(prune, adopted)
    vague.write_text(VAGUE)
    back = bash(commands_of("github.md")[1], adopted)

    assert pruned.returncode == 0, pruned.stderr
    assert back.returncode == 1
    assert "Gate failed: 1 new error (fail_on: error)" in back.stdout


def test_every_page_takes_the_same_steps() -> None:
    def steps(name: str, host: str) -> list[str]:
        return [line.replace(f"--host {host}", "--host HOST") for line in commands_of(name)]

    expected = steps("github.md", "github")
    assert len(expected) == len(["init", "check", "create", "check", "prune", "init for Jira"])
    for host in HOSTS:
        assert steps(f"{host}.md", host) == expected
    assert steps("pre-commit.md", "none") == expected[:-1]


@pytest.mark.parametrize("host", HOSTS)
def test_the_file_on_a_page_is_the_one_that_init_writes(host: str, tmp_path: Path) -> None:
    init, jira = commands_of(f"{host}.md")[0], commands_of(f"{host}.md")[-1]

    assert bash(f"{init} && mkdir jira && cd jira && {jira}", tmp_path).returncode == 0

    name = HOSTS[host][1]
    assert (tmp_path / name).read_text() in page(f"{host}.md")
    assert str(name) in page(f"{host}.md")
    assert "project = PAY AND statusCategory != Done" in (tmp_path / "jira" / name).read_text()


def test_the_template_of_gitlab_is_the_same_job_and_a_variable_tells_the_tickets() -> None:
    text = (ROOT / "ci" / "gitlab.yml").read_text()
    job = yaml.safe_load(text)["ticketlint"]
    written = yaml.safe_load(pipeline("gitlab", tickets_of("backlog/"), "0.1.0"))["ticketlint"]

    assert written.pop("variables") == {"TICKETS": "backlog/"}
    assert job == written
    assert set(job["artifacts"]["reports"]) == {"codequality", "junit"}
    assert "ticketlint.html" in job["artifacts"]["paths"]
    assert text == gitlab_template(re.findall(r"ticketlint==([\d.]+)", text)[0])


def test_a_template_whose_variable_is_not_set_fails(tmp_path: Path) -> None:
    job = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text())["ticketlint"]

    done = bash(job["script"][-1], tmp_path, TICKETS="")

    assert done.returncode == 2
    assert "an empty name" in done.stderr


def test_the_include_for_gitlab_on_its_page_is_the_one_that_is_written(tmp_path: Path) -> None:
    assert bash(commands_of("gitlab.md")[0], tmp_path).returncode == 0

    assert fenced_yaml("gitlab.md")[0] == (tmp_path / ".gitlab-ci.yml").read_text()


def test_the_steps_with_the_action_name_inputs_that_it_has() -> None:
    [text] = [text for text in fenced_yaml("github.md") if "OWNER/ticketlint@TAG" in text]
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    step, upload = yaml.safe_load(text)

    assert set(step["with"]) <= set(action["inputs"])
    assert upload["with"]["sarif_file"] == step["with"]["sarif-file"]


def test_the_hooks_on_the_page_are_there(shared: Path) -> None:
    [text] = [text for text in fenced_yaml("pre-commit.md") if "repos:" in text]
    data = yaml.safe_load(text)
    there = {one["id"] for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}

    schema = json.loads((shared / "schemas" / "pre-commit-config.json").read_text())
    assert faults(data, schema) == []
    assert faults(without(data, "repos"), schema) == [": 'repos' is a required property"]
    assert [one["id"] for one in data["repos"][0]["hooks"]] == sorted(there)
