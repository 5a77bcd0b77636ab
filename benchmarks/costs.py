"""Measure what each rule costs, and what the imports of a command cost."""

import argparse
import subprocess
import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path

from benchmarks.inputs import ROOT, backlog_of, machine, tickets_of
from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.matching.patterns import PatternSet
from ticketlint.model import TicketResult
from ticketlint.run.execution import batches
from ticketlint.run.selection import resolve

_COMMANDS = (["--version"], ["rules", "list"], ["explain", "score"], ["config", "check"])
_SHOWN = 8


def main() -> None:
    """Print the rules by their cost, then the imports of some commands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--tickets", type=int, default=300)
    arguments = parser.parse_args()
    print(machine())
    _rules(backlog_of(arguments.shared), arguments.tickets)
    for command in _COMMANDS:
        _imports(command)


def _rules(backlog: Path, size: int) -> None:
    """Print the microseconds of the processor that each rule takes for a ticket."""
    nlp, ruleset = load_pipeline(), resolve(Config())
    rules = ruleset.rules.values()
    patterns, linter = PatternSet(rules, nlp), Linter(ruleset, nlp)
    costs: Counter[str] = Counter()

    def find(doc: TicketDoc) -> None:
        start = time.process_time_ns()
        hits = patterns.scan(doc)
        costs["(scan, for all rules)"] += time.process_time_ns() - start
        for rule in rules:
            start = time.process_time_ns()
            patterns.find(rule, hits)
            costs[rule.id] += time.process_time_ns() - start

    seen = [linter.view(part, find) for part in batches(islice(tickets_of(backlog), size))]
    failed = sum(isinstance(one, TicketResult) for part in seen for one in part)
    print(f"\n{'rule':<36} {'us a ticket':>12}   ({size} of {backlog.name}, {failed} failed)")
    for name, spent in costs.most_common():
        print(f"{name:<36} {spent / size / 1000:12.1f}")


def _imports(command: list[str]) -> None:
    """Print what a command imports, the modules that take longest by themselves first."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ticketlint", *command],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    rows = [line.removeprefix("import time:").split("|") for line in told.splitlines()]
    own = Counter({name.strip(): int(us) for us, _, name in rows if us.strip().isdigit()})
    print(f"\n{' '.join(command)}: {len(own)} modules, {own.total() / 1000:.0f} ms")
    for name, spent in own.most_common(_SHOWN):
        print(f"  {name:<40} {spent / 1000:6.1f} ms")


if __name__ == "__main__":
    main()
