"""Find what proves a thing: messages, code, screenshots, links, numbers, requests."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import BlockKind, MarkKind
from ticketlint.matching.matches import Match
from ticketlint.model import Role
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc

_SHOWN = frozenset({BlockKind.CODE, BlockKind.LOG, BlockKind.MEDIA})
_MESSAGE = re.compile(
    r"[\"“'`«‘][^\"”'`»’\n]{4,300}[\"”'`»’]|https?://|\bat [\w$.]+\([\w.]+:\d+\)|\w(Error|Exception)\b"
    r"|\b(error|code|status)\W{0,3}(code )?[A-Z]?-?\d{3,}|\b0x[0-9a-fA-F]{4,}\b"
    r"|(?i:\b(screenshot|screencast|video|log|trace|stack|attach\w*|image|recording)s?\b)"
)
_SOURCE = re.compile(
    r"https?://|\b[A-Z][A-Z0-9]+-\d+\b|(?<![\w&])#\d+\b|\b\d+ ?%|"
    r"\b\d+ (of|out of|customers?|users?|clients?|tickets?|votes?|requests?|people|complaints|calls)\b|"
    r"(?i:\b(interview\w*|survey\w*|support tickets?|analytics|feedback|reported (by|in)|votes?|"
    r"according to|usability test|study|research shows|data shows|zendesk|churn\w*|forum|thread|"
    r"said|wrote|quote|asked (us |me )?(on|in|at|via)|last (week|month|quarter|year)|nps|csat)\b)"
)
_NO_SYMPTOM = re.compile(
    r"(?i)\b(not|n't|longer|stopped) work|broken|messed up|(weird|strange|odd|unexpected) "
)


def no_evidence(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match for a report that shows nothing; attachments must be known to be none."""
    attachments = ticket.ticket.attachments
    if attachments is None or attachments or _shows_something(ticket):
        return
    if not any(_MESSAGE.search(passage.text) for passage in ticket.passages):
        yield Match()


def customer_evidence(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where the ticket names a source: a link, a count, a request."""
    linked = {MarkKind.LINK, MarkKind.KEY}
    for passage in ticket.passages:
        if any(mark.kind in linked for mark in passage.block.marks) or _SOURCE.search(passage.text):
            yield Match()
            return
    if ticket.ticket.links:
        yield Match()


def symptoms(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield one match where a bug tells more than that something does not work."""
    telling = any(
        sentence.role is Role.OBSERVED
        and not _NO_SYMPTOM.search(sentence.span.text)
        and len(sentence.span.text.split()) >= 5
        for sentence in ticket.sentences
    )
    if telling or _shows_something(ticket) or ticket.ticket.attachments:
        yield Match()


def _shows_something(ticket: "TicketDoc") -> bool:
    blocks = (block for body in ticket.bodies.values() for block in body.blocks)
    images = (mark.kind is MarkKind.IMAGE for p in ticket.passages for mark in p.block.marks)
    return any(block.kind in _SHOWN for block in blocks) or any(images)
