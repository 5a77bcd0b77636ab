"""Measure how what is judged goes with what happened."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ticketlint.backtest.outcomes import Outcome
from ticketlint.backtest.pairing import Case
from ticketlint.backtest.statistics import (
    Area,
    Gain,
    Lift,
    area,
    area_within,
    gain_within,
    lift_within,
)

# A group of fewer tickets has an interval that is too wide to say anything.
LEAST, LEAST_OF_PART = 10, 50

# What a value below expects: the greater, the likelier is that something happens.
_RISKS: Mapping[str, Callable[[Case], float | None]] = {
    "score": lambda case: None if case.score is None else -case.score,
    "level": lambda case: None if case.level is None else -case.level,
    "text length": lambda case: -float(case.length),
    "headings": lambda case: -float(case.headings),
}
MEASURES = tuple(_RISKS)


@dataclass(frozen=True, slots=True)
class Measured:
    """How the measures and rules go with one outcome, which `hits` of `n` tickets met with.

    A measure above .5 says: of two tickets the one that it happened to is the one with the lower
    score, the lower level, less text, fewer headings. `within` compares only tickets of one kind
    and project: else a project where much is asked and little is written would make a score look
    as if it told something. `gain` is that of the score over the text length, and `rules` the
    lifts, both within. `by_kind` and `by_project` are the score's in parts of the tickets. Where
    the groups are too small to say anything, all is empty. `rare` counts the rules without a lift.
    """

    outcome: Outcome
    hits: int
    n: int
    measures: Mapping[str, Area] = field(default_factory=dict)
    within: Mapping[str, Area] = field(default_factory=dict)
    gain: Gain | None = None
    by_kind: Mapping[str, Area] = field(default_factory=dict)
    by_project: Mapping[str, Area] = field(default_factory=dict)
    rules: Mapping[str, Lift] = field(default_factory=dict)
    rare: int = 0


def measure(cases: Sequence[Case], outcome: Outcome) -> Measured:
    """Return the figures of one outcome on the cases of which it is known."""
    known = [case for case in cases if outcome in case.outcomes]
    hits = sum(case.outcomes[outcome] for case in known)
    if not _is_enough(known, outcome):
        return Measured(outcome, hits, len(known))
    seen = {rule for case in known for rule in case.rules}
    lifts = {rule: told for rule in sorted(seen) if (told := _lift(rule, known, outcome))}
    areas = {name: _area(name, known, outcome) for name in MEASURES}
    inside = {name: _area_within(name, known, outcome) for name in MEASURES}
    return Measured(
        outcome=outcome,
        hits=hits,
        n=len(known),
        measures={name: told for name, told in areas.items() if told},
        within={name: told for name, told in inside.items() if told},
        gain=_gain(known, outcome),
        by_kind=_parts(known, outcome, lambda case: case.kind),
        by_project=_parts(known, outcome, lambda case: case.project),
        rules=dict(sorted(lifts.items(), key=lambda pair: (-pair[1].value, pair[0]))),
        rare=len(seen) - len(lifts),
    )


def _is_enough(cases: Iterable[Case], outcome: Outcome) -> bool:
    told = _happened(cases, outcome)
    return min(sum(told), len(told) - sum(told)) >= LEAST


def _with(name: str, cases: Iterable[Case]) -> list[Case]:
    """Return the cases that have a measure."""
    return [case for case in cases if _RISKS[name](case) is not None]


def _area(name: str, cases: Sequence[Case], outcome: Outcome) -> Area | None:
    """Return the AUC of a measure on the cases that have it."""
    told = _with(name, cases)
    if not _is_enough(told, outcome):
        return None
    return area(_values(name, told), _happened(told, outcome))


def _area_within(name: str, cases: Sequence[Case], outcome: Outcome) -> Area | None:
    told = _with(name, cases)
    if not _is_enough(told, outcome):
        return None
    return area_within(_values(name, told), _happened(told, outcome), _strata(told))


def _values(name: str, cases: Iterable[Case]) -> list[float]:
    return [value for case in cases if (value := _RISKS[name](case)) is not None]


def _happened(cases: Iterable[Case], outcome: Outcome) -> list[bool]:
    return [case.outcomes[outcome] for case in cases]


def _strata(cases: Iterable[Case]) -> list[str]:
    return [f"{case.kind} {case.project}" for case in cases]


def _gain(cases: Sequence[Case], outcome: Outcome) -> Gain | None:
    told = _with("score", cases)
    if not _is_enough(told, outcome):
        return None
    values = _values("score", told), _values("text length", told)
    return gain_within(*values, _happened(told, outcome), _strata(told))


def _parts(
    cases: Iterable[Case], outcome: Outcome, part_of: Callable[[Case], str]
) -> dict[str, Area]:
    """Return the score's AUC in each part with enough tickets, the largest part first."""
    parts: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.score is not None:
            parts[part_of(case)].append(case)
    ordered = sorted(parts.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {
        name: told
        for name, inside in ordered
        if name and len(inside) >= LEAST_OF_PART and (told := _area("score", inside, outcome))
    }


def _lift(rule: str, cases: Sequence[Case], outcome: Outcome) -> Lift | None:
    found = [rule in case.rules for case in cases]
    if min(sum(found), len(found) - sum(found)) < LEAST:
        return None
    return lift_within(found, _happened(cases, outcome), _strata(cases))
