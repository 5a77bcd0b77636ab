"""Find lines of a template that nobody has replaced."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.cleaning.sections import is_instruction
from ticketlint.matching.matches import Match
from ticketlint.model import SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each line that still tells the author what to write."""
    for passage in ticket.passages:
        if passage.section is not SectionName.TITLE and is_instruction(passage.text):
            text = passage.text.strip()
            start = passage.text.index(text)
            yield Match(passage, start, start + len(text))
