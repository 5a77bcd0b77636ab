"""Read the labelled tickets as the scorecard sees them: their facts and their clarity."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from zlib import crc32

from ticketlint.config.settings import Config
from ticketlint.model import Kind
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session
from ticketlint.scoring.scoring import facts_of
from training.folds import FILES, LabelledCase, labelled_cases

# The card is fitted to these; `dev` and `unseen` are measured.
FITTED = ("train", "train-diverse", "many")
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled ticket: its facts, 0 to 1, and the mean of the labelled clarity, 1 to 5.

    Tickets of one project share a `fold`.
    """

    file: str
    kind: Kind
    facts: dict[str, float]
    clarity: float
    fold: int


def read_cases(shared: Path) -> list[Case]:
    """Return the labelled tickets that have a clarity, read by networks without their project.

    Raises: SourceError where the labels cannot be read, OSError where `training.folds` was not
    run.
    """
    ruleset = resolve(Config())
    with Session(ruleset) as session:
        told = (_case(one, session, ruleset.scored) for one in labelled_cases(shared, FILES))
        return [case for case in told if case is not None]


def _case(one: LabelledCase, session: Session, scored: frozenset[str]) -> Case | None:
    clarity = [label.clarity for label in one.labelled.labels if label.clarity is not None]
    if not clarity:
        return None
    [result] = session.judge([one.doc])
    facts = facts_of(one.doc, (found for found in result.findings if found.rule in scored))
    return Case(one.file, one.doc.kind, facts, mean(clarity), fold_of(one.project))


def fold_of(project: str) -> int:
    """Return the fold of a project, the same at every run."""
    return crc32(project.encode("utf-8")) % FOLDS


def of_files(cases: Sequence[Case], files: Sequence[str]) -> list[Case]:
    """Return the cases of some files."""
    return [case for case in cases if case.file in files]
