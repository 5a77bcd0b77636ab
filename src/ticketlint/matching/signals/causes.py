"""Tell whether a ticket explains what goes wrong: its cause, its fix, a line of a log."""

import re
from typing import TYPE_CHECKING

from ticketlint.matching.signals.shown import written
from ticketlint.model import SectionState

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Section

_CAUSE = re.compile(
    r"(?i)\b(?:(?:caused|triggered) by|(?:root )?cause (?:is|was)|because|due to|since (?:the|we)"
    r"|the (?:reason|problem|issue|culprit) (?:is|was|seems|lies)"
    r"|(?:come|read|take|use)s? (?:[\w-]+ ){1,6}(?:rather than|instead of)"
    r"|does(?: not|n't) exist|off[- ]by[- ]one|traced to|repro(?:duced?)? (?:via|by|using)"
    r"|never called|(?:is|are|was) (?:hard.?coded|missing from|never"
    r"|not (?:called|set|passed|escaped|checked|registered|initiali[sz]ed)))\b"
)
_ROOT = re.compile(r"(?i)\W*(?:root cause|cause|ursache|fix strategy)\b")
# Who tells the fix has found the cause.
_FIX = re.compile(
    r"(?im)^\W{0,4}(?:(?:proposed|suggested) )?(?:fix(?:ed)?|solution|lösung)(?: ?:|\W*$)"
)
# A line of a log that somebody quotes in prose.
_LOGGED = re.compile(r"\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
# Whoever builds sees it.
_BUILT = re.compile(
    r"(?i)\b(?:compil\w+|(?:build|tests?|pipelines?|job) (?:is |are )?(?:fail|break|broke)\w*"
    r"|break(?:s|ing)? (?:the )?(?:\w+ )?build\w*|(?:not|n't|cannot|can't) (?:build|compile)"
    r"|(?:fails?|unable) to (?:build|compile)|deprecat\w+ warning|flak(?:y|iness))\b"
)


def is_explained(ticket: "TicketDoc") -> bool:
    """Tell whether a ticket names the cause, the fix or a log, or whoever builds sees the fault."""
    text = written(ticket)
    told = any(one.search(text) for one in (_CAUSE, _FIX, _BUILT, _LOGGED))
    return told or any(map(_is_cause, ticket.sections))


def _is_cause(section: "Section") -> bool:
    if section.state is SectionState.PRESENT and _FIX.match(section.heading):
        return True
    return _ROOT.match(section.heading) is not None
