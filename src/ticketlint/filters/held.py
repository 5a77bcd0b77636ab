"""Hold one ticket to its limits: what of it the gate counts, and which limits it misses itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from ticketlint.config.gatetable import GateLimits
from ticketlint.config.settings import Config
from ticketlint.model import Finding, Maturity, Severity, State, TicketResult

_WORST_FIRST = tuple(Severity)
_LEVELS = tuple(Maturity)
# Points that a score may fall before the gate counts a ticket as worse: about one small fact of the
# card. What is told where nothing fails for it is `CLEARLY_WORSE`.
TOLERANCE = 2.0


@dataclass(frozen=True, slots=True)
class Missed:
    """The limits that a ticket as a whole misses; None is kept.

    `score` is the `min_score` that it does not reach, `level` the `min_level`; `is_worse` tells
    that its score or level fell though it must not.
    """

    score: float | None = None
    level: Maturity | None = None
    is_worse: bool = False


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

    With `is_ratchet` it must not get worse where no limit says otherwise. One that is left out as
    a whole misses nothing.
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
    was = "" if not earlier or earlier.score is None else f" (it was {earlier.score:g})"
    if missed.score is not None:
        yield f"scores {value:g}, below {missed.score:g}{was}"
    elif missed.is_worse and result.fallen > TOLERANCE:
        yield f"scores {value:g}, lower than before{was}"
    if missed.level is not None and result.level is not None:
        yield f"is {result.level.value}, below {missed.level.value} (min_level)"
    elif missed.is_worse and earlier and earlier.level and result.level and result.has_lost_level:
        yield f"is {result.level.value}, lower than before (it was {earlier.level.value})"


def _is_severe(finding: Finding, fail_on: str) -> bool:
    if fail_on == "never":
        return False
    return _WORST_FIRST.index(finding.severity) <= _WORST_FIRST.index(Severity(fail_on))


def _counts(finding: Finding, *, new_only: bool) -> bool:
    """Tell whether the gate counts a finding."""
    return finding.state is State.NEW or (finding.state is State.KNOWN and not new_only)


def _missed(result: TicketResult, limits: GateLimits, is_ratchet: bool, new_only: bool) -> Missed:
    value, earlier = result.score.value, result.earlier
    if value is None:
        return Missed()
    is_worse = result.has_lost_level or result.fallen > TOLERANCE
    is_old = earlier is not None and not earlier.is_fresh
    if new_only and is_old and not is_worse:
        return Missed()
    must_not = is_ratchet if limits.not_worse is None else limits.not_worse
    is_low = limits.min_score is not None and value < limits.min_score
    least = limits.min_score if is_low else None
    return Missed(least, _level(result, limits), is_worse and must_not)


def _level(result: TicketResult, limits: GateLimits) -> Maturity | None:
    """Return the level that a ticket does not reach."""
    if limits.min_level is None or result.standing is None:
        return None
    least = Maturity(limits.min_level)
    return least if _LEVELS.index(result.standing.level) < _LEVELS.index(least) else None
