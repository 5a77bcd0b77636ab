"""Find the credentials that were blacked out when the ticket was read."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ticketlint.cleaning.credentials import BLACK
from ticketlint.matching.matches import Match
from ticketlint.model import SectionName

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.markup.blocks import Block

_RUN = re.compile(rf"{BLACK}{{3,}}(?:\s*{BLACK}+)*")


def check(ticket: "TicketDoc", _options: Mapping[str, Any]) -> Iterator[Match]:
    """Yield each blacked-out place in prose, and one match for each code block with some."""
    for passage in ticket.passages:
        for hit in _RUN.finditer(passage.text):
            yield Match(passage, hit.start(), hit.end())
    for field, body in ticket.bodies.items():
        for block in body.blocks:
            if _RUN.search(block.text) and not _is_prose(ticket, field, block):
                section = next(
                    (
                        p
                        for p in ticket.sections
                        if p.field == field and _holds(p.start, p.end, block)
                    ),
                    None,
                )
                yield Match(section=section, about=section.name if section else SectionName.OTHER)


def _holds(start: int, end: int, block: "Block") -> bool:
    return start <= block.start < end


def _is_prose(ticket: "TicketDoc", field: str, block: "Block") -> bool:
    return any(
        passage.field == field and _holds(block.start, block.end, passage.block)
        for passage in ticket.passages
    )
