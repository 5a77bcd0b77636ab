"""From findings to a score of 0 (unclear) to 100 (clear) that adds up from its parts."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ticketlint.model import WHOLE, Confidence, Kind, Loss, Score, Severity

DIMENSIONS = ("completeness", "purpose", "testability", "solution", "clarity", "scope")

# A category of rules counts in one dimension.
DIMENSION_OF: Mapping[str, str] = {
    "completeness": "completeness",
    "purpose": "purpose",
    "promises": "purpose",
    "testability": "testability",
    "solution": "solution",
    "ambiguity": "clarity",
    "terms": "clarity",
    "hygiene": "clarity",
    "scope": "scope",
}

# Rules on the whole ticket take a part of what all others leave, this one at most: .8 is the
# least with which the score ranks labelled tickets as readers do (docs/decisions.md, 14).
WHOLE_SHARE = 0.8

# How many of the 100 points a dimension holds, by kind. Proposed weights (no standard
# gives any): what must be there weighs most for a bug, why for an epic.
WEIGHTS: Mapping[Kind, tuple[int, int, int, int, int, int]] = {
    Kind.STORY: (25, 20, 25, 10, 15, 5),
    Kind.BUG: (45, 10, 15, 5, 20, 5),
    Kind.TASK: (30, 15, 30, 0, 15, 10),
    Kind.SPIKE: (40, 25, 10, 5, 15, 5),
    Kind.EPIC: (25, 35, 20, 10, 5, 5),
}
SEVERITY_WEIGHT: Mapping[Severity, int] = {
    Severity.ERROR: 5,
    Severity.WARNING: 2,
    Severity.NOTE: 0,
}
CONFIDENCE_WEIGHT: Mapping[Confidence, float] = {
    Confidence.HIGH: 1.0,
    Confidence.MEDIUM: 0.75,
    Confidence.LOW: 0.5,
}
# One hit in five sentences leaves .45 of a rule's points, one in 25 leaves .85. The lower
# clamp keeps one hit from sinking a three-line ticket, the upper one keeps padding from
# buying the points back.
DECAY = 4.0
MIN_UNITS = 5
MAX_UNITS = 25

# Keeps 3.5 points from becoming 3.4 by the last bit of a float.
ROUNDING_SLACK = 1e-9

# What a rule that caps the score leaves when two of them fire.
TWO_CAPS = 39
GRADES: tuple[tuple[float, str], ...] = ((90, "A"), (75, "B"), (60, "C"), (40, "D"))


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What one rule that applies to a ticket found; `units` are the sentences it looked at.

    `severity` is the worst that the rule can give to a ticket of this kind, found or not,
    so that a mended finding never changes what the other rules weigh.
    `presence` rules ask whether a thing is there; the others count occurrences. `share` is
    the part of its points, 0 to 1, that a presence rule takes where it hits.
    """

    rule: str
    category: str
    severity: Severity
    confidence: Confidence
    presence: bool
    cap: int | None
    hits: int
    units: int
    share: float = 1.0

    @property
    def weight(self) -> int:
        """Return how much the rule counts within its dimension."""
        return SEVERITY_WEIGHT[self.severity]

    @property
    def passed(self) -> float:
        """Return the share of the rule's points that the ticket keeps, 0 to 1."""
        if not self.hits:
            return 1.0
        if self.presence:
            return 1.0 - self.share
        amount = self.hits * CONFIDENCE_WEIGHT[self.confidence]
        return math.exp(-DECAY * amount / min(max(self.units, MIN_UNITS), MAX_UNITS))


def score_ticket(kind: Kind, outcomes: Sequence[RuleOutcome]) -> Score:
    """Return the score; the points in `lost` and the value sum to 100 exactly (in tenths)."""
    weights = dict(zip(DIMENSIONS, WEIGHTS[kind], strict=True))
    whole = [outcome for outcome in outcomes if outcome.category == WHOLE and outcome.weight]
    by_dimension = _by_dimension(outcomes)
    total = sum(weights[name] for name in by_dimension)
    tenths: dict[str, int] = {}
    dimensions = []
    for name in (name for name in DIMENSIONS if name in by_dimension):
        inside = by_dimension[name]
        heap = sum(outcome.weight for outcome in inside)
        kept = sum(outcome.weight * outcome.passed for outcome in inside) / heap
        dimensions.append((name, round(100 * kept, 1)))
        for outcome in inside:
            share = outcome.weight * (1 - outcome.passed) / heap
            points = 100 * share * weights[name] / max(total, 1)
            # Rounded down, so that no sum of parts exceeds 100.
            tenths[outcome.rule] = int(10 * points + ROUNDING_SLACK)
    _apply_caps(tenths, outcomes)
    if whole:
        dimensions.append((WHOLE, round(100 * min(outcome.passed for outcome in whole), 1)))
        _take_of_the_rest(tenths, whole)
    ordered = sorted(tenths.items(), key=lambda item: (-item[1], item[0]))
    value = (1000 - sum(tenths.values())) / 10
    lost = tuple(Loss(rule, points / 10) for rule, points in ordered if points)
    return Score(value, grade_of(value), tuple(dimensions), lost)


def unscored(reason: str) -> Score:
    """Return the score of a ticket that cannot be judged; `reason` says why."""
    return Score(None, "unscored", reason=reason)


def grade_of(value: float) -> str:
    """Return the grade of a score: A from 90, B from 75, C from 60, D from 40, else F."""
    return next((grade for bound, grade in GRADES if value >= bound), "F")


def _by_dimension(outcomes: Iterable[RuleOutcome]) -> dict[str, list[RuleOutcome]]:
    found: dict[str, list[RuleOutcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.weight and outcome.category != WHOLE:
            found[DIMENSION_OF[outcome.category]].append(outcome)
    return found


def _take_of_the_rest(tenths: dict[str, int], whole: Iterable[RuleOutcome]) -> None:
    """Let each rule on the whole take its share of the points that are left."""
    for outcome in sorted(whole, key=lambda one: one.rule):
        left = 1000 - sum(tenths.values())
        tenths[outcome.rule] = int(left * WHOLE_SHARE * (1 - outcome.passed) + ROUNDING_SLACK)


def _apply_caps(tenths: dict[str, int], outcomes: Iterable[RuleOutcome]) -> None:
    """Take what stands above a cap from the rules that cap, in parts as equal as can be."""
    caps = {o.rule: o.cap for o in outcomes if o.cap is not None and o.hits and o.rule in tenths}
    if not caps:
        return
    cap = min(caps.values()) if len(caps) == 1 else min(TWO_CAPS, *caps.values())
    above = 1000 - sum(tenths.values()) - 10 * cap
    for index, rule in enumerate(sorted(caps) if above > 0 else ()):
        tenths[rule] += above // len(caps) + (index < above % len(caps))
