"""The hooks of pre-commit: what they are run on, and that their commands are right."""

import json
import re
import shutil
from pathlib import Path
from shlex import join

import pytest
import yaml

from tests.ci.pasted import backlog, bash
from tests.ci.schemas import faults, without
from tests.conftest import ROOT

HOOKS = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}


def test_they_are_hooks_that_pre_commit_takes(shared: Path) -> None:
    schema = json.loads((shared / "schemas" / "pre-commit-hooks.json").read_text())

    hooks = list(HOOKS.values())
    assert faults(hooks, schema) == []
    assert faults(without(hooks, 1, "entry"), schema) == ["1: 'entry' is a required property"]


@pytest.mark.parametrize(
    ("hook", "path", "is_checked"),
    [
        ("ticketlint", "backlog/PAY-1.md", True),
        ("ticketlint", "team/tickets/2026/export.csv", True),
        ("ticketlint", "backlog/PAY-1.png", False),
        ("ticketlint", "src/backlog.md", False),
        ("ticketlint", "ticketlint-baseline.json", False),
        ("ticketlint-rules", "ticketlint-rules/ours.yaml", True),
        ("ticketlint-rules", "backlog/ticketlint-rules/scope/ours.yaml", True),
        ("ticketlint-rules", "rules/ours.yaml", False),
    ],
)
def test_a_hook_is_for_these_files(hook: str, path: str, is_checked: bool) -> None:
    assert bool(re.search(HOOKS[hook]["files"], path)) == is_checked


def test_tickets_are_checked_one_by_one_and_only_findings_are_told(tmp_path: Path) -> None:
    files = [str(path.relative_to(tmp_path)) for path in sorted(backlog(tmp_path).iterdir())]

    done = bash(f"{HOOKS['ticketlint']['entry']} {join(files)}", tmp_path)

    assert done.returncode == 1
    assert "error[empty-acceptance-criteria]" in done.stdout
    assert "median score" not in done.stdout


def test_rule_files_are_validated_and_their_examples_run(tmp_path: Path) -> None:
    folder = tmp_path / "ticketlint-rules" / "ambiguity"
    folder.mkdir(parents=True)
    rule = next((ROOT / "rules" / "ambiguity").glob("*.yaml"))
    shutil.copy(rule, folder)
    entry = HOOKS["ticketlint-rules"]["entry"]

    good = bash(f"{entry} ticketlint-rules/ambiguity/{rule.name}", tmp_path)
    (folder / "broken.yaml").write_text("severity: loud\n")
    bad = bash(f"{entry} ticketlint-rules/ambiguity/broken.yaml", tmp_path)

    assert good.returncode == 0, good.stdout + good.stderr
    assert ", 0 failed\n" in good.stdout
    assert bad.returncode == 2
    assert "ticketlint-rules/ambiguity/broken.yaml" in bad.stderr
