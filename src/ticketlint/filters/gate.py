"""Say whether a run passes, and each reason why not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from ticketlint.config.gatetable import GateLimits
from ticketlint.config.settings import Config
from ticketlint.judging.findings import quoted
from ticketlint.model import (
    Failure,
    Finding,
    Gate,
    Maturity,
    Notice,
    Severity,
    State,
    TicketResult,
)

_RANK = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}
_LEVELS = tuple(Maturity)
# Points that a score may fall before a ticket counts as worse: about one small fact of the card.
TOLERANCE = 2.0
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

    With `is_ratchet` a ticket that scores lower than it did fails, whatever the limits.
    `left_out` are rules without which no ticket has a score, and which the run does not look for.
    """

    def __init__(
        self,
        config: Config,
        failures: Sequence[Failure] = (),
        *,
        is_ratchet: bool = False,
        left_out: Sequence[str] = (),
    ) -> None:
        self._config = config
        self._left_out = left_out
        self._failures = failures
        self._is_ratchet = is_ratchet
        self._tickets = self._halved = 0
        self._severe: Counter[tuple[str, bool, Severity]] = Counter()
        self._warnings: Counter[tuple[int, int, bool]] = Counter()
        self._scores: dict[float, _Low] = {}
        self._levels: dict[str, _Low] = {}
        self._worse = _Low()
        self._unscored = _Low()

    def add(self, result: TicketResult) -> None:
        """Judge one more result."""
        self._tickets += 1
        self._halved += bool(result.failures)
        limits = self._config.gate.of(result.address, result.kind)
        new_only = limits.new_only if limits.new_only is not None else result.earlier is not None
        counting = [one for one in result.findings if _counts(one, new_only=new_only)]
        self._add_severe(counting, limits, new_only=new_only)
        self._add_warnings(result, counting, limits, new_only=new_only)
        if result.suppression is None:
            self._add_score(result, limits, new_only=new_only)

    def _add_severe(
        self, counting: Sequence[Finding], limits: GateLimits, *, new_only: bool
    ) -> None:
        fail_on = limits.fail_on or self._config.fail_on
        if fail_on == "never":
            return
        for finding in counting:
            if _RANK[finding.severity] >= _RANK[Severity(fail_on)]:
                self._severe[fail_on, new_only, finding.severity] += 1

    def _add_warnings(
        self,
        result: TicketResult,
        counting: Sequence[Finding],
        limits: GateLimits,
        *,
        new_only: bool,
    ) -> None:
        if limits.max_warnings is not None:
            group = self._config.gate.group_of(result.address, result.kind)
            count = sum(one.severity is Severity.WARNING for one in counting)
            self._warnings[group, limits.max_warnings, new_only] += count

    def _add_score(self, result: TicketResult, limits: GateLimits, *, new_only: bool) -> None:
        value, key, earlier = result.score.value, quoted(result.key), result.earlier
        if value is None:
            if limits.min_score is not None or limits.min_level is not None:
                self._unscored.add(0, key)
            return
        has_fallen = _has_fallen(result)
        if earlier and has_fallen and self._is_ratchet and not earlier.is_fresh:
            self._worse.add(value, f"{key} ({earlier.score:g} to {value:g})")
        if new_only and earlier and not (earlier.is_fresh or has_fallen):
            return
        if limits.min_score is not None and value < limits.min_score:
            self._scores.setdefault(limits.min_score, _Low()).add(value, f"{key} ({value:g})")
        if limits.min_level is not None and result.standing is not None:
            level = result.standing.level
            if _LEVELS.index(level) < _LEVELS.index(Maturity(limits.min_level)):
                low = self._levels.setdefault(limits.min_level, _Low())
                low.add(_LEVELS.index(level), f"{key} ({level.value})")

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
        """Yield what the gate could not judge."""
        if self._unscored.count and not self._left_out:
            told = f"{_tickets(self._unscored.count)} without a score"
            yield Notice(f"{told}, held to no min_score or min_level: {self._unscored}", "gate")

    def failures(self) -> Iterator[Failure]:
        """Yield why tickets could not be held to a limit: the run does not look for all that counts.

        A ticket that has no score for what it is, such as one in another language, is no failure.
        """
        if self._unscored.count and self._left_out:
            rules = ", ".join(f"`{name}`" for name in self._left_out)
            told = f"{_tickets(self._unscored.count)} could not be held to min_score or min_level"
            yield Failure(f"{told}: there is no score without {rules}", "gate")

    def _too_severe(self) -> Iterator[str]:
        for fail_on, new_only in dict.fromkeys(
            (fail_on, new_only) for fail_on, new_only, _ in sorted(self._severe)
        ):
            counts = {one: self._severe[fail_on, new_only, one] for one in reversed(_RANK)}
            told = " and ".join(
                _counted(count, severity.value, new_only=new_only)
                for severity, count in counts.items()
                if count
            )
            yield f"{told} (fail_on: {fail_on})"

    def _too_many(self) -> Iterator[str]:
        for (_, most, new_only), count in sorted(self._warnings.items()):
            if count > most:
                yield f"{_counted(count, 'warning', new_only=new_only)} (max_warnings: {most})"

    def _too_low(self) -> Iterator[str]:
        for least, low in sorted(self._scores.items()):
            yield f"{_tickets(low.count)} {_verb(low.count)} below {least:g}: {low}"
        for name in _LEVELS:
            low = self._levels.get(name, _Low())
            if low.count:
                yield f"{_tickets(low.count)} below {name.value} (min_level): {low}"
        if self._worse.count:
            count = self._worse.count
            told = f"{_tickets(count)} {_verb(count)} lower than before"
            yield f"{told} (by more than {TOLERANCE:g} points): {self._worse}"

    def _undone(self) -> Iterator[str]:
        count = len(self._failures)
        if count and not self._tickets:
            yield "nothing could be read"
        elif count:
            yield f"{count} input{_s(count)} could not be read in full"
        if self._halved:
            yield f"{_tickets(self._halved)} could not be judged in full"


def _counts(finding: Finding, *, new_only: bool) -> bool:
    """Tell whether the gate counts a finding."""
    return finding.state is State.NEW or (finding.state is State.KNOWN and not new_only)


def _has_fallen(result: TicketResult) -> bool:
    """Tell whether a ticket scores lower than it did by more than the tolerance."""
    value, earlier = result.score.value, result.earlier
    if value is None or earlier is None or earlier.score is None:
        return False
    return round(earlier.score - value, 1) > TOLERANCE


def _counted(count: int, what: str, *, new_only: bool) -> str:
    return f"{count} {'new ' * new_only}{what}{_s(count)}"


def _tickets(count: int) -> str:
    return f"{count} ticket{_s(count)}"


def _verb(count: int) -> str:
    return "scores" if count == 1 else "score"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
