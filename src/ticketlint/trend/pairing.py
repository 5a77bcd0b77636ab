"""The change of the tickets that two runs share."""

from collections.abc import Mapping
from statistics import median

from ticketlint.model import Paired

# A change within this many points is noise: one word changes a score by less (docs/score.md).
NOISE = 2.0


def paired(old: Mapping[str, float | None], new: Mapping[str, float | None]) -> Paired:
    """Return the change between the scores, 0 to 100, of two runs; keys are the tickets."""
    both = old.keys() & new.keys()
    changes = [
        after - before
        for key in sorted(both)
        if (before := old[key]) is not None and (after := new[key]) is not None
    ]
    return Paired(
        tickets=len(both),
        added=len(new) - len(both),
        gone=len(old) - len(both),
        better=sum(change > NOISE for change in changes),
        worse=sum(change < -NOISE for change in changes),
        median_change=round(median(changes), 1) if changes else None,
    )
