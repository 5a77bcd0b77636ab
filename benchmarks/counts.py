"""Count the work of each stage on fixed tickets: calls of functions, which no busy machine changes.

`bounds.toml` holds the most that is allowed; `tests/test_work.py` compares, and so does CI.
`python -m benchmarks.counts --write` writes the bounds anew, a tenth above what is counted.
"""

import argparse
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import TypeVar

from benchmarks.inputs import EXAMPLES, tickets_of
from ticketlint.annotation.document import annotate
from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.cleaning.outline import outline
from ticketlint.cleaning.templates import learn_templates
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import Ticket
from ticketlint.run.selection import resolve

BOUNDS = Path(__file__).parent / "bounds.toml"
# How far a bound lies above what was counted; another Python makes a few calls more or less.
ROOM = 1.1
TICKETS = 40
COMMANDS = {
    "version": ["--version"],
    "rules list": ["rules", "list"],
    "explain score": ["explain", "score"],
    "config check": ["config", "check"],
}
_MODULES = """
import runpy, sys
sys.argv = ["ticketlint", *sys.argv[1:]]
try:
    runpy.run_module("ticketlint", run_name="__main__", alter_sys=True)
except SystemExit:
    pass
print(len(sys.modules), file=sys.stderr)
"""
Result = TypeVar("Result")


def main() -> None:
    """Print what is counted beside the bounds, or write these."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    found = {"calls": calls_of_stages(), "modules": modules_of_commands()}
    if parser.parse_args().write:
        BOUNDS.write_text("\n".join(_table(name, counts) for name, counts in found.items()))
    bounds = bounds_of()
    for group, counts in found.items():
        print(f"{group:<36} {'counted':>10} {'bound':>10}")
        for name, count in counts.items():
            print(f"{name:<36} {count:10,} {bounds[group].get(name, 0):10,}")


def _table(name: str, counts: Mapping[str, int]) -> str:
    rows = (f'"{what}" = {round(count * ROOM)}\n' for what, count in counts.items())
    return f"[{name}]\n{''.join(rows)}"


def bounds_of() -> dict[str, dict[str, int]]:
    """Return the bounds: calls for a ticket by stage, modules by command."""
    return tomllib.loads(BOUNDS.read_text("utf-8"))


def calls_of_stages() -> dict[str, int]:
    """Return the calls for a ticket, by stage, when all that is loaded once has been loaded."""
    tickets = list(islice(tickets_of(EXAMPLES), TICKETS))
    linter = Linter(resolve(Config()), load_pipeline())
    _by_stage(linter, tickets)
    return {name: calls // len(tickets) for name, calls in _by_stage(linter, tickets).items()}


def _by_stage(linter: Linter, tickets: list[Ticket]) -> dict[str, int]:
    _, learning = counted(lambda: learn_templates(tickets))
    outlines, cleaning = counted(lambda: [outline(ticket, {}) for ticket in tickets])
    docs, annotating = counted(lambda: list(annotate(outlines, load_pipeline())))
    _, judging = counted(lambda: [linter.judge(doc) for doc in docs])
    return {"learn": learning, "clean": cleaning, "annotate": annotating, "judge": judging}


def counted(work: Callable[[], Result]) -> tuple[Result, int]:
    """Return what `work` gives, and how many functions were called for it, those in C too."""
    calls = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        done = work()
    finally:
        sys.setprofile(before)
    return done, calls


def modules_of_commands() -> dict[str, int]:
    """Return how many modules each command has imported when it ends."""
    return {name: _modules(command) for name, command in COMMANDS.items()}


def _modules(command: list[str]) -> int:
    told = subprocess.run(
        [sys.executable, "-c", _MODULES, *command], capture_output=True, text=True, check=True
    )
    return int(told.stderr.splitlines()[-1])


if __name__ == "__main__":
    main()
