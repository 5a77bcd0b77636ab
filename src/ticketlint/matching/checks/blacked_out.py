"""Find the credentials that were blacked out when the ticket was read."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ticketlint.harmless.credentials import BLACK
from ticketlint.matching.matches import Match
from ticketlint.model import SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.markup.blocks import Block
    from ticketlint.cleaning.sections import Section

_RUN = re.compile(rf"{BLACK}{{3,}}(?:\s*{BLACK}+)*")


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each blacked-out place in prose, and one match for each code block with some."""
    for passage in ticket.passages:
        for hit in _RUN.finditer(passage.text):
            yield Match(passage, hit.start(), hit.end())
    for field, body in ticket.bodies.items():
        prose = sorted(p.block.start for p in ticket.passages if p.field == field)
        sections = sorted((s for s in ticket.sections if s.field == field), key=_start)
        for block in body.blocks:
            if _RUN.search(block.text) and not _is_prose(prose, block):
                section = _section_of(sections, block)
                yield Match(section=section, about=section.name if section else SectionName.OTHER)


def _start(section: "Section") -> int:
    return section.start


def _section_of(sections: Sequence["Section"], block: "Block") -> "Section | None":
    """Return the section that begins last before the block, if the block stands in it."""
    place = bisect_right(sections, block.start, key=_start) - 1
    return sections[place] if place >= 0 and block.start < sections[place].end else None


def _is_prose(starts: Sequence[int], block: "Block") -> bool:
    """Tell whether a passage begins within the block."""
    place = bisect_left(starts, block.start)
    return place < len(starts) and starts[place] < block.end
