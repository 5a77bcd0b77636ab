"""Whole characters: text without the halves of characters that JSON can hold."""

import re
from dataclasses import fields, replace
from typing import Any

from ticketlint.model import Ticket

# JSON may hold half a character ("\ud800"), which no encoding can write.
_HALF = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Where a ticket comes from is no text: a file whose name is not UTF-8 keeps it.
_PLACES = frozenset({"source", "line"})


def whole(text: str) -> str:
    """Return the text with each half of a character replaced, of the same length."""
    return text if text.isascii() else _HALF.sub(REPLACEMENT, text)


def whole_ticket(ticket: Ticket) -> Ticket:
    """Return the ticket with whole characters in its title, its fields and its facts."""
    texts = tuple(replace(field, text=whole(field.text)) for field in ticket.fields)
    facts = {
        one.name: _whole_fact(getattr(ticket, one.name))
        for one in fields(ticket)
        if one.name != "fields" and one.name not in _PLACES
    }
    return replace(ticket, fields=texts, **facts)


def _whole_fact(value: Any) -> Any:
    if isinstance(value, str):
        return whole(value)
    return tuple(map(_whole_fact, value)) if isinstance(value, tuple) else value
