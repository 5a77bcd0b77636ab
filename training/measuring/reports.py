"""Measure what researchers found missing in bug reports (DeMIBuD), each system left out.

`python -m training.measuring.reports`, after `python -m training.folds`; about a minute.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from ticketlint.config.settings import Config
from ticketlint.model import TicketResult
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session
from training.folds import FOLDS, folds_of, judged_by, networks_of
from training.measuring.scores import Counts
from training.tickets.demibud import read_bugs
from training.tickets.labels import Labelled

# The rule that reports what a researcher found missing.
RULES = {"steps": "missing-steps-to-reproduce", "expected": "missing-expected-behaviour"}

Judged = tuple[Labelled, TicketResult]


def judged_reports(shared: Path) -> Iterator[Judged]:
    """Yield each report as networks and rules judge it that saw nothing of its system."""
    fold_of, bugs = folds_of(shared), read_bugs(shared)
    config = Config(select=tuple(RULES.values()))
    with Session(resolve(config)) as session:
        for fold in range(FOLDS):
            inside = [bug for bug in bugs if fold_of[bug.ticket.project] == fold]
            with judged_by(networks_of(fold)):
                docs = list(session.annotate(bug.ticket for bug in inside))
            yield from zip(inside, session.judge(docs), strict=True)


def score(judged: Sequence[Judged], part: str) -> Counts:
    """Return how well the rule on a part finds what lacks it."""
    missing = [bug.answers[0]["bug"][part] == "absent" for bug, _ in judged]
    reported = [any(f.rule == RULES[part] for f in result.findings) for _, result in judged]
    both = sum(m and r for m, r in zip(missing, reported, strict=True))
    return Counts(both, sum(missing) - both, sum(reported) - both)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m training.measuring.reports", description=__doc__
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    judged = list(judged_reports(parser.parse_args().shared))
    for part, rule in RULES.items():
        print(f"reports of unseen systems, {rule}: {score(judged, part)}")


if __name__ == "__main__":
    main()
