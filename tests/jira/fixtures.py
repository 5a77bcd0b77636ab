"""A command line to call and a Jira to call it against."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.jira.command import register
from tests.jira.fake_jira import TOKEN, USER, FakeJira
from ticketlint import cli

ROOT = Path(__file__).resolve().parents[2]
SECRETS = (TOKEN, base64.b64encode(f"{USER}:{TOKEN}".encode()).decode())
# Waits are short and few; whatever hangs is cut off by the longer limits of the tests.
QUICK = {
    "TICKETLINT_JIRA_MAX_WAIT": "0.1",
    "TICKETLINT_JIRA_TIMEOUT": "5",
    "TICKETLINT_ISOLATED": "1",
}


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str
    log: str = ""


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("TICKETLINT_JIRA_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def serve() -> Iterator[Callable[..., FakeJira]]:
    """Start a fake Jira."""
    with ExitStack() as stack:
        yield lambda *args, **kwargs: stack.enter_context(FakeJira(*args, **kwargs))


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> Callable[..., Run]:
    """Call the command line in this process, and look that it tells no secret."""
    register()
    monkeypatch.chdir(tmp_path)

    def call(site: FakeJira | dict[str, str], *args: str, **more: str) -> Run:
        environment = site if isinstance(site, dict) else site.environment()
        with monkeypatch.context() as patch, caplog.at_level("DEBUG"):
            for name, value in {**QUICK, **environment, **more}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["ticketlint", *args])
            with pytest.raises(SystemExit) as ended:
                cli.main()
        code = ended.value.code or 0
        run = Run(int(code), *capfd.readouterr(), caplog.text)
        assert not [secret for secret in SECRETS if secret in run.out + run.err + run.log]
        assert "Traceback" not in run.err
        return run

    return call


def start(
    site: FakeJira, folder: Path, *args: str, stderr: int = subprocess.PIPE, **more: str
) -> "subprocess.Popen[str]":
    """Start the command line as a process of its own."""
    environment = {**os.environ, **QUICK, **site.environment(), **more}
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "src")))
    return subprocess.Popen(
        [sys.executable, "-m", "tests.jira.command", *args],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    )


def finish(process: "subprocess.Popen[str]") -> Run:
    """Wait for a process that `start` started."""
    out, err = process.communicate(timeout=60)
    assert not [secret for secret in SECRETS if secret in out + err]
    return Run(process.returncode, out, err)


def keys_in(path: Path) -> list[str]:
    """Return the keys of the issues in a pulled file."""
    if not path.exists():
        return []
    return [json.loads(line)["key"] for line in path.read_text(encoding="utf-8").splitlines()]


def report_of(*tickets: tuple[str, str, list[str]], url: str = "") -> dict[str, Any]:
    """Return a JSON report of tickets given as key, grade and questions."""
    return {
        "schema_version": 2,
        "tickets": [
            {
                "key": key,
                "url": f"{url}/browse/{key}" if url else "",
                "grade": grade,
                "failures": [],
                "questions": [
                    {"text": question, "rule": f"rule-{number}"}
                    for number, question in enumerate(questions)
                ],
                "findings": [
                    {
                        "rule": f"rule-{number}",
                        "severity": "warning",
                        "state": "new",
                        "question": question,
                    }
                    for number, question in enumerate(questions)
                ],
            }
            for key, grade, questions in tickets
        ],
    }


def save(folder: Path, *tickets, url: str = "") -> None:
    (folder / "report.json").write_text(json.dumps(report_of(*tickets, url=url)))


def asked_twice(folder: Path) -> None:
    """Write a report that asks about two tickets."""
    fast = "How fast, in seconds?"
    save(folder, ("PAY-1", "D", [fast, "Who may export?"]), ("PAY-2", "B", [fast]))


def comments(fake: FakeJira) -> list[str]:
    """Return the bodies of all comments."""
    return [json.dumps(one["body"]) for issue in fake.issues.values() for one in issue.comments]
