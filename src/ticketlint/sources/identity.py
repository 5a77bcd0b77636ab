"""What a ticket is known by from run to run, also where nobody gave it a key."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ticketlint.model import Ticket
from ticketlint.sources.origin import Item


def identity_of(ticket: Ticket) -> str:
    """Return the key, or where our reader made it up 16 hex digits of the ticket's own content.

    That is its title, without one its description; `occurrence` tells equal tickets apart.
    """
    if ticket.key and not ticket.is_key_made_up:
        return ticket.key
    told = f"{_content(ticket)}\0{ticket.occurrence}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=8).hexdigest()


def counted(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items, tickets without a key of their own numbered among those like them."""
    seen: Counter[bytes] = Counter()
    for item in items:
        if isinstance(item, Ticket) and item.is_key_made_up:
            content = _content(item).encode("utf-8", "surrogatepass")
            own = hashlib.blake2b(content, digest_size=8).digest()
            seen[own] += 1
            yield replace(item, occurrence=seen[own])
        else:
            yield item


def _content(ticket: Ticket) -> str:
    """Return the title; where the reader put the made-up key in its place, the description."""
    title = "" if ticket.title == ticket.key else " ".join(ticket.title.split())
    description = ticket.field("description")
    return title or (" ".join(description.text.split()) if description else "")
