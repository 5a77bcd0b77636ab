"""Measure how long commands take to start, and a backlog that an earlier run has judged.

All commands are run in turn, several times over: look at the ratios, the machine may be busy.
Seconds are those of the processor, the least of all runs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = str(ROOT / "examples" / "PAY-12.md")
FLOOR = "import spacy; from ticketlint.annotation.pipeline import load_pipeline; load_pipeline()"
TICKETLINT = (sys.executable, "-m", "ticketlint")
TEXT = "As an accountant I want file {0}, etc.\n\n## Acceptance criteria\n- It holds {0} rows."


def main() -> None:
    """Print one line for each command, and its ratio to loading spaCy and the pipeline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tickets", type=int, default=1_000)
    parser.add_argument("--backlog", help="a backlog in place of one that is made")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache = {"TICKETLINT_CACHE_DIR": folder, "TICKETLINT_NO_CACHE": ""}
        backlog = arguments.backlog or _made(Path(folder) / "backlog.jsonl", arguments.tickets)
        check = (*TICKETLINT, "check", "--exit-zero")
        commands: dict[str, Sequence[str]] = {
            "import spaCy, load the pipeline": (sys.executable, "-c", FLOOR),
            "--help": (*TICKETLINT, "--help"),
            "config show": (*TICKETLINT, "config", "show"),
            "rules list": (*TICKETLINT, "rules", "list"),
            "explain score": (*TICKETLINT, "explain", "score"),
            "one ticket, cold": (*check, EXAMPLE, "--no-cache"),
            "one ticket, warm": (*check, EXAMPLE),
            "a backlog, warm, text": (*check, backlog),
            "a backlog, warm, JSON": (*check, backlog, "-o", "json"),
        }
        for name in ("one ticket, warm", "a backlog, warm, text"):
            print(f"{name}: {_seconds(commands[name], cache):.2f} s to fill the cache", flush=True)
        rounds = [
            {name: _seconds(command, cache) for name, command in commands.items()}
            for _ in range(arguments.runs)
        ]
    least = {name: min(one[name] for one in rounds) for name in commands}
    floor = next(iter(least.values()))
    for name, seconds in least.items():
        print(f"{name:<34} {seconds:7.2f} s  {seconds / floor:6.2f} x")


def _made(path: Path, count: int) -> str:
    """Write a backlog of so many short tickets, always the same."""
    rows = (
        {"key": f"PAY-{n}", "type": "Story", "title": f"Export {n}", "description": TEXT.format(n)}
        for n in range(1, count + 1)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the processor time of a command; of one that fails nothing is measured."""
    before = os.times()
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    after = os.times()
    return (
        after.children_user
        + after.children_system
        - (before.children_user + before.children_system)
    )


if __name__ == "__main__":
    main()
