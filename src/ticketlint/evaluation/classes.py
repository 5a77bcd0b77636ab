"""Judge the role of each sentence and the kind of each ticket against the labels."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import mean

from ticketlint.evaluation.judging import Case, Disagreement, Stretch
from ticketlint.evaluation.labels import Unit
from ticketlint.evaluation.ruletests import Outcome
from ticketlint.model import Kind, Role
from ticketlint.rules.measurements import Counts, Share

ROLES = "roles"
KIND = "kind"
KIND_WITHOUT_TYPE = "kind-without-type"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the labels call a thing, and what the tool does; `text` is the ticket's."""

    key: str
    labelled: str
    said: str
    text: str


@dataclass(frozen=True, slots=True)
class Classes:
    """How often the tool chose as the labels do, over all classes and for each."""

    name: str
    accuracy: Share
    classes: Mapping[str, Counts]
    disagreements: tuple[Disagreement, ...]

    @property
    def macro_f1(self) -> float | None:
        """Return the mean F1 of the classes that the labels have; 0 for one never chosen."""
        scores = [
            counts.f1 or 0.0 for counts in self.classes.values() if counts.found + counts.missing
        ]
        return mean(scores) if scores else None


def judge_classes(cases: Iterable[Case]) -> tuple[Classes, Classes, Classes]:
    """Return the figures for roles, for the kind, and for the kind with the type hidden."""
    known = list(cases)
    return (
        _classes(ROLES, Role, (choice for case in known for choice in _roles(case))),
        _classes(KIND, Kind, _kinds(known, lambda case: case.doc.kind)),
        _classes(KIND_WITHOUT_TYPE, Kind, _kinds(known, lambda case: case.kind_without_type)),
    )


def _classes(name: str, values: Iterable[Role | Kind], choices: Iterable[Choice]) -> Classes:
    known = list(choices)
    pairs = Counter((one.labelled, one.said) for one in known)
    right = sum(count for (labelled, said), count in pairs.items() if labelled == said)
    wrong = tuple(
        Disagreement(name, Outcome.NOISY, one.key, one.labelled, one.said, one.text)
        for one in known
        if one.labelled != one.said
    )
    counts = {value.value: _counts(value.value, pairs) for value in values}
    return Classes(name, Share(right, len(known)), counts, wrong)


def _counts(value: str, pairs: Counter[tuple[str, str]]) -> Counts:
    right = pairs[value, value]
    labelled = sum(count for (label, _), count in pairs.items() if label == value)
    said = sum(count for (_, said), count in pairs.items() if said == value)
    rest = pairs.total() - labelled - said + right
    return Counts(right, said - right, right, labelled - right, rest)


def _kinds(cases: Iterable[Case], said: Callable[[Case], Kind]) -> Iterator[Choice]:
    for case in cases:
        kind = case.labelled.kind
        if kind is not None:
            yield Choice(case.key, kind.value, said(case).value, case.labelled.ticket.title)


def _roles(case: Case) -> Iterator[Choice]:
    sentences = list(_sentences(case))
    for unit in case.labelled.units:
        role = _agreed_role(case, unit)
        if role is not None and unit.kind == "text":
            said = _role_at(unit, sentences)
            text = case.text(Stretch(unit.field, unit.start, unit.end))
            yield Choice(case.key, role.value, said.value, text)


def _agreed_role(case: Case, unit: Unit) -> Role | None:
    return case.labelled.agreed(lambda label: label.roles.get(unit.number))


def _sentences(case: Case) -> Iterator[tuple[Stretch, Role]]:
    for sentence in case.doc.sentences:
        start, end = sentence.passage.source_span(sentence.start, sentence.end)
        yield Stretch(sentence.passage.field, start, end), sentence.role


def _role_at(unit: Unit, sentences: Iterable[tuple[Stretch, Role]]) -> Role:
    """Return the role of the sentence that shares most with the unit; `other` for none."""
    place = Stretch(unit.field, unit.start, unit.end)
    most, chosen = 0, Role.OTHER
    for other, role in sentences:
        if place.shared(other) > most:
            most, chosen = place.shared(other), role
    return chosen
