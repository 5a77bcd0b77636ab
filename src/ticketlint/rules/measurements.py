"""What was measured of each rule: counts, precision, recall and how sure they are."""

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import NormalDist, StatisticsError, correlation
from typing import Any

from ticketlint.rules.schema import Rule

MEASUREMENTS = Path(__file__).with_name("measurements.json")
# The samples that were measured, and what each is. Those that decide hold projects that nothing
# which judged them had seen; `dev` shares its projects with the training.
SAMPLES: Mapping[str, str] = {
    "unseen": "projects that nothing was learnt or chosen from",
    "cross": "cross-validation in groups of projects over everything else that is labelled",
    "dev": "the part of it that earlier figures were measured on",
}
DECIDING_SAMPLES = ("unseen", "cross")

# Half the width of a 95 % interval in standard deviations, 1.96.
_Z = NormalDist().inv_cdf(0.975)
# The keys of a rule that decide what it finds and when; its wording is left out.
_DECIDING = {
    *("match", "unless", "applies_to", "once", "in_code"),
    *("severity", "severity_by_kind", "severity_by_section"),
}

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """Return the share, 0 to 1; None of nothing."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Return the 95 % interval of Wilson (1927), which holds for few cases too."""
        if not self.n:
            return None
        square = _Z * _Z / self.n
        share = self.hits / self.n
        middle = (share + square / 2) / (1 + square)
        half = _Z * (share * (1 - share) / self.n + square / (4 * self.n)) ** 0.5 / (1 + square)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Counts:
    """How findings and labels meet.

    `reported` findings are right, `noisy` ones are wrong; of what the labels ask for,
    `found` was reported and `missing` was not; `validated` tickets are clean for both.
    For labels of a whole ticket `found` is `reported`; several findings may overlap one
    quote and one finding several quotes.
    """

    reported: int = 0
    noisy: int = 0
    found: int = 0
    missing: int = 0
    validated: int = 0

    @property
    def precision(self) -> Share:
        """Return which share of the findings is right."""
        return Share(self.reported, self.reported + self.noisy)

    @property
    def recall(self) -> Share:
        """Return which share of what the labels ask for was found."""
        return Share(self.found, self.found + self.missing)

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall; 0 where nothing was found."""
        if not self.recall.n:
            return None
        return _harmonic(self.precision.value or 0.0, self.recall.value or 0.0)

    @property
    def f1_interval(self) -> Interval | None:
        """Return F1 at the lower and at the upper ends of both intervals (so it is wide)."""
        precision, recall = self.precision.interval, self.recall.interval
        if precision is None or recall is None:
            return None
        return _harmonic(precision[0], recall[0]), _harmonic(precision[1], recall[1])

    def __add__(self, other: "Counts") -> "Counts":
        """Return both together."""
        return Counts(
            self.reported + other.reported,
            self.noisy + other.noisy,
            self.found + other.found,
            self.missing + other.missing,
            self.validated + other.validated,
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a rule, or of the rules of a group together.

    `group` is the group that a rule belongs to, "" for none. `rule_digest` is that of the
    rule as it was measured. `over` says what was counted: tickets or quotes. Where several
    samples were measured, `samples` has the counts of each, and `counts` those of
    `DECIDING_SAMPLES` together.
    """

    counts: Counts
    over: str
    rules: tuple[str, ...]
    group: str = ""
    rule_digest: str = ""
    samples: Mapping[str, Counts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measurements:
    """The figures that the package carries; `tickets` counts the tickets of each sample."""

    tickets: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[str, Measured] = field(default_factory=dict)
    groups: Mapping[str, Measured] = field(default_factory=dict)

    def of(self, rule_id: str) -> Measured | None:
        """Return the figures of a rule, None where it was not measured."""
        return self.rules.get(rule_id)

    def group_of(self, rule_id: str) -> Measured | None:
        """Return the figures of a rule with those that share its label; None for one alone."""
        measured = self.rules.get(rule_id)
        group = self.groups.get(measured.group) if measured else None
        return group if group and len(group.rules) > 1 else None


@cache
def read_measurements(path: Path = MEASUREMENTS) -> Measurements:
    """Return the figures that the package carries; none where the file is not there."""
    if not path.is_file():
        return Measurements()
    samples = json.loads(path.read_text("utf-8"))["samples"]
    return Measurements(
        {name: sample["tickets"] for name, sample in samples.items()},
        _joined(samples, "rules"),
        _joined(samples, "groups"),
    )


def _joined(samples: Mapping[str, Mapping[str, Any]], part: str) -> dict[str, Measured]:
    """Return the figures of all samples by the name of the rule or group."""
    names = {name: None for sample in samples.values() for name in sample[part]}
    return {
        name: _measured({key: s[part][name] for key, s in samples.items() if name in s[part]})
        for name in names
    }


def _measured(rows: Mapping[str, Mapping[str, Any]]) -> Measured:
    counts = {
        sample: Counts(**{name: row[name] for name in Counts.__dataclass_fields__})
        for sample, row in rows.items()
    }
    told = next(iter(rows.values()))
    return Measured(
        sum((counts[name] for name in DECIDING_SAMPLES if name in counts), Counts()),
        told["over"],
        tuple(told["rules"]),
        told.get("group", ""),
        told.get("fingerprint", ""),
        counts,
    )


def rule_digest(rule: Rule) -> str:
    """Return 8 hex digits that change when the rule may find other things."""
    text = rule.model_dump_json(include=_DECIDING)
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()


def told(share: Share) -> str:
    """Return a share with its interval and n, or `not measured`."""
    if share.value is None or share.interval is None:
        return "not measured"
    low, high = share.interval
    return f"{share.value:.2f} ({low:.2f} to {high:.2f}, n = {share.n})"


def told_short(share: Share) -> str:
    """Return a share with n, or `not measured`."""
    return "not measured" if share.value is None else f"{share.value:.2f} (n = {share.n})"


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return the rank correlation, -1 to 1; None where one of them never changes."""
    try:
        return correlation(_ranks(first), _ranks(second))
    except StatisticsError:
        return None


def _ranks(values: Sequence[float]) -> list[float]:
    # `correlation(method="ranked")` does this from Python 3.12 on.
    ordered = sorted(values)
    return [(bisect_left(ordered, one) + bisect_right(ordered, one) + 1) / 2 for one in values]


def _harmonic(first: float, second: float) -> float:
    return 2 * first * second / (first + second) if first + second else 0.0
