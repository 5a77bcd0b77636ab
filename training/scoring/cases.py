"""Read the labelled tickets as the scorecard sees them: their facts and their clarity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from zlib import crc32

from ticketlint.annotation.document import TicketDoc
from ticketlint.config.settings import Config
from ticketlint.evaluation.labels import Labelled, read_labelled
from ticketlint.model import Kind
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session
from ticketlint.scoring.scoring import facts_of

# The card is fitted to the first three; `unseen` and `dev` are measured.
FITTED = ("train", "train-diverse", "many")
FILES = (*FITTED, "dev", "unseen")
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
    """Return all labelled tickets that can be annotated and have a clarity.

    Raises: SourceError where the labels cannot be read.
    """
    ruleset = resolve(Config())
    with Session(ruleset) as session:
        return [
            case
            for file, labelled, doc in _annotated(session, shared)
            if (case := _case(file, labelled, doc, session, ruleset.scored)) is not None
        ]


def _annotated(session: Session, shared: Path) -> Iterator[tuple[str, Labelled, TicketDoc]]:
    """Yield each labelled ticket with its document: the one place where documents come from."""
    for file in FILES:
        labelled = read_labelled([shared / "labels" / f"{file}.jsonl"])
        docs = session.annotate(one.ticket for one in labelled)
        for one, doc in zip(labelled, docs, strict=True):
            if isinstance(doc, TicketDoc):
                yield file, one, doc


def _case(
    file: str, labelled: Labelled, doc: TicketDoc, session: Session, scored: frozenset[str]
) -> Case | None:
    clarity = [label.clarity for label in labelled.labels if label.clarity is not None]
    if not clarity:
        return None
    [result] = session.judge([doc])
    facts = facts_of(doc, (one for one in result.findings if one.rule in scored))
    return Case(file, doc.kind, facts, mean(clarity), fold_of(labelled.ticket.project))


def fold_of(project: str) -> int:
    """Return the fold of a project, the same at every run."""
    return crc32(project.encode("utf-8")) % FOLDS


def of_files(cases: Sequence[Case], files: Sequence[str]) -> list[Case]:
    """Return the cases of some files."""
    return [case for case in cases if case.file in files]
