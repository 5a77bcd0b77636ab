"""Find what proves that somebody wants a thing: links, numbers, requests, studies."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import MarkKind
from ticketlint.matching.matches import Match
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc

_SOURCE = re.compile(
    r"https?://|\b[A-Z][A-Z0-9]+-\d+\b|(?<![\w&])#\d+\b|\b\d+ ?%|"
    r"\b\d+ (of|out of|customers?|users?|clients?|tickets?|votes?|requests?|people|complaints|calls)\b|"
    r"(?i:\b(interview\w*|survey\w*|support tickets?|analytics|feedback|reported (by|in)|votes?|"
    r"according to|usability test|study|research shows|data shows|zendesk|churn\w*|forum|thread|"
    r"said|wrote|quote|asked (us |me )?(on|in|at|via)|last (week|month|quarter|year)|nps|csat)\b)"
)


def customer_evidence(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where the ticket names a source: a link, a count, a request."""
    linked = {MarkKind.LINK, MarkKind.KEY}
    for passage in ticket.passages:
        if any(mark.kind in linked for mark in passage.block.marks) or _SOURCE.search(passage.text):
            yield Match()
            return
    if ticket.ticket.links:
        yield Match()
