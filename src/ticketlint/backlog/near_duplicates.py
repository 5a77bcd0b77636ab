"""Find tickets that say nearly the same as an earlier one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ticketlint.backlog.matches import BacklogMatch
from ticketlint.backlog.store import BacklogTicket
from ticketlint.judging.signatures import HASHES, likeness
from ticketlint.rules.options import Options, Share

# Signatures that share a band of four hashes are compared: of two tickets at .8 likeness
# 99.98 % meet in one of the 16 bands, of two at .3 an eighth do.
_BANDS = 16
_BAND_BYTES = HASHES * 4 // _BANDS
# Tickets that are compared of those in one band: ten thousand copies stay linear.
_MOST = 3


class NearDuplicates(Options):
    """How alike two tickets are that say nearly the same, 0 to 1."""

    least: Share


def check(tickets: Sequence[BacklogTicket], options: NearDuplicates) -> Iterator[BacklogMatch]:
    """Yield each ticket that is at least `least` (0 to 1) like an earlier one."""
    bands: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    seen: list[tuple[str, str, bytes]] = []
    for index, ticket in enumerate(tickets):
        own = ticket.facts.signature
        seen.append((ticket.key, ticket.identity, own))
        places = [
            (number, own[number * _BAND_BYTES : (number + 1) * _BAND_BYTES])
            for number in range(_BANDS if own else 0)
        ]
        met = sorted({other for place in places for other in bands.get(place, ())})
        likest = [(likeness(own, seen[other][2]), -other) for other in met]
        share, other = max(likest, default=(0.0, 0))
        key, identity, _ = seen[-other]
        if share >= options.least and key != ticket.key:
            facts = {"other": key, "share": f"{share:.0%}"}
            yield BacklogMatch(index, facts=facts, identity=identity)
        for place in places:
            if len(bands[place]) < _MOST:
                bands[place].append(index)
