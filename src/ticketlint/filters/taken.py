"""What a baseline that is updated takes for known, ticket by ticket."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ticketlint.filters.baseline import KnownTicket
from ticketlint.judging.findings import quoted
from ticketlint.model import Maturity, TicketResult

_LEVELS = tuple(Maturity)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was known of a ticket, None for one that is new, and what is known now."""

    key: str
    before: KnownTicket | None
    after: KnownTicket

    @property
    def added(self) -> int:
        """Return the number of findings that were not known."""
        return len(self.after.findings.keys() - (self.before.findings if self.before else {}))

    @property
    def fallen(self) -> float:
        """Return by how many points the score is lower, 0 for one that is not."""
        before, after = self.before.score if self.before else None, self.after.score
        return 0.0 if before is None or after is None else max(before - after, 0.0)

    @property
    def has_lost_level(self) -> bool:
        """Tell whether the level is lower."""
        before, after = self.before.level if self.before else None, self.after.level
        return bool(before and after) and _rank(after) < _rank(before)

    def __str__(self) -> str:
        """Return a line such as `WEB-7 95 → 18.2, ready → draft, 3 added`."""
        told = [_score(self.after)]
        if self.before is None:
            told.insert(0, "new")
        elif self.before.score != self.after.score:
            told[0] = f"{_score(self.before)} → {told[0]}"
        if self.before and self.before.level != self.after.level:
            told.append(f"{_level(self.before)} → {_level(self.after)}")
        told += [f"{self.added} added"] if self.added else []
        return f"{quoted(self.key)} {', '.join(told)}"


def taken(
    before: Mapping[str, KnownTicket],
    after: Mapping[str, KnownTicket],
    results: Iterable[TicketResult],
) -> list[Taken]:
    """Return the tickets of which more is known than before, or a lower score or level.

    Those that fell most come first, then those with most findings added.
    """
    keys = {one.address.identity: one.key for one in results}
    all_of_them = (
        Taken(key, before.get(name), after[name]) for name, key in keys.items() if name in after
    )
    told = [one for one in all_of_them if one.added or one.fallen or one.has_lost_level]
    return sorted(told, key=lambda one: (-one.fallen, -one.added))


def _rank(level: Maturity | None) -> int:
    return _LEVELS.index(level) if level else -1


def _score(ticket: KnownTicket) -> str:
    return "unscored" if ticket.score is None else f"{ticket.score:g}"


def _level(ticket: KnownTicket) -> str:
    return ticket.level.value if ticket.level else "no level"
