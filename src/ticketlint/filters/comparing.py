"""Compare a run with what is known: which findings are new, which are gone, what got worse."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from ticketlint.config.settings import Config
from ticketlint.filters.baseline import Baseline, Known, is_judged, prints, still_there
from ticketlint.filters.dates import read_date
from ticketlint.filters.madeby import Made
from ticketlint.judging.findings import quoted
from ticketlint.model import (
    Address,
    Changes,
    Earlier,
    Finding,
    Notice,
    State,
    TicketResult,
    TicketResults,
)

# So many settings that differ are named.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a run is compared with: a baseline or report, a day, or both.

    A ticket that was created or changed on the day `since` or later is new as a whole. Without a
    baseline all others are known. `is_ratchet`: no ticket that was there may get worse, whether
    it has changed or not.
    `now` is what the run judges by.
    """

    baseline: Baseline | None = None
    since: date | None = None
    is_ratchet: bool = False
    now: Made | None = None

    @property
    def changed(self) -> str:
        """Return in words what a baseline was made by, "" where the run judges by the same."""
        made = self.baseline.made if self.baseline else None
        if made is None or self.now is None:
            return ""
        other = list(made.unlike(self.now))
        more = f" and {len(other) - _NAMED} more" if other[_NAMED:] else ""
        told = ", ".join(other[:_NAMED]) + more
        if made.ticketlint != self.now.ticketlint:
            by = f"ticketlint {made.ticketlint}, this is {self.now.ticketlint}"
            return f"{by} ({told})" if told else by
        return f"other settings ({told})" if told else ""

    @property
    def against(self) -> str:
        """Return the name of what the run is compared with."""
        day = self.since.isoformat() if self.since else ""
        return ", ".join(filter(None, [self.baseline.name if self.baseline else "", day]))

    def earlier(self, address: Address) -> Earlier:
        """Return what is known of a ticket."""
        known = self.baseline.tickets.get(address.identity) if self.baseline else None
        is_new = self.baseline is not None and known is None
        is_fresh = is_new or self._has_changed(address)
        return Earlier(is_fresh, known.score, known.level) if known else Earlier(is_fresh)

    def _has_changed(self, address: Address) -> bool:
        """Tell whether a ticket is of this day or a later one; one without a date may be."""
        if self.since is None:
            return False
        days = [read_date(told) for told in (address.created, address.updated) if told.strip()]
        return not days or any(day is None or day >= self.since for day in days)

    def knows(self, finding: Finding, address: Address) -> bool:
        """Tell whether a finding of a ticket that has not changed is known."""
        if self.baseline is None:
            return True
        known = self.baseline.tickets.get(address.identity)
        return known is not None and any(one in known.findings for one in prints(finding, address))


@dataclass(frozen=True, slots=True)
class Compared:
    """Results in which each finding says whether it is new; what is suppressed stays so."""

    results: TicketResults
    comparison: Comparison

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[TicketResult]:
        return (self._compared(result) for result in self.results)

    def _compared(self, result: TicketResult) -> TicketResult:
        earlier = self.comparison.earlier(result.address)
        findings = tuple(self._stated(one, result.address, earlier) for one in result.findings)
        judgement = replace(result.judgement, findings=findings)
        return replace(result, judgement=judgement, earlier=earlier)

    def _stated(self, finding: Finding, address: Address, earlier: Earlier) -> Finding:
        if finding.state is State.SUPPRESSED:
            return finding
        is_known = not earlier.is_fresh and self.comparison.knows(finding, address)
        return replace(finding, state=State.KNOWN if is_known else State.NEW)


@dataclass(slots=True)
class ChangeCount:
    """Counts what changed, a result at a time; `run` are the rules that judged.

    Only what the configuration shows is counted: nobody is told of a number that no list shows.
    """

    comparison: Comparison
    run: frozenset[str]
    config: Config
    _new: int = 0
    _known: int = 0
    # By ticket what is known and was not found; two tickets may share a key.
    _gone: dict[str, dict[str, Known]] = field(default_factory=dict)
    _undated: list[str] = field(default_factory=list)
    _worse: list[str] = field(default_factory=list)
    # By ticket the key under which it is told.
    _keys: dict[str, str] = field(default_factory=dict)

    def add(self, result: TicketResult) -> None:
        """Count one more result."""
        config = self.config.shown_for(result.address, result.kind)
        for finding in result.findings:
            is_shown = config.shows(finding.rule, finding.severity)
            self._new += is_shown and finding.state is State.NEW
            self._known += is_shown and finding.state is State.KNOWN
        if self.comparison.since and not _is_dated(result.address):
            self._undated.append(result.key)
        if result.is_worse:
            self._worse.append(quoted(result.key))
        if self.comparison.baseline and is_judged(result):
            self._look_for(result, self.comparison.baseline)

    def _look_for(self, result: TicketResult, baseline: Baseline) -> None:
        """Keep what is known of the ticket and was not found in it."""
        name = result.address.identity
        known = baseline.tickets.get(name)
        if known is None or not known.findings:
            return
        found = {one for finding in result.findings for one in prints(finding, result.address)}
        left = self._gone.get(name, known.findings)
        self._keys[name] = quoted(result.key)
        self._gone[name] = {one: what for one, what in left.items() if one not in found}

    def fixed(self) -> Iterator[tuple[str, str]]:
        """Yield ticket and fingerprint of what is known and no longer there."""
        for name, left in self._gone.items():
            for one, what in left.items():
                if still_there(what.rule, self.run):
                    yield name, one

    def changes(self) -> Changes:
        """Return the numbers."""
        fixed = [name for name, one in self.fixed() if self._is_shown(name, one)]
        return Changes(
            self.comparison.against,
            self._new,
            len(fixed),
            self._known,
            fixed_in=tuple(dict.fromkeys(self._keys[name] for name in fixed)),
            worse=tuple(self._worse),
        )

    def _is_shown(self, name: str, one: str) -> bool:
        known = self._gone[name][one]
        return self.config.shows(known.rule, known.severity)

    def notices(self) -> Iterator[Notice]:
        """Yield what a reader must know of the comparison."""
        since = self.comparison.since
        if since and self.comparison.baseline is None:
            told = f"without a baseline all findings in tickets older than {since} count as known"
            yield Notice(told, "--since")
        if self._new and self.comparison.baseline and self.comparison.changed:
            yield Notice(
                f"it was made by {self.comparison.changed}, so what the rules of now find beside is"
                f" new (`ticketlint baseline update INPUT`, on the main branch and in a commit of"
                " its own, takes that for known)",
                self.comparison.baseline.name,
                explains=True,
            )
        if self._undated:
            count, first = len(self._undated), self._undated[0]
            told = f"{count} ticket{'s' if count > 1 else ''} without a date that can be read"
            yield Notice(f"{told}, counted as new ({first} is the first)", "--since", explains=True)


def _is_dated(address: Address) -> bool:
    days = [read_date(told) for told in (address.created, address.updated) if told.strip()]
    return bool(days) and None not in days
