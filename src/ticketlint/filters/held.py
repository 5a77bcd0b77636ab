"""Hold one ticket to its limits: what of it the gate counts, and which limits it misses itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from ticketlint.config.gatetable import GateLimits
from ticketlint.config.settings import Config
from ticketlint.model import Finding, Maturity, Severity, State, TicketResult

_RANK = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}
_LEVELS = tuple(Maturity)
# Points that a score may fall before a ticket counts as worse: about one small fact of the card.
TOLERANCE = 2.0


@dataclass(frozen=True, slots=True)
class Missed:
    """The limits that a ticket as a whole misses; None is kept.

    `score` is the `min_score` that it does not reach, `level` the `min_level`, `before` the score
    from which it fell though it must not.
    """

    score: float | None = None
    level: Maturity | None = None
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What the gate makes of one ticket.

    `severe` are findings that fail it by themselves. `warnings` count for the limit of their
    `group`, the number of an override or -1. `is_undecided`: a limit asks for a score, and the
    ticket has none.
    """

    limits: GateLimits
    fail_on: str
    new_only: bool
    group: int
    severe: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    missed: Missed
    is_undecided: bool


def held(result: TicketResult, config: Config, *, is_ratchet: bool) -> Held:
    """Return what the gate makes of a ticket.

    With `is_ratchet` its score must not fall. One that is left out as a whole misses nothing.
    """
    limits = config.gate.of(result.address, result.kind)
    new_only = limits.new_only if limits.new_only is not None else result.earlier is not None
    counting = [one for one in result.findings if _counts(one, new_only=new_only)]
    fail_on = limits.fail_on or config.fail_on
    is_judged = result.suppression is None
    asks_score = limits.min_score is not None or limits.min_level is not None
    return Held(
        limits=limits,
        fail_on=fail_on,
        new_only=new_only,
        group=config.gate.group_of(result.address, result.kind),
        severe=tuple(one for one in counting if _is_severe(one, fail_on)),
        warnings=tuple(one for one in counting if one.severity is Severity.WARNING),
        missed=_missed(result, limits, is_ratchet, new_only) if is_judged else Missed(),
        is_undecided=is_judged and asks_score and result.score.value is None,
    )


def told_of(missed: Missed, result: TicketResult) -> Iterator[str]:
    """Yield in words each limit that a ticket as a whole misses."""
    value, earlier = result.score.value, result.earlier
    before = earlier.score if earlier and not earlier.is_fresh else None
    was = "" if before is None else f" (it was {before:g})"
    if missed.score is not None:
        yield f"scores {value:g}, below {missed.score:g}{was}"
    elif missed.before is not None:
        yield f"scores {value:g}, lower than before{was}"
    if missed.level is not None and result.standing is not None:
        yield f"is {result.standing.level.value}, below {missed.level.value} (min_level)"


def _is_severe(finding: Finding, fail_on: str) -> bool:
    return fail_on != "never" and _RANK[finding.severity] >= _RANK[Severity(fail_on)]


def _counts(finding: Finding, *, new_only: bool) -> bool:
    """Tell whether the gate counts a finding."""
    return finding.state is State.NEW or (finding.state is State.KNOWN and not new_only)


def _missed(result: TicketResult, limits: GateLimits, is_ratchet: bool, new_only: bool) -> Missed:
    value, earlier = result.score.value, result.earlier
    if value is None:
        return Missed()
    has_fallen, is_old = _has_fallen(result), earlier is not None and not earlier.is_fresh
    before = earlier.score if earlier and is_old and has_fallen and is_ratchet else None
    if new_only and is_old and not has_fallen:
        return Missed(before=before)
    is_low = limits.min_score is not None and value < limits.min_score
    return Missed(limits.min_score if is_low else None, _level(result, limits), before)


def _level(result: TicketResult, limits: GateLimits) -> Maturity | None:
    """Return the level that a ticket does not reach."""
    if limits.min_level is None or result.standing is None:
        return None
    least = Maturity(limits.min_level)
    return least if _LEVELS.index(result.standing.level) < _LEVELS.index(least) else None


def _has_fallen(result: TicketResult) -> bool:
    """Tell whether a ticket scores lower than it did by more than the tolerance."""
    value, earlier = result.score.value, result.earlier
    if value is None or earlier is None or earlier.score is None:
        return False
    return round(earlier.score - value, 1) > TOLERANCE
