"""Find what makes a part that is missing hardly worth asking for; rules become quiet there.

Each check yields one match where a reader would shrug: an address that answers 404 has no
version, a typo needs no reason, "rename `a` to `b`" no criteria. Of a ticket without any text
one says that, and not what else it lacks.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import BlockKind, MarkKind
from ticketlint.matching.matches import Match
from ticketlint.matching.signals.orders import exactness, is_self_evident
from ticketlint.matching.signals.requests import asks_for_help
from ticketlint.matching.signals.shown import (
    blocks_of,
    points_elsewhere,
    proposes,
    shows_command,
    shows_fault,
)
from ticketlint.model import Role, SectionName, SectionState
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Section

_STORY = re.compile(
    r"(?i)\bas an? [^.]{2,80}?,? ?(?:i|we) (?:want|need|can|could|would like|should|must|am able)\b"
)
# From here on an order says what is changed, and into what.
_EXACT = 0.6
# From this confidence on (0 to 1) a sentence tells what goes wrong.
_CONFIDENCE = 0.4
# What runs in one place for all, or is text: no version of the reader's makes a difference.
_HOSTED = re.compile(
    r"(?i)\b(?:40[34] (?:error|page|not found)|(?:an?|with|returns?|gives?|is) 40[34]\b|redirect\w*"
    r"|(?:broken|dead|wrong) (?:link|url)s?|web ?sites?|landing page|home ?page|handbook|blog"
    r"|newsletter|e-?mail template|marketing|documentation|docs|read ?me|changelog"
    r"|spec(?:ification)?s?|rfc ?\d*|normative|sections? \d+(?:\.\d+)+"
    r"|portal|typos?|spelling|translation|storybook|(?:ci|build|test) (?:job|pipeline|server)s?"
    r"|pipelines?|unit tests?|e2e|linter|static analysis|hosted|saas)\b"
    r"|(?<![\w@./-])(?:[a-z][\w-]{1,30}\.){2,3}(?:com|org|net|io|edu|gov)\b"
)
_ADDRESS = re.compile(r"https?://[^\s)\]>]+")
# A title of so many words tells what is wanted.
_WORD, _TITLE_WORDS = re.compile(r"[^\W_]{2,}"), 4
# An address in a tracker, of a picture or of talk is no place where a fault is seen.
_ELSEWHERE = re.compile(
    r"(?i)/(?:issues|merge_requests|pull|commits?|discussions?|uploads|browse|attachments|epics"
    r"|questions)\b"
    r"|\.(?:png|jpe?g|gif|mp4|mov|svg)\b|youtu|imgur|sentry|slack|discord|notion|figma|gist"
)
# A line of source: by its number, or by the commit that a link holds.
_LINE = re.compile(
    r"\.[a-z]{1,5}\s?(?::|\(|#L| line )\d+|/blob/[0-9a-f]{7,40}/|#L\d+|(?i:\blines? \d+\b)"
)
_CAUSE = re.compile(
    r"(?i)\b(?:(?:caused|triggered) by|(?:root )?cause (?:is|was)|because|due to|since (?:the|we)"
    r"|the (?:reason|problem|issue|culprit) (?:is|was|seems|lies)"
    r"|does(?: not|n't) exist|traced to|repro(?:duced?)? (?:via|by|using)"
    r"|never called|(?:is|are|was) (?:hard.?coded|missing from|never"
    r"|not (?:called|set|passed|escaped|checked|registered|initiali[sz]ed)))\b"
)
_ROOT = re.compile(r"(?i)\W*(?:root cause|cause|ursache|fix strategy)\b")
# A line of a log that somebody quotes in prose.
_LOGGED = re.compile(r"\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
# Whoever builds sees it.
_BUILT = re.compile(
    r"(?i)\b(?:compil\w+|(?:build|tests?|pipelines?|job) (?:is |are )?(?:fail|break|broke)\w*"
    r"|break(?:s|ing)? (?:the )?(?:\w+ )?build\w*|(?:not|n't|cannot|can't) (?:build|compile)"
    r"|(?:fails?|unable) to (?:build|compile)|deprecat\w+ warning|flak(?:y|iness))\b"
)
# As others have it, what it is for, what is not there: a reason, if a short one.
_AIM = re.compile(
    r"(?i)\b(?:align\w*|consisten\w*|parity|in line|unif\w+|standardi[sz]\w+)\b"
    r"|\b(?:same|just|like|as) (?:as|like|in|we|the other|posts?|it (?:is|was|does))\b"
    r"|\b(?:used|needed|required|useful|helpful|necessary) (?:for|by|to|when|in)\b"
    r"|\b(?:there|it) (?:is|are|appears?|seems?)(?: to be)? (?:no|not|nothing|only)\b"
    r"|\bto (?:take advantage|benefit|profit|get rid|comply|keep up)\b"
    r"|\bpurpose\b|\b(?:to|for) (?:avoid|prevent|allow|enable|support|improve|reduce"
    r"|optimi[sz]e"
    r"|make|help|better|easier|faster)\b|\baccessib\w+|\bsecur\w+|\bcurrently\b|\bstill\b"
    r"|\binstead of\b|\bto (?:simplify|ensure|validate|verify)\b"
    r"|\bfor (?:proper|clear|consistent|safe|backward|better)\w*[ -][a-z]+|\bdelivers:"
    r"|\b(?:unused|obsolete|deprecated|redundant|dead code)\b"
)
# Why a part is wanted stands in the whole.
_PARTS = frozenset({"sub-task", "subtask"})
_GOAL = re.compile(
    r"(?i)\W*(?:the |our )?(?:goals?|aims?|objectives?|purpose|motivation|benefits?)\b"
)
# What a thing that is made must hold is how one sees that it is made.
_HOLDS = re.compile(
    r"(?i)\b(?:should|must|shall|needs? to|has to) (?:include|contain|cover|consist)\b"
)
_DEAD = re.compile(r"(?i)\b(?:broken|dead|wrong) (?:link|url)s?\b|\b40[34]\b")
_FAULT = re.compile(r"(?i)\b(?:error|exception|traceback|stack ?trace|crash\w*|warning)\b")


def no_text(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield a match where there is a title and nothing else: no picture and no address."""
    if _is_empty(ticket) and not points_elsewhere(ticket):
        yield Match()


def told_otherwise(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield a match where there is no text, a fault is shown, or a title points to what is."""
    bare = _is_empty(ticket) or _is_address(ticket)
    is_titled = len(_WORD.findall(ticket.ticket.title)) >= _TITLE_WORDS
    points = points_elsewhere(ticket)
    if shows_fault(ticket) or (_is_empty(ticket) and not points) or (bare and is_titled):
        yield Match()


def no_place(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield a match where no version or device makes a difference to what is reported."""
    excuses = (
        *(_is_empty, _is_hosted, _is_explained, _shows_source, _is_pinned),
        *(_is_order, _is_page, proposes),
    )
    if any(holds(ticket) for holds in excuses):
        yield Match()


def plain_fault(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield a match where a fault is plain to see without steps: a page, a line, its cause."""
    excuses = (
        *(_is_empty, _is_explained, _is_page, _is_pinned),
        *(_is_order, proposes, shows_command),
    )
    if any(holds(ticket) for holds in excuses):
        yield Match()


def plain_reason(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield a match where the reason is plain, or half told: a typo, as others do it, an aim."""
    excuses = (_is_empty, _is_known, _is_asking, _is_part, _has_aim, _observes)
    if any(holds(ticket) for holds in excuses):
        yield Match()


def plain_end(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield a match where the end is plain: an exact order, a question, what a thing must hold."""
    if any(holds(ticket) for holds in (_is_empty, _is_known, _is_exact, _is_asking, _has_end)):
        yield Match()


def _is_hosted(ticket: "TicketDoc") -> bool:
    return _HOSTED.search(_written(ticket)) is not None


def _is_explained(ticket: "TicketDoc") -> bool:
    text = _written(ticket)
    told = any(one.search(text) for one in (_CAUSE, _BUILT, _LOGGED))
    return told or any(_ROOT.match(section.heading) for section in ticket.sections)


def _is_address(ticket: "TicketDoc") -> bool:
    """Tell whether nothing is written below the title but addresses."""
    below = (p for p in ticket.passages if p.section is not SectionName.TITLE)
    texts = [p.text for p in below if not p.is_unwritten]
    return bool(texts) and not any(_ADDRESS.sub("", text).strip(" .,:;-()") for text in texts)


def _is_known(ticket: "TicketDoc") -> bool:
    return is_self_evident(ticket.ticket.title)


def _is_exact(ticket: "TicketDoc") -> bool:
    return exactness(ticket.ticket.title) >= _EXACT


def _is_part(ticket: "TicketDoc") -> bool:
    own = ticket.ticket
    is_numbered_below = bool(own.parent) and own.key.startswith(f"{own.parent}.")
    return own.type.casefold() in _PARTS or is_numbered_below


def _is_asking(ticket: "TicketDoc") -> bool:
    return asks_for_help(ticket.ticket.title, _written(ticket))


def _has_aim(ticket: "TicketDoc") -> bool:
    return _AIM.search(_written(ticket)) is not None or any(map(_is_aim, ticket.sections))


def _has_end(ticket: "TicketDoc") -> bool:
    """Tell whether it says what a thing must hold, or reports a dead link or an error."""
    text = _written(ticket)
    if _HOLDS.search(text) or _DEAD.search(text):
        return True
    return _FAULT.search(ticket.ticket.title) is not None and _observes(ticket)


def _is_empty(ticket: "TicketDoc") -> bool:
    """Tell whether there is a title alone, and no whole story in it."""
    if ticket.ticket.field("description") is None or _shows_pasted(ticket):
        return False
    below = (p for p in ticket.passages if p.section is not SectionName.TITLE)
    if any(p.text.split() for p in below if not p.is_unwritten):
        return False
    return not any(_STORY.search(p.text) for p in ticket.passages)


def _written(ticket: "TicketDoc") -> str:
    return "\n".join(p.text for p in ticket.passages if not p.is_unwritten)


def _is_order(ticket: "TicketDoc") -> bool:
    """Tell whether it orders a change and reports nothing that goes wrong."""
    return _is_exact(ticket) or _is_known(ticket) or not _observes(ticket)


def _observes(ticket: "TicketDoc") -> bool:
    return any(
        one.role is Role.OBSERVED and one.confidence >= _CONFIDENCE for one in ticket.sentences
    )


def _shows_pasted(ticket: "TicketDoc") -> bool:
    return any(block.kind in {BlockKind.CODE, BlockKind.LOG} for block in blocks_of(ticket))


def _shows_source(ticket: "TicketDoc") -> bool:
    return any(block.kind is BlockKind.CODE for block in blocks_of(ticket))


def _is_pinned(ticket: "TicketDoc") -> bool:
    """Tell whether it names lines of source."""
    shown = (
        block.text for block in blocks_of(ticket) if block.kind in {BlockKind.CODE, BlockKind.LOG}
    )
    texts = (_written(ticket), *shown, *_targets(ticket))
    return any(_LINE.search(text) for text in texts)


def _is_page(ticket: "TicketDoc") -> bool:
    """Tell whether it names the address of a page, and not one of a tracker."""
    named = (*_ADDRESS.findall(_written(ticket)), *_targets(ticket))
    return any(_ADDRESS.match(one) and not _ELSEWHERE.search(one) for one in named)


def _targets(ticket: "TicketDoc") -> Iterator[str]:
    for passage in ticket.passages:
        yield from (m.target for m in passage.block.marks if m.kind is MarkKind.LINK)


def _is_aim(section: "Section") -> bool:
    return section.state is SectionState.PRESENT and _GOAL.match(section.heading) is not None
