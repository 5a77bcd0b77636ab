"""Measure roles and rules on projects and systems that no network has seen.

`python -m training.measuring.unseen`; about a quarter of an hour on two cores. The teacher read all
projects, so these networks do without it.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from ticketlint.annotation import readiness, roles
from ticketlint.annotation.networks.network import Network
from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import Ticket
from ticketlint.run.selection import resolve
from training.measuring.roles import score_unseen_projects, score_unseen_systems
from training.measuring.scores import Counts
from training.networks.fitting import JUDGED, SENTENCES, fit_network
from training.readiness.train import REPORT, fit_readiness, told_aims
from training.roles.material import Material, read_material
from training.roles.train import FAINT, aims_of
from training.tickets.demibud import read_bugs
from training.tickets.labels import Labelled, read_training

# Without the tickets that a teacher judged the network reads its material more often.
FEW = replace(JUDGED, rounds=40)
# The rule that reports what a researcher found missing, and the answer that says so.
RULES = {"steps": "missing-steps-to-reproduce", "expected": "missing-expected-behaviour"}


def score_missing_parts(material: Material, shared: Path) -> Mapping[str, Counts]:
    """Return how well the rules find what bug reports of systems that are left out lack."""
    bugs, labelled = read_bugs(shared), read_training(shared)
    said: list[tuple[Labelled, frozenset[str]]] = []
    for system in sorted({bug.ticket.project for bug in bugs}):
        inside = [bug for bug in bugs if bug.ticket.project == system]
        others = [bug for bug in bugs if bug.ticket.project != system]
        seen = [one for one in labelled if one.ticket.project != system]
        network = role_network(material, system)
        with judged_by(network):
            judge = fit_readiness([told_aims(seen), told_aims(others, REPORT)], FEW)
            with judged_by(network, judge):
                said += zip(inside, rules_found([bug.ticket for bug in inside]), strict=True)
    return {part: _found(said, part, rule) for part, rule in RULES.items()}


def role_network(material: Material, system: str) -> Network:
    """Return a role classifier that saw nothing of one system."""
    parts = [
        aims_of(rows.part(frozenset({system}))[0], trust)
        for rows, trust in (
            (material.labelled, 1.0),
            (material.weak, FAINT),
            (material.reports, FAINT),
        )
    ]
    return fit_network(parts, SENTENCES)


@contextmanager
def judged_by(role: Network, judge: Network | None = None) -> Iterator[None]:
    """Let the linter use other networks than those that ship."""
    old: Callable[[], Network] = readiness.load_model
    new = old if judge is None else lambda: judge
    with (
        patch.object(roles, "load_model", lambda: role),
        patch.object(readiness, "load_model", new),
    ):
        yield


def rules_found(tickets: Sequence[Ticket]) -> list[frozenset[str]]:
    """Return the rules that find something in each ticket."""
    config = Config()
    linter = Linter(resolve(config), load_pipeline())
    return [frozenset(one.rule for one in result.findings) for result in linter.lint(tickets)]


def _found(said: Sequence[tuple[Labelled, frozenset[str]]], part: str, rule: str) -> Counts:
    missing = [bug.answers[0]["bug"][part] == "absent" for bug, _ in said]
    reported = [rule in rules for _, rules in said]
    both = sum(m and r for m, r in zip(missing, reported, strict=True))
    return Counts(both, sum(missing) - both, sum(reported) - both)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m training.measuring.unseen", description=__doc__
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    material = read_material(shared)
    for part, found in score_missing_parts(material, shared).items():
        print(f"reports of unseen systems, {RULES[part]}: {found}")
    for role, f1 in score_unseen_systems(material).items():
        print(f"sentences of unseen systems, {role.value}: F1 {f1:.3f}")
    keys = {one.ticket.key for one in read_training(shared)}
    scores = score_unseen_projects(material, keys)
    print(
        f"roles on unseen projects, {scores.count} sentences: "
        f"accuracy {scores.accuracy:.3f} macro-F1 {scores.macro_f1:.3f}"
    )


if __name__ == "__main__":
    main()
