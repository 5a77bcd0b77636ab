"""The noise policy: how precise a rule must be to be on by default."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ticketlint.model import LEVELS, Kind, Level
from ticketlint.rules.measurements import Measured, Measurements, told_short
from ticketlint.rules.schema import Rule

# The measured precision that a rule of this severity needs.
LEAST_PRECISION: Mapping[Level, float] = {"error": 0.9, "warning": 0.75, "note": 0.6}
# With fewer findings a precision is a guess: of 15 right ones the interval begins at .8.
LEAST_FINDINGS = 15


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
    """Yield the rules that must become quieter or pedantic, or must tell why they are not.

    What is true by construction (there is no text) says so in the key `unmeasured`; a rule
    with enough figures has to live up to them all the same.
    """
    for rule in rules:
        level = default_level(rule)
        why = _why(rule, level, measurements.of(rule.id)) if level != "off" else ""
        if why:
            yield Shortfall(rule.id, level, why)


def _why(rule: Rule, level: Level, measured: Measured | None) -> str:
    precision = measured.counts.precision if measured else None
    if precision is None or precision.value is None:
        return "" if rule.unmeasured else "not measured, and no reason is given"
    told = f"precision {told_short(precision)}"
    if precision.n < LEAST_FINDINGS:
        return "" if rule.unmeasured else f"{told}, needed {LEAST_FINDINGS} findings"
    least = LEAST_PRECISION[level]
    return f"{told}, needed {least:.2f}" if precision.value < least else ""


def default_level(rule: Rule) -> Level:
    """Return the worst severity that a rule gives to any ticket by default."""
    if rule.profile == "pedantic":
        return "off"
    levels = {rule.worst_level(kind) for kind in rule.applies_to.kinds or tuple(Kind)}
    return next(level for level in LEVELS if level in levels)
