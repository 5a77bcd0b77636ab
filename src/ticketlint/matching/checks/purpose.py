"""Find out whether a ticket gives a reason; rules use it as an excuse."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import Extent
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where the ticket gives a reason, or the report says that it does."""
    from ticketlint.matching.signals.reasons import gives_reason
    from ticketlint.matching.signals.telling import tells_of

    if gives_reason(ticket) or tells_of(ticket).why.state is Extent.YES:
        yield Match()
