"""Find tickets that say nearly the same as an earlier one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ticketlint.backlog.matches import BacklogMatch
from ticketlint.backlog.options import NearDuplicates
from ticketlint.backlog.store import BacklogTicket
from ticketlint.judging.signatures import HASHES, likeness

# Signatures that share a band of four hashes are compared: of two tickets at .8 likeness
# 99.98 % meet in one of the 16 bands, of two at .3 an eighth do.
_BANDS = 16
_BAND_BYTES = HASHES * 4 // _BANDS
# Tickets that are compared of those in one band: ten thousand copies stay linear.
_MOST = 3


def check(tickets: Sequence[BacklogTicket], options: NearDuplicates) -> Iterator[BacklogMatch]:
    """Yield each ticket that is at least `least` (0 to 1) like an earlier one.

    What is held of a ticket are its signature, its key and its identity.
    """
    told: list[tuple[int, str, str]] = []
    signatures = bytearray()
    for index, ticket in enumerate(tickets):
        if ticket.facts.signature:
            told.append((index, ticket.key, ticket.identity))
            signatures += ticket.facts.signature
    for number, others in sorted(_met(signatures).items()):
        own = _signature(signatures, number)
        share, other = max((likeness(own, _signature(signatures, one)), -one) for one in others)
        index, key, _ = told[number]
        _, first, identity = told[-other]
        if share >= options.least and first != key:
            facts = {"other": first, "share": f"{share:.0%}"}
            yield BacklogMatch(index, facts=facts, identity=identity)


def _met(signatures: bytearray) -> Mapping[int, AbstractSet[int]]:
    """Return by its number which earlier signatures each meets in a band.

    One band after the other: all of them at once take ten times the memory.
    """
    met: dict[int, set[int]] = defaultdict(set)
    for band in range(_BANDS):
        first: dict[bytes, tuple[int, ...]] = {}
        starts = range(band * _BAND_BYTES, len(signatures), _BANDS * _BAND_BYTES)
        for number, start in enumerate(starts):
            place = bytes(signatures[start : start + _BAND_BYTES])
            known = first.get(place, ())
            if known:
                met[number].update(known)
            if len(known) < _MOST:
                first[place] = (*known, number)
    return met


def _signature(signatures: bytearray, number: int) -> bytes:
    size = _BANDS * _BAND_BYTES
    return bytes(signatures[number * size : (number + 1) * size])
