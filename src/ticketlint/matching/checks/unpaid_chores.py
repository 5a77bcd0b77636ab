"""Find technical work that does not say what it costs to leave it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.annotation.lexicon.prescriptions import is_inward
from ticketlint.matching.matches import Match
from ticketlint.model import SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield the title of a chore without a reason."""
    from ticketlint.matching.signals.reasons import gives_reason

    for passage in ticket.passages:
        if passage.section is SectionName.TITLE and is_inward(passage.text):
            text = passage.text.strip()
            start = passage.text.index(text)
            if not gives_reason(ticket):
                yield Match(passage, start, start + len(text))
