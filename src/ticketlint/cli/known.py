"""How the commands on a baseline tell what is known, and what a run adds to it and drops."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ticketlint.config.settings import Config
    from ticketlint.filters.baseline import Known, KnownTicket
    from ticketlint.filters.madeby import Made
    from ticketlint.model import TicketResult

# So many tickets are listed by an update; git shows them all.
_MOST_TICKETS = 20
_LESS = "less severe not shown, --level note"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """The file of a baseline, what it held before, and by what a run shows its findings.

    `made` is what it will say that it was made by.
    """

    path: Path
    config: "Config"
    before: "Mapping[str, KnownTicket]" = field(default_factory=dict)
    made: "Made | None" = None

    def shown_in(self, results: "Iterable[TicketResult]") -> "Mapping[str, Config]":
        """Return by the identity of tickets the settings that say what of them is shown."""
        return {
            one.address.identity: self.config.shown_for(one.address, one.kind) for one in results
        }

    def told(self, tickets: "Mapping[str, KnownTicket]", shown_in: "Mapping[str, Config]") -> str:
        """Return how much is known, and what changed; the numbers are those of a run over it."""
        from ticketlint.config.textfile import shown as shown_path

        def counts(found: "Iterable[tuple[str, Known]]") -> tuple[int, int]:
            shows = [
                shown_in.get(ticket, self.config).shows(one.rule, one.severity)
                for ticket, one in found
            ]
            return sum(shows), len(shows) - sum(shows)

        count, less = counts((name, one) for (name, _), one in _entries(tickets).items())
        hidden = f" ({less} {_LESS})" if less else ""
        held = f"{_number(count, 'finding')}{hidden} in {_number(len(tickets), 'ticket')}"
        changed = self._changed(tickets, counts) if self.before else ""
        return f"{shown_path(self.path)}: {held}{changed}"

    def _changed(
        self,
        tickets: "Mapping[str, KnownTicket]",
        counts: "Callable[[Iterable[tuple[str, Known]]], tuple[int, int]]",
    ) -> str:
        """Return what a new content adds and drops."""
        old, new = _entries(self.before), _entries(tickets)
        added, less_added = counts((key[0], new[key]) for key in new.keys() - old.keys())
        dropped, less_dropped = counts((key[0], old[key]) for key in old.keys() - new.keys())
        less = (
            f" (and {less_added} and {less_dropped} {_LESS})" if less_added + less_dropped else ""
        )
        return f"; {added} added, {dropped} dropped{less}"

    def added(self, tickets: "Mapping[str, KnownTicket]") -> Iterator[str]:
        """Yield by rule how much is known now that was not; nothing where there was none before."""
        old, new = _entries(self.before), _entries(tickets)
        found = [one for key, one in new.items() if key not in old] if self.before else []
        if found:
            yield "Added, by rule; look through what is no old debt (git has the file of before):"
        yield from by_rule(found)

    def taken(
        self, tickets: "Mapping[str, KnownTicket]", results: "Iterable[TicketResult]"
    ) -> Iterator[str]:
        """Yield by ticket what is known now that was not: findings, a lower score, a lower level.

        Those that fell most stand first; nothing where there was no baseline before.
        """
        from ticketlint.filters.taken import taken

        told = taken(self.before, tickets, results) if self.before else []
        if told:
            yield "Taken for known, by ticket:"
        yield from (f"  {one}" for one in told[:_MOST_TICKETS])
        if told[_MOST_TICKETS:]:
            yield f"  and {len(told) - _MOST_TICKETS} more tickets"


def by_rule(found: "Iterable[Known]") -> Iterator[str]:
    """Yield how much is known of each rule and severity, the most first."""
    counts = Counter((one.rule, one.severity.value) for one in found)
    for (rule, severity), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>7}  {severity:<7}  {rule}"


def _entries(tickets: "Mapping[str, KnownTicket]") -> "dict[tuple[str, str], Known]":
    """Return what is known by ticket and fingerprint."""
    return {
        (name, print_): one
        for name, ticket in tickets.items()
        for print_, one in ticket.findings.items()
    }


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
