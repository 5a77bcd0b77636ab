"""The action for GitHub: its steps run by bash, and no value of an input is ever code."""

import json
import re
import sys
from pathlib import Path

import pytest
import yaml

from tests.ci.pasted import BIN, backlog, bash
from tests.ci.schemas import faults, without
from tests.conftest import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL, CHECK = [step for step in ACTION["runs"]["steps"] if "run" in step]
EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+) *\}\}")
HOSTILE = "$(touch pwned)`touch pwned`\"; touch pwned; '; touch pwned; ${{ touch }} && touch pwned"


class Runner:
    """What a runner hands to the steps: folders of its own, expressions filled in."""

    def __init__(self, folder: Path) -> None:
        self.temp = folder / "temp"
        self.work = folder / "work"
        self.outputs = folder / "outputs"
        self.summary = folder / "summary"
        for made in (self.temp, self.work):
            made.mkdir()
        venv = self.temp / "ticketlint" / "bin"
        venv.mkdir(parents=True)
        (venv / "ticketlint").symlink_to(BIN / "ticketlint")
        (venv / "python").symlink_to(sys.executable)

    def run(self, step: dict[str, object], **inputs: str):
        """Run a step with these inputs, others as the action says, names with `_` for `-`."""
        given = {name: one["default"] for name, one in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        values = {f"inputs.{name}": value for name, value in given.items()}
        values["runner.temp"] = str(self.temp)
        values["github.action_path"] = str(ROOT)
        values["steps.python.outputs.python-path"] = str(self.work / "python")
        env = {
            name: EXPRESSION.sub(lambda found: values[found[1]], text)
            for name, text in step["env"].items()
        }
        host = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(self.outputs),
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }
        return bash(step["run"], self.work, **env, **host)

    def told(self) -> dict[str, str]:
        """Return the outputs of the last step."""
        lines = self.outputs.read_text().splitlines() if self.outputs.exists() else []
        return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_it_is_an_action_that_github_takes(shared: Path) -> None:
    schema = json.loads((shared / "schemas" / "github-action.json").read_text())

    assert faults(ACTION, schema) == []
    assert faults(without(ACTION, "runs", "using"), schema)[0].startswith("runs: ")
    assert faults(without(ACTION, "runs", "steps", 1, "shell"), schema)


def test_no_script_holds_an_expression_and_every_input_goes_through_the_environment() -> None:
    scripts = [step["run"] for step in (INSTALL, CHECK)]
    told = " ".join(value for step in (INSTALL, CHECK) for value in step["env"].values())

    assert not any("${{" in script for script in scripts)
    assert {f"inputs.{name}" for name in ACTION["inputs"]} <= set(EXPRESSION.findall(told))
    assert not re.search(r"\b(eval|curl|wget)\b", " ".join(scripts))


def test_a_backlog_fails_and_its_figures_are_outputs(runner: Runner) -> None:
    backlog(runner.work, "my tickets")
    (runner.temp / "ticketlint-report.json").write_text("of an earlier run")

    done = runner.run(
        CHECK, inputs="my tickets/*.md\n", args="--open-only\n--jobs=1", sarif_file="a b.sarif",
        html_file="page.html", min_score="5", fail_on="error", since="2026-01-01",
    )  # fmt: skip

    assert done.returncode == 1, done.stderr
    assert "::error" in done.stdout
    told = runner.told()
    report = json.loads(Path(told["report"]).read_text())
    assert float(told["score"]) == report["summary"]["median_score"]
    assert int(told["new"]) == report["changes"]["new"] > 0
    assert told["fixed"] == "0"
    assert json.loads((runner.work / "a b.sarif").read_text())["version"] == "2.1.0"
    assert "<html" in (runner.work / "page.html").read_text()
    assert runner.summary.read_text()


def test_no_value_of_an_input_is_run(runner: Runner) -> None:
    backlog(runner.work)
    texts = ("sarif_file", "html_file")

    refused = runner.run(CHECK, **dict.fromkeys(("config", "since", "baseline"), HOSTILE))
    fault = runner.summary.read_text()
    runner.summary.unlink()
    written = runner.run(
        CHECK, summary="false", inputs=f"{HOSTILE}\nbacklog", **dict.fromkeys(texts, "--help")
    )

    assert (refused.returncode, runner.told()) == (2, {})
    assert r"could not be read: \$(touch pwned)\`touch pwned\`" in fault
    assert written.returncode == 2
    assert "two outputs" in written.stderr or "both go to" in written.stderr
    assert not runner.summary.exists()
    assert [path.name for path in runner.work.iterdir()] == ["backlog"]


def test_an_input_that_looks_like_an_option_is_the_name_of_a_file(runner: Runner) -> None:
    done = runner.run(
        CHECK, inputs=f"--help\n{HOSTILE}", html_file=f"{HOSTILE}.html", since="2026-01-01"
    )

    assert done.returncode == 2
    # Nothing was read, so nobody knows how much is new.
    assert (runner.told()["new"], runner.told()["fixed"]) == ("", "")
    assert "no such file or folder" in done.stdout + done.stderr
    assert not any(path.name == "pwned" for path in runner.work.rglob("*"))


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        ("", f"--constraint {ROOT}/constraints.txt {ROOT}"),
        ("0.1.0", "ticketlint==0.1.0"),
    ],
    ids=["of the action", "of the index"],
)
def test_a_pinned_version_is_installed_or_the_checkout_of_the_action(
    version: str, wanted: str, runner: Runner
) -> None:
    python = runner.temp / "ticketlint" / "bin" / "python"
    python.unlink()
    for path in (python, runner.work / "python"):
        path.write_text('#!/bin/sh\necho "$@" >> calls\n')
        path.chmod(0o755)

    done = runner.run(INSTALL, version=version)

    assert done.returncode == 0, done.stderr
    made, installed = (runner.work / "calls").read_text().splitlines()
    assert made == f"-m venv {runner.temp}/ticketlint"
    pip = "-m pip install --quiet --disable-pip-version-check"
    assert installed == f"{pip} {wanted}"


@pytest.mark.parametrize("version", ["latest", "1 --index-url=https://evil", "1\n2", HOSTILE, "-r"])
def test_what_is_no_version_is_not_installed(version: str, runner: Runner) -> None:
    done = runner.run(INSTALL, version=version)

    assert (done.returncode, list(runner.work.iterdir())) == (2, [])
    assert done.stderr == "ticketlint: the input version is not a version, such as 0.1.0\n"
