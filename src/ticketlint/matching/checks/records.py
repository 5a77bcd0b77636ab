"""Tell what is odd about the record itself: no title, a description in a block of code."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc

# What trackers and people put where a title has to stand.
_NO_TITLE = re.compile(r"(?i)[\W_]*(?:(?:untitled|no title|new (?:issue|ticket|task))[\W_]*)?")


def empty_title(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where the title holds no word."""
    if _NO_TITLE.fullmatch(ticket.ticket.title):
        yield Match(about=SectionName.TITLE)


def unfenced(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where a field was one block of code and is read as prose."""
    if ticket.outline.unfenced:
        yield Match()
