"""Measure what finds unclear pronouns on requirements that people judged (ARTA)."""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.matching.signals.antecedents import unclear_pronouns
from training.measuring.scores import Counts
from training.tickets.corpora import read_lines

CORPUS = Path("corpora") / "arta-requirements.jsonl.gz"
SMELL = "Vague_pron."
# The figures to reach; the best open detector has .12 and .75.
LEAST_PRECISION, LEAST_RECALL = 0.5, 0.6


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement and whether a person found a vague pronoun in it."""

    number: int
    text: str
    is_vague: bool


def main() -> int:
    """Print the figures of both halves and of all; return 1 if all miss the goal."""
    parser = argparse.ArgumentParser(
        prog="python -m training.measuring.pronouns", description=__doc__
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder with corpora")
    path = parser.parse_args().shared / CORPUS
    if not path.is_file():
        print(f"{path}: is no file, nothing measured")
        return 0
    nlp = load_pipeline()
    requirements = list(read_requirements(path))
    halves = [[r for r in requirements if r.number % 2 == rest] for rest in (0, 1)]
    for name, part in zip(("even", "odd"), halves, strict=True):
        print(told(f"pronouns, {name} half", score_pronouns(nlp, part)))
    counts = score_pronouns(nlp, requirements)
    is_met = counts.precision >= LEAST_PRECISION and counts.recall >= LEAST_RECALL
    print(f"{'ok  ' if is_met else 'MISS'} {told('pronouns of requirements', counts)}")
    return int(not is_met)


def read_requirements(path: Path) -> Iterator[Requirement]:
    """Yield the requirements in the order of the file."""
    for row in read_lines(path):
        number = int(row["id"].rpartition("-")[2])
        yield Requirement(number, row["text"], SMELL in row["smells"])


def score_pronouns(nlp: Language, requirements: Iterable[Requirement]) -> Counts:
    """Count by requirement: one with an unclear pronoun should be one that a person named."""
    right = wrong = missed = 0
    for one in requirements:
        is_found = next(unclear_pronouns(nlp(one.text)), None) is not None
        right += is_found and one.is_vague
        wrong += is_found and not one.is_vague
        missed += one.is_vague and not is_found
    return Counts(right, missed, wrong)


def told(name: str, counts: Counts) -> str:
    """Return one line of figures, without any text of a requirement."""
    return (
        f"{name}: precision {counts.precision:.2f} ({counts.right + counts.wrong} found), "
        f"recall {counts.recall:.2f} ({counts.right + counts.missed} named)"
    )


if __name__ == "__main__":
    raise SystemExit(main())
