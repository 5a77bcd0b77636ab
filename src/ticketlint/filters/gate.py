"""Say whether a run passes, and each reason why not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from ticketlint.config.settings import Config
from ticketlint.filters.held import TOLERANCE, Held, Missed, held
from ticketlint.judging.findings import quoted
from ticketlint.model import (
    Failure,
    Gate,
    Maturity,
    Notice,
    Severity,
    TicketResult,
)

_LEVELS = tuple(Maturity)
# So many tickets are named in a reason; the report has them all.
_NAMED = 5


@dataclass(slots=True)
class _Low:
    """Tickets below a limit: how many, and the lowest of them with what to tell of each."""

    count: int = 0
    lowest: list[tuple[float, int, str]] = field(default_factory=list)

    def add(self, value: float, told: str) -> None:
        """Count one more; of equal ones the first is named."""
        self.count += 1
        self.lowest = nsmallest(_NAMED, [*self.lowest, (value, self.count, told)])

    def __str__(self) -> str:
        named = ", ".join(told for _, _, told in self.lowest)
        more = self.count - len(self.lowest)
        return f"{named} and {more} more" if more else named


class GateCount:
    """Judges a run, a result at a time; `failures` are what could not be read.

    With `is_ratchet` a ticket that got worse fails, unless a limit says otherwise.
    `left_out` are rules without which no ticket has a score, and which the run does not look for.
    `made_by` tells by which other rules was found what is known, "" where by those of the run.
    """

    def __init__(
        self,
        config: Config,
        failures: Sequence[Failure] = (),
        *,
        is_ratchet: bool = False,
        left_out: Sequence[str] = (),
        made_by: str = "",
    ) -> None:
        self._config = config
        self._left_out = left_out
        self._made_by = made_by
        self._failures = failures
        self._is_ratchet = is_ratchet
        self._tickets = self._halved = 0
        self._idle = set(range(len(config.gate.overrides)))
        self._severe: Counter[tuple[str, bool, Severity]] = Counter()
        self._warnings: Counter[tuple[int, int, bool]] = Counter()
        self._scores: dict[float, _Low] = {}
        self._levels: dict[Maturity, _Low] = {}
        self._worse = _Low()
        self._declined = _Low()
        self._unscored = _Low()

    def add(self, result: TicketResult) -> None:
        """Judge one more result."""
        self._tickets += 1
        self._halved += bool(result.failures)
        if self._idle:
            self._idle.difference_update(self._config.gate.holding(result.address, result.kind))
        told = self.held(result)
        for finding in told.severe:
            self._severe[told.fail_on, told.new_only, finding.severity] += 1
        if told.limits.max_warnings is not None:
            self._warnings[_group(told)] += len(told.warnings)
        if told.is_undecided:
            self._unscored.add(0, quoted(result.key))
        self._add_missed(result, told.missed)

    def _add_missed(self, result: TicketResult, missed: Missed) -> None:
        value, key = result.score.value, quoted(result.key)
        if value is None:
            return
        if missed.is_worse:
            self._worse.add(value, f"{key} ({result.decline})")
        elif result.is_worse:
            self._declined.add(value, f"{key} ({result.decline})")
        if missed.score is not None:
            self._scores.setdefault(missed.score, _Low()).add(value, f"{key} ({value:g})")
        if missed.level is not None and result.standing is not None:
            level = result.standing.level
            low = self._levels.setdefault(missed.level, _Low())
            low.add(_LEVELS.index(level), f"{key} ({level.value})")

    def held(self, result: TicketResult) -> Held:
        """Return what the gate makes of a ticket."""
        return held(result, self._config, is_ratchet=self._is_ratchet)

    def is_over(self, told: Held) -> bool:
        """Tell whether there are more warnings than the limit of a ticket lets pass."""
        most = told.limits.max_warnings
        return most is not None and self._warnings[_group(told)] > most

    def gate(self) -> Gate:
        """Return whether all could be done and every limit is kept."""
        reasons = (
            *self._too_severe(),
            *self._too_many(),
            *self._too_low(),
            *(failure.message for failure in self.failures()),
            *self._undone(),
        )
        return Gate(passed=not reasons, reasons=reasons)

    def notices(self) -> Iterator[Notice]:
        """Yield what the gate could not judge, and what got worse though nothing fails for it."""
        if self._unscored.count and not self._left_out:
            told = f"{_tickets(self._unscored.count)} without a score"
            yield Notice(f"{told}, held to no min_score or min_level: {self._unscored}", "gate")
        if self._declined.count:
            yield Notice(self._told_decline(), "gate")
        if not self._config.strict_config:
            yield from (
                Notice(told, place, explains=True) for told, place in self._idle_overrides()
            )

    def _told_decline(self) -> str:
        """Say which tickets are clearly worse, though nothing fails for that."""
        count = self._declined.count
        by = f" (what is known was made by {self._made_by})" if self._made_by else ""
        return (
            f"{_tickets(count)} {'is' if count == 1 else 'are'} clearly worse than before{by}:"
            f" {self._declined}; `not_worse: true` under `gate` would fail for that"
        )

    def _idle_overrides(self) -> Iterator[tuple[str, str]]:
        """Yield what to tell of each override of the gate that is for no ticket, and its place."""
        for number in sorted(self._idle):
            told = "this override of the gate matched no ticket of the run (look at its `match`)"
            yield told, self._config.layers.origin_of(("gate", "overrides", number))

    def failures(self) -> Iterator[Failure]:
        """Yield what of its limits the gate could not judge, or must not leave at a word.

        A ticket that has no score for what it is, such as one in another language, is no failure.
        """
        if self._unscored.count and self._left_out:
            rules = ", ".join(f"`{name}`" for name in self._left_out)
            told = f"{_tickets(self._unscored.count)} could not be held to min_score or min_level"
            yield Failure(f"{told}: there is no score without {rules}", "gate")
        if self._config.strict_config:
            yield from (Failure(told, place) for told, place in self._idle_overrides())

    def _too_severe(self) -> Iterator[str]:
        for fail_on, new_only in dict.fromkeys(
            (fail_on, new_only) for fail_on, new_only, _ in sorted(self._severe)
        ):
            counts = {one: self._severe[fail_on, new_only, one] for one in Severity}
            told = " and ".join(
                _counted(count, severity.value, new_only=new_only)
                for severity, count in counts.items()
                if count
            )
            by = f"; the baseline was made by {self._made_by}" if new_only and self._made_by else ""
            yield f"{told} (fail_on: {fail_on}{self._said_in('fail_on', fail_on)}{by})"

    def _too_many(self) -> Iterator[str]:
        for (_, most, new_only), count in sorted(self._warnings.items()):
            if count > most:
                told = _counted(count, "warning", new_only=new_only)
                yield f"{told} (max_warnings: {most}{self._said_in('max_warnings', most)})"

    def _too_low(self) -> Iterator[str]:
        for least, low in sorted(self._scores.items()):
            said = self._said_in("min_score", least)
            limit = f"{least:g} (min_score{said})" if said else f"{least:g}"
            yield f"{_tickets(low.count)} {_verb(low.count)} below {limit}: {low}"
        for name in _LEVELS:
            low = self._levels.get(name, _Low())
            if low.count:
                limit = f"{name.value} (min_level{self._said_in('min_level', name.value)})"
                yield f"{_tickets(low.count)} below {limit}: {low}"
        if self._worse.count:
            count = self._worse.count
            step = f"not_worse: a level, or more than {TOLERANCE:g} points"
            yield f"{_tickets(count)} got worse ({step}): {self._worse}"

    def _said_in(self, limit: str, value: object) -> str:
        """Return the overrides that alone set a limit so, as it stands behind the limit."""
        gate, layers = self._config.gate, self._config.layers
        ours = gate.fail_on or self._config.fail_on if limit == "fail_on" else getattr(gate, limit)
        if ours == value:
            return ""
        places = [
            ("gate", "overrides", number)
            for number, override in enumerate(gate.overrides)
            if getattr(override, limit) == value
        ]
        return "".join(
            f", {layer.place_of(place)}" for place in places if (layer := layers.saying_at(place))
        )

    def _undone(self) -> Iterator[str]:
        count = len(self._failures)
        if count and not self._tickets:
            yield "nothing could be read"
        elif count:
            yield f"{count} input{_s(count)} could not be read in full"
        if self._halved:
            yield f"{_tickets(self._halved)} could not be judged in full"


def _group(told: Held) -> tuple[int, int, bool]:
    """Return what warnings are counted together: one limit, for the tickets of one override."""
    return told.group, told.limits.max_warnings or 0, told.new_only


def _counted(count: int, what: str, *, new_only: bool) -> str:
    return f"{count} {'new ' * new_only}{what}{_s(count)}"


def _tickets(count: int) -> str:
    return f"{count} ticket{_s(count)}"


def _verb(count: int) -> str:
    return "scores" if count == 1 else "score"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
