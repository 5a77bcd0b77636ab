"""Measure what the rules on what against how would find from each chance on.

`python -m training.measuring.tells` reads the labelled tickets by networks that have not seen their
project (`training.folds`), prints precision and recall of each threshold, and how often the
states of the report agree with the labels.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.lexicon.prescriptions import prescribes
from ticketlint.evaluation.labels import Label
from ticketlint.matching.signals.telling import how_sentences, tells_of
from ticketlint.model import Extent, Part
from training.folds import LabelledCase, labelled_cases

# Nothing is chosen by `dev` or by `unseen`.
CHOSEN_BY = ("train", "train-diverse", "many")
STEPS = tuple(step / 50 for step in range(4, 36))
_STATES = {"present": Extent.YES, "partial": Extent.IN_PART, "absent": Extent.NO}


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement: the chance of a ticket, 0 to 1, and what the label of a reader says."""

    name: str
    chance: Callable[[TicketDoc], float]
    is_so: Callable[[Label], bool]


def _how_without_what(doc: TicketDoc) -> float:
    """Return the chance, 0 where the title prescribes nothing or the report says why."""
    says_why = tells_of(doc).why.state is Extent.YES
    named = prescribes(doc.ticket.title)
    return doc.presence.how_without_what if named and not says_why else 0.0


JUDGED = (
    Judged(
        "solution-as-goal",
        lambda doc: doc.presence.how if how_sentences(doc) else 0.0,
        lambda label: bool(label.how),
    ),
    Judged(
        "outcome-unclear",
        lambda doc: doc.presence.absent[Part.WHAT] + doc.presence.partial[Part.WHAT],
        lambda label: label.what != "present",
    ),
    Judged(
        "how-without-what, the title prescribes",
        _how_without_what,
        lambda label: bool(label.how_without_what),
    ),
)


def _told(cases: Sequence[LabelledCase], judged: Judged) -> Iterator[tuple[float, bool]]:
    """Yield the chance and the label of the tickets on which all passes agree."""
    for case in cases:
        labels = {judged.is_so(label) for label in case.labelled.labels}
        if len(labels) == 1:
            yield judged.chance(case.doc), labels.pop()


def _row(told: Sequence[tuple[float, bool]], least: float) -> str:
    found = [is_so for chance, is_so in told if chance >= least]
    every = sum(is_so for _, is_so in told)
    precision, recall = sum(found) / max(len(found), 1), sum(found) / max(every, 1)
    return f"{precision:.2f} / {recall:.2f} ({len(found)})"


def _agreement(cases: Sequence[LabelledCase]) -> Iterator[str]:
    tells = [(tells_of(case.doc), case.labelled.labels[0]) for case in cases]
    why = [told.why.state is _STATES[str(label.why)] for told, label in tells]
    what = [told.what.state is _STATES[str(label.what)] for told, label in tells]
    how = [(told.how.state is not Extent.NO) == label.how for told, label in tells]
    for name, right in (("why", why), ("what", what), ("how", how)):
        yield f"{name}: the state agrees in {sum(right) / len(right):.2f}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m training.measuring.tells", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    cases = labelled_cases(parser.parse_args().shared, (*CHOSEN_BY, "unseen"))
    known = [case for case in cases if case.file in CHOSEN_BY]
    others = [case for case in cases if case.file not in CHOSEN_BY]
    for judged in JUDGED:
        print(f"{judged.name}: from which chance on, precision / recall, then on unseen")
        here, there = list(_told(known, judged)), list(_told(others, judged))
        for least in STEPS:
            print(f"  {least:.2f}  {_row(here, least)}   {_row(there, least)}")
    print(*_agreement(cases), sep="\n")


if __name__ == "__main__":
    main()
