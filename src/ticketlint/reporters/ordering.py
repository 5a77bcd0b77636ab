"""Results in another order; the order is held, the results stay on disk."""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ticketlint.model import Severity, State, TicketResult, TicketResults
from ticketlint.model.coding import of_results
from ticketlint.model.spill import Spill
from ticketlint.reporters.tally import counting
from ticketlint.reporters.view import Order

_DIGITS = re.compile(r"([0-9]+)")
Natural = tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """Some results of many, by their numbers."""

    kept: Spill[TicketResult]
    numbers: Sequence[int]

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[TicketResult]:
        return (self.kept[number] for number in self.numbers)


def kept(results: TicketResults) -> Spill[TicketResult]:
    """Return results that can be read by their numbers, each apart from those around it."""
    spill = Spill(of_results(), together=1)
    for result in results:
        spill.append(result)
    return spill


def in_order(results: TicketResults, order: Order | None) -> TicketResults:
    """Return results in the order that a person asked for, equal ones as they were.

    score: the lowest first, unscored ones last; findings: most errors first, then warnings, then
    notes; new: the same of findings that no baseline knows; key: PAY-2 before PAY-10.
    """
    if order is None:
        return results
    key = _KEYS[order]
    spill = Spill(of_results(), together=1)
    keys = []
    for result in results:
        keys.append(key(result))
        spill.append(result)
    return Picked(spill, array("L", sorted(range(len(keys)), key=keys.__getitem__)))


def natural(name: str) -> Natural:
    """Return what puts names with numbers in the order in which people count."""
    parts = _DIGITS.split(name)
    return tuple(
        # Compared as text: digits of a stranger's key can be too many for a number.
        (word.casefold(), len(digits.lstrip("0")), digits.lstrip("0"))
        for word, digits in zip(parts[::2], [*parts[1::2], ""], strict=True)
    )


def by_severity(result: TicketResult, *, new: bool = False) -> tuple[int, ...]:
    """Return the numbers of findings, the worst first and below 0: most come first."""
    counts = Counter(
        finding.severity for finding in counting(result) if not new or finding.state is State.NEW
    )
    return tuple(-counts[severity] for severity in Severity)


def _by_score(result: TicketResult) -> tuple[bool, float]:
    value = result.score.value
    return value is None, value or 0.0


_KEYS: Mapping[Order, Callable[[TicketResult], tuple[object, ...]]] = {
    "score": _by_score,
    "findings": by_severity,
    "key": lambda result: natural(result.key),
    "new": lambda result: by_severity(result, new=True),
}
