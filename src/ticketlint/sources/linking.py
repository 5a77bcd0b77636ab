"""The address of a ticket in its tracker, made of its key where an export does not tell it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar
from urllib.parse import quote

from ticketlint.config.parts import LINKED_KEY
from ticketlint.model import Ticket
from ticketlint.sources.origin import Read

One = TypeVar("One", bound=Read)


def linked(items: Iterable[One], links: str) -> Iterator[One | Ticket]:
    """Yield the items; tickets with a key of their own and no address have one from `links`.

    `links` is an address that holds `{key}`, "" for none. A key stays one part of it, whatever
    signs it holds.
    """
    for item in items:
        if links and isinstance(item, Ticket) and not item.url and not item.is_key_made_up:
            yield replace(
                item, url=links.replace(LINKED_KEY, quote(item.key, safe="", errors="replace"))
            )
        else:
            yield item
