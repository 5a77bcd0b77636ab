"""Fit the classifiers that ship, and those that have not seen a fold of the projects.

`python -m training.folds` writes the networks of kinds, roles and presence, and for each of five
folds those that saw nothing of its projects into `build/folds`. `labelled_cases` reads the
labelled tickets as networks see them that know nothing of their project: what is measured or
fitted on top (rules, questions, scorecard) is so measured and fitted as it will be on new projects.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import numpy as np

from ticketlint.annotation import kinds, presence, roles
from ticketlint.annotation.cues import cue
from ticketlint.annotation.document import TicketDoc, sentences_of
from ticketlint.annotation.networks.features import Features
from ticketlint.annotation.networks.network import Network, load_network
from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.annotation.presence import features_of
from ticketlint.cleaning.outline import outline
from ticketlint.config.settings import Config
from ticketlint.evaluation.evaluating import read_cases
from ticketlint.evaluation.labels import Labelled as LabelledTicket
from ticketlint.evaluation.labels import read_labelled
from ticketlint.model import Kind, Ticket
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session
from training.kinds.guess import fold_projects
from training.kinds.train import train_kinds_without
from training.networks.fitting import JUDGED, matrix_scores
from training.networks.linear import matrix
from training.networks.storing import save_network
from training.presence.train import (
    REPORT,
    fit_presence,
    presence_aims,
    temperatures,
    tempered,
)
from training.roles.material import Material, read_material
from training.roles.train import train_roles_without
from training.tickets.demibud import read_bugs
from training.tickets.labels import (
    Labelled,
    read_file,
    read_kinds,
    read_more_answers,
    read_training,
)

FOLDS = 5
FOLDER = Path("build/folds")
# The files of labels: those that are trained on, and those that are not.
FILES = ("train", "train-diverse", "many", "dev", "unseen")
LEARNT = {"kinds": kinds, "roles": roles, "presence": presence}

Networks = Mapping[str, Network]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LabelledCase:
    """A labelled ticket as networks read it that have not seen its project.

    `fold` is that of its project; -1 for `unseen`, which the networks that ship read.
    """

    labelled: LabelledTicket
    doc: TicketDoc
    kind_without_type: Kind
    file: str
    project: str
    fold: int


def project_of(key: str, project: str) -> str:
    """Return the project of a ticket; one without stands for itself."""
    return project or key


def folds_of(shared: Path) -> dict[str, int]:
    """Return the fold of each project of the tickets that are trained on, dev's among them."""
    told = [*read_training(shared), *read_file(shared, "dev"), *read_bugs(shared)]
    return fold_projects([project_of(t.ticket.key, t.ticket.project) for t in told], FOLDS)


def _answered(shared: Path) -> list[Labelled]:
    """Return the tickets of which is told what they tell, and that may be trained on."""
    return read_training(shared) + read_more_answers(shared)


@contextmanager
def judged_by(networks: Networks) -> Iterator[None]:
    """Let the linter use other networks than those that ship."""
    with ExitStack() as stack:
        for name, network in networks.items():
            stack.enter_context(patch.object(LEARNT[name], "load_model", _returning(network)))
        yield


def _returning(network: Network) -> Callable[[], Network]:
    return lambda: network


def networks_of(fold: int, folder: Path = FOLDER) -> Networks:
    """Return the networks that saw nothing of a fold; none for -1, where those that ship do.

    Raises: OSError where `python -m training.folds` has not been run.
    """
    names = LEARNT if fold >= 0 else ()
    return {
        name: load_network(folder / f"{fold}-{name}.npz", LEARNT[name].contract()) for name in names
    }


def labelled_cases(shared: Path, files: Sequence[str] = FILES) -> list[LabelledCase]:
    """Return the labelled tickets of files, each read by networks that do not know its project."""
    fold_of = folds_of(shared)
    told = [
        (name, one)
        for name in files
        for one in read_labelled([shared / "labels" / f"{name}.jsonl"])
    ]
    places = [
        -1 if name == "unseen" else fold_of[project_of(one.ticket.key, one.ticket.project)]
        for name, one in told
    ]
    found: dict[int, LabelledCase] = {}
    with Session(resolve(Config())) as session:
        for fold in sorted(set(places)):
            inside = [place for place, own in enumerate(places) if own == fold]
            with judged_by(networks_of(fold)):
                read = list(read_cases([told[place][1] for place in inside], session))
            for place, case in zip(inside, read, strict=True):
                ticket, doc = case.labelled.ticket, case.doc
                assert isinstance(doc, TicketDoc), f"{ticket.key} cannot be read"
                project = project_of(ticket.key, ticket.project)
                found[place] = LabelledCase(
                    case.labelled, doc, case.kind_without_type, told[place][0], project, fold
                )
    return [found[place] for place in range(len(told))]


def ticket_features(tickets: Sequence[Ticket]) -> list[Features]:
    """Return what the classifier of presence reads of each ticket, as the linter sees it."""
    nlp = load_pipeline()
    rows: list[Features] = []
    for ticket in tickets:
        part = cue(outline(ticket, {}))
        docs = list(nlp.pipe(passage.text for passage in part.passages))
        rows.append(features_of(part, docs, list(sentences_of(part, docs))))
    return rows


def train(shared: Path, folder: Path) -> None:
    """Fit and write all networks."""
    folder.mkdir(parents=True, exist_ok=True)
    material, told = read_material(shared), read_kinds(shared)
    fold_of = folds_of(shared)
    for fold in range(FOLDS):
        _save(_first_two(material, told, _inside(fold_of, fold)), folder, fold)
    _save(_first_two(material, told, frozenset()), folder, None)
    _train_presence(shared, fold_of, folder)


def _inside(fold_of: Mapping[str, int], fold: int) -> frozenset[str]:
    return frozenset(project for project, own in fold_of.items() if own == fold)


def _first_two(material: Material, told: Sequence[Labelled], left_out: frozenset[str]) -> Networks:
    return {
        "kinds": train_kinds_without(told, left_out),
        "roles": train_roles_without(material, left_out),
    }


def _save(networks: Networks, folder: Path, fold: int | None) -> None:
    for name, network in networks.items():
        learnt = LEARNT[name]
        path = learnt.WEIGHTS if fold is None else folder / f"{fold}-{name}.npz"
        save_network(network, path, learnt.contract())


def _train_presence(shared: Path, fold_of: Mapping[str, int], folder: Path) -> None:
    """Fit what a ticket tells on roles and kinds as networks guess them that do not know it."""
    tickets, bugs = _answered(shared), read_bugs(shared)
    every = [*tickets, *bugs]
    own = np.array([fold_of[project_of(t.ticket.key, t.ticket.project)] for t in every])
    rows = _features_by_fold([one.ticket for one in every], own, folder)
    trust = np.array([1.0] * len(tickets) + [REPORT] * len(bugs))
    parts = [
        presence_aims([row], [t.answers[0]], w)
        for row, t, w in zip(rows, every, trust, strict=True)
    ]
    fitted = [
        fit_presence([parts[i] for i in np.flatnonzero(own != fold)]) for fold in range(FOLDS)
    ]
    labelled = np.arange(len(tickets))
    scores = np.vstack(
        [matrix_scores(fitted[own[i]], matrix([rows[i]], JUDGED.rows)) for i in labelled]
    )
    heats = temperatures(scores, np.vstack([parts[i].chances for i in labelled]))
    print("temperatures:", {name: round(heat, 2) for name, heat in heats.items()})
    for fold, network in enumerate(fitted):
        _save({"presence": tempered(network, heats)}, folder, fold)
    _save({"presence": tempered(fit_presence(parts), heats)}, folder, None)


def _features_by_fold(tickets: Sequence[Ticket], own: np.ndarray, folder: Path) -> list[Features]:
    found: dict[int, Features] = {}
    for fold in range(FOLDS):
        inside = np.flatnonzero(own == fold).tolist()
        pair = {
            name: load_network(folder / f"{fold}-{name}.npz", LEARNT[name].contract())
            for name in ("kinds", "roles")
        }
        with judged_by(pair):
            found |= dict(zip(inside, ticket_features([tickets[i] for i in inside]), strict=True))
    return [found[place] for place in range(len(tickets))]


def main() -> None:
    """Train on everything but `dev` and `unseen`."""
    parser = argparse.ArgumentParser(prog="python -m training.folds", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--output", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    train(arguments.shared, arguments.output)


if __name__ == "__main__":
    main()
