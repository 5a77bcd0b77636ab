"""Find out whether a ticket gives a reason; rules use it as an excuse."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where the ticket gives a reason."""
    from ticketlint.matching.signals.reasons import gives_reason

    if gives_reason(ticket):
        yield Match()
