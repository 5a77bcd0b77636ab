"""Two reports compared: what changed of the tickets in both, and which tickets came and went."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median

from ticketlint.errors import ConfigError
from ticketlint.judging.findings import fingerprint
from ticketlint.model import Paired, Report, TicketResult
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
    another; `fixed` and `new` count findings of tickets in both reports by rule.
    """

    before: float | None
    after: float | None
    paired: Paired
    moved: tuple[Moved, ...] = ()
    levels: Mapping[tuple[str, str], int] = field(default_factory=dict)
    fixed: Mapping[str, int] = field(default_factory=dict)
    new: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Seen:
    title: str
    score: float | None
    level: str
    findings: Mapping[str, str]


def difference(old: Report, new: Report, *, across_rules: bool = False) -> Difference:
    """Return what changed.

    Raises: ConfigError for reports of different rules or versions, unless `across_rules`.
    """
    if not across_rules:
        _check_alike(old, new)
    first, second = _seen(old), _seen(new)
    pair = paired(_scores(first), _scores(second))
    fixed, added = Counter[str](), Counter[str]()
    levels = Counter[tuple[str, str]]()
    for key in sorted(first.keys() & second.keys()):
        one, other = first[key], second[key]
        levels[one.level, other.level] += one.level != other.level
        fixed.update(rule for mark, rule in one.findings.items() if mark not in other.findings)
        added.update(rule for mark, rule in other.findings.items() if mark not in one.findings)
    return Difference(
        before=_middle(first),
        after=_middle(second),
        paired=pair,
        moved=tuple(sorted(_moved(first, second), key=lambda one: (one.change, one.key))),
        levels={move: count for move, count in sorted(levels.items()) if count},
        fixed=dict(sorted(fixed.items())),
        new=dict(sorted(added.items())),
    )


def _check_alike(old: Report, new: Report) -> None:
    for name in ("tool", "ruleset", "pipeline_version"):
        before, after = getattr(old.versions, name), getattr(new.versions, name)
        if before != after:
            spoken = name.replace("_", " ")
            what = f"the reports differ in their {spoken} ({before}, {after})"
            raise ConfigError("diff", what, _TODO)


def _seen(report: Report) -> dict[str, _Seen]:
    return {result.address.identity or result.key: _look(result) for result in report.results}


def _look(result: TicketResult) -> _Seen:
    return _Seen(
        title=f"{result.key} {result.title}".strip(),
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
    for key in first.keys() & second.keys():
        before, after = first[key].score, second[key].score
        if before is not None and after is not None and abs(after - before) > NOISE:
            yield Moved(key, second[key].title, before, after)
