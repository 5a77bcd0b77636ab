"""Pull, killed at many points: run again, nothing is lost and nothing is there twice."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.jira.fake_data import make_issues
from tests.jira.fixtures import start

JQL = "project = PAY"


@pytest.mark.parametrize("cloud", [True, False], ids=["cloud", "datacenter"])
def test_killed_again_and_again_a_pull_ends_with_the_same_file(serve, command, tmp_path, cloud):
    fake = serve(make_issues(200, words=60), cloud=cloud, page_cap=10)
    command(fake, "pull", "--jql", JQL, "-o", "whole.jsonl")
    fake.exchanges.clear()
    chance = random.Random(7)
    for _ in range(2):
        seen = len(fake.exchanges)
        wanted = seen + chance.randint(4, 9)
        process = start(fake, tmp_path, "pull", "--jql", JQL, "-o", "t.jsonl")
        while len(fake.exchanges) < wanted and process.poll() is None:
            time.sleep(0.001)
        process.kill()
        process.communicate()

    run = command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")

    assert (run.code, run.err) == (0, "")
    assert (tmp_path / "t.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert len([path for path in fake.paths() if path.endswith(("/search", "/jql"))]) < 20 + 6


def _killed_before(step: str, folder: Path, fake) -> None:
    """Run a pull that dies at one of its own steps, as by kill -9."""
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from ticketlint.sources.jira import pullstate\n"
        "name, number = sys.argv[1].split(':')\n"
        "owner = Path if name == 'replace' else pullstate.os\n"
        "whole, count = getattr(owner, name), 0\n"
        "def step(*args):\n"
        "    global count\n"
        "    count += 1\n"
        "    if count == int(number):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return whole(*args)\n"
        "setattr(owner, name, step)\n"
        "from tests.jira.command import register\n"
        "from ticketlint import cli\n"
        "register()\n"
        f"sys.argv = ['ticketlint', 'pull', '--jql', {JQL!r}, '-o', 't.jsonl']\n"
        "cli.main()\n"
    )
    root = Path(__file__).resolve().parents[3]
    path = os.pathsep.join((str(root), str(root / "src")))
    env = {**os.environ, **fake.environment(), "PYTHONPATH": path, "TICKETLINT_ISOLATED": "1"}
    died = subprocess.run(
        [sys.executable, "-c", script, step], cwd=folder, env=env, capture_output=True
    )
    assert died.returncode == -signal.SIGKILL


@pytest.mark.parametrize("step", ["fsync:3", "replace:2", "replace:5", "replace:6", "replace:7"])
def test_killed_between_two_steps_on_the_disk_nothing_is_lost(serve, command, tmp_path, step):
    fake = serve(make_issues(30), page_cap=10)
    command(fake, "pull", "--jql", JQL, "-o", "whole.jsonl")
    _killed_before(step, tmp_path, fake)

    run = command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")

    assert run.code == 0
    assert (tmp_path / "t.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert sorted(path.name for path in tmp_path.glob("t.*")) == ["t.jsonl", "t.jsonl.manifest"]


@pytest.mark.parametrize("step", ["replace:2", "replace:4", "replace:5"])
def test_killed_while_the_file_is_brought_up_to_date_nothing_is_lost(
    serve, command, tmp_path, step
):
    fake = serve(make_issues(30), page_cap=10)
    command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")
    fake.issues["PAY-5"].summary, fake.issues["PAY-5"].updated = "Another", time.time()
    _killed_before(step, tmp_path, fake)

    run = command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")
    command(fake, "pull", "--jql", JQL, "-o", "whole.jsonl")

    assert run.code == 0
    assert (tmp_path / "t.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
