"""Two reports compared: what changed of the tickets in both, and which tickets came and went."""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from statistics import median

from ticketlint.errors import ConfigError
from ticketlint.filters.madeby import RULE
from ticketlint.judging.findings import fingerprint
from ticketlint.model import Paired, Report, TicketResult, Versions
from ticketlint.trend.pairing import NOISE, paired

_TODO = "make both reports with the same rules and version, or say --across-rules"


@dataclass(frozen=True, slots=True)
class Moved:
    """A ticket whose score changed by more than noise."""

    key: str
    title: str
    before: float
    after: float

    @property
    def change(self) -> float:
        """Return by how many points."""
        return round(self.after - self.before, 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two reports.

    `moved` is sorted, the greatest loss first; `levels` counts the moves from one level to
    another; `fixed` and `new` count findings of tickets in both reports by rule. `unlike` says in
    words what the reports were not both made by, `left_out` which rules count for nothing because
    they did not look alike, or at all, in one of them.
    """

    before: float | None
    after: float | None
    paired: Paired
    moved: tuple[Moved, ...] = ()
    levels: Mapping[tuple[str, str], int] = field(default_factory=dict)
    fixed: Mapping[str, int] = field(default_factory=dict)
    new: Mapping[str, int] = field(default_factory=dict)
    unlike: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    key: str
    title: str
    score: float | None
    level: str
    findings: Mapping[str, str]


def difference(old: Report, new: Report, *, across_rules: bool = False) -> Difference:
    """Return what changed.

    Raises: ConfigError for reports of different rules or versions, unless `across_rules`.
    """
    unlike = tuple(_unlike(old.versions, new.versions))
    if unlike and not across_rules:
        raise ConfigError("diff", f"the reports differ in their {unlike[0]}", _TODO)
    first, second = _seen(old), _seen(new)
    left_out = frozenset(_rules_apart(old.versions.parts, new.versions.parts))
    return replace(
        _difference(first, second, left_out), unlike=unlike, left_out=tuple(sorted(left_out))
    )


def _difference(
    first: Mapping[str, _Seen], second: Mapping[str, _Seen], left_out: AbstractSet[str]
) -> Difference:
    fixed, added = Counter[str](), Counter[str]()
    levels = Counter[tuple[str, str]]()
    for key in sorted(first.keys() & second.keys()):
        one, other = first[key], second[key]
        levels[one.level, other.level] += one.level != other.level
        fixed.update(_only_in(one, other))
        added.update(_only_in(other, one))
    return Difference(
        before=_middle(first),
        after=_middle(second),
        paired=paired(_scores(first), _scores(second)),
        moved=tuple(sorted(_moved(first, second), key=lambda one: (one.change, one.key))),
        levels={move: count for move, count in sorted(levels.items()) if count},
        fixed={rule: count for rule, count in sorted(fixed.items()) if rule not in left_out},
        new={rule: count for rule, count in sorted(added.items()) if rule not in left_out},
    )


def _only_in(one: _Seen, other: _Seen) -> Iterator[str]:
    """Yield the rule of each finding that one report has of a ticket and the other has not."""
    return (rule for mark, rule in one.findings.items() if mark not in other.findings)


def _unlike(old: Versions, new: Versions) -> Iterator[str]:
    for name in ("tool", "ruleset", "pipeline_version"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"{name.replace('_', ' ')} ({before}, {after})"


def _rules_apart(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """Yield the rules that were on in one report only, or were others; none where one is silent."""
    for name in {*old, *new} if old and new else ():
        if name.startswith(RULE) and old.get(name) != new.get(name):
            yield name.removeprefix(RULE)


def _seen(report: Report) -> dict[str, _Seen]:
    return {result.address.identity or result.key: _look(result) for result in report.results}


def _look(result: TicketResult) -> _Seen:
    return _Seen(
        key=result.key,
        title=result.title,
        score=result.score.value,
        level=result.standing.level.value if result.standing else "unscored",
        findings={fingerprint(one, result.address): one.rule for one in result.findings},
    )


def _scores(seen: Mapping[str, _Seen]) -> dict[str, float | None]:
    return {key: one.score for key, one in seen.items()}


def _middle(seen: Mapping[str, _Seen]) -> float | None:
    known = [one.score for one in seen.values() if one.score is not None]
    return round(median(known), 1) if known else None


def _moved(first: Mapping[str, _Seen], second: Mapping[str, _Seen]) -> Iterator[Moved]:
    for key in sorted(first.keys() & second.keys()):
        before, after = first[key].score, second[key].score
        if before is not None and after is not None and abs(after - before) > NOISE:
            yield Moved(second[key].key, second[key].title, before, after)
