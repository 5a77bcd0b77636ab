"""Pull many issues from the fake Jira: requests, time, memory, and the same after many kills.

`python benchmarks/pull.py [--issues 10000] [--kills 20] [--datacenter]`
"""

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = 250
PULL = """
import resource, sys
from tests.jira.command import register
from ticketlint import cli
register()
sys.argv = ["ticketlint", "pull", "--jql", "project = PAY", "-o", sys.argv[1]]
try:
    cli.main()
finally:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print("peak", peak // 1024 if sys.platform != "darwin" else peak // 1024**2)
"""


@dataclass(frozen=True)
class Pulled:
    """What one pull took; `peak` are megabytes."""

    seconds: float
    peak: int
    digest: str
    size: int
    requests: int

    def __str__(self) -> str:
        return f"{self.requests} requests, {self.seconds:.1f} s, peak {self.peak} MB"


@contextmanager
def fake_site(issues: int, *, datacenter: bool) -> Iterator[dict[str, str]]:
    """Run the fake in a process of its own and give the environment that reaches it."""
    command = [sys.executable, "-m", "tests.jira.fake_jira", "--issues", str(issues)]
    command += ["--words", str(WORDS)] + (["--datacenter"] if datacenter else [])
    with subprocess.Popen(
        command, cwd=ROOT, env=python_path(), stdout=subprocess.PIPE, text=True
    ) as fake:
        told = iter(fake.stdout or ())
        lines = [line.split()[1].split("=", 1) for line in iter(lambda: next(told), "ready\n")]
        try:
            yield {**python_path(), **dict(lines), "TICKETLINT_ISOLATED": "1"}
        finally:
            fake.kill()


def python_path() -> dict[str, str]:
    """Return the environment in which the checkout is found."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src")))}


def start(out: Path, env: Mapping[str, str]) -> "subprocess.Popen[str]":
    """Start a pull."""
    command = [sys.executable, "-c", PULL, str(out)]
    return subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def requests_so_far(env: Mapping[str, str]) -> int:
    """Return how many requests the fake has answered."""
    with urllib.request.urlopen(f"{env['TICKETLINT_JIRA_URL']}/_fake/count", timeout=10) as answer:
        return int(json.load(answer)["requests"])


def pull(out: Path, env: Mapping[str, str]) -> Pulled:
    """Pull to the end."""
    before = requests_so_far(env) + 1
    began = time.monotonic()
    told, _ = start(out, env).communicate()
    seconds = time.monotonic() - began
    data = out.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    requests = requests_so_far(env) - before
    return Pulled(seconds, int(told.split()[-1]), digest, len(data), requests)


def kill_often(out: Path, env: Mapping[str, str], seconds: float, kills: int) -> int:
    """Kill a pull at random points and begin it again; return how often that was done."""
    chance = random.Random(7)
    part = out.with_name(f"{out.name}.part")
    for count in range(kills):
        process = start(out, env)
        size = part.stat().st_size if part.exists() else 0
        while process.poll() is None and not (part.exists() and part.stat().st_size > size):
            time.sleep(0.002)
        time.sleep(chance.random() * seconds / kills / 2)
        process.kill()
        process.communicate()
        if out.exists():
            return count
    return kills


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--issues", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--datacenter", action="store_true")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    for issues in (options.issues // 10, options.issues):
        with fake_site(issues, datacenter=options.datacenter) as env:
            whole = pull(folder / f"whole-{issues}.jsonl", env)
            print(f"{issues:,} issues, {whole.size / 1e6:.1f} MB: {whole}")
            if issues == options.issues:
                again = pull(folder / f"whole-{issues}.jsonl", env)
                print(f"up to date again: {again}")
                out = folder / "killed.jsonl"
                kills = kill_often(out, env, whole.seconds, options.kills)
                killed = pull(out, env)
                same = "identical" if killed.digest == whole.digest else "DIFFERENT"
                print(f"killed {kills} times and resumed: {same} file")
                sys.exit(killed.digest != whole.digest)


if __name__ == "__main__":
    main()
