"""The noise policy: how precise a rule must be to be on by default."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ticketlint.model import LEVELS, Kind, Level
from ticketlint.rules.measurements import Measurements, told_short
from ticketlint.rules.schema import Rule

# The measured precision that a rule of this severity needs.
LEAST_PRECISION: Mapping[Level, float] = {"error": 0.9, "warning": 0.75}


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A rule that is louder by default than its figures allow."""

    rule: str
    level: Level
    why: str

    def __str__(self) -> str:
        """Return one line that says what is wanted."""
        return f"{self.rule} is {self.level} by default: {self.why}"


def shortfalls(rules: Iterable[Rule], measurements: Measurements) -> Iterator[Shortfall]:
    """Yield the rules that must become a note or pedantic, or must tell why they are not.

    A rule without figures may say why in its key `unmeasured`.
    """
    for rule in rules:
        level = default_level(rule)
        least = LEAST_PRECISION.get(level)
        if least is None:
            continue
        measured = measurements.of(rule.id)
        precision = measured.counts.precision if measured else None
        if precision is None or precision.value is None:
            if not rule.unmeasured:
                yield Shortfall(rule.id, level, "not measured, and no reason is given")
        elif precision.value < least:
            told = f"precision {told_short(precision)}, needed {least:.2f}"
            yield Shortfall(rule.id, level, told)


def default_level(rule: Rule) -> Level:
    """Return the worst severity that a rule gives to any ticket by default."""
    if rule.profile == "pedantic":
        return "off"
    levels = {rule.worst_level(kind) for kind in rule.applies_to.kinds or tuple(Kind)}
    return next(level for level in LEVELS if level in levels)
