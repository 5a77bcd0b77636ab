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
from ticketlint.matching.signals.causes import is_explained
from ticketlint.matching.signals.changes import is_order, wants_change
from ticketlint.matching.signals.conditions import conditions_of
from ticketlint.matching.signals.handed import (
    is_analysed,
    is_beside_code,
    orders_code,
    tells_end,
)
from ticketlint.matching.signals.orders import exactness, is_self_evident
from ticketlint.matching.signals.requests import asks_for_help
from ticketlint.matching.signals.shown import (
    blocks_of,
    pasted,
    points_elsewhere,
    proposes,
    shows_command,
    shows_fault,
    written,
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
    r"|naming (?:pattern|convention|scheme)s?"
    r"|portal|typos?|spelling|translation|storybook|(?:ci|build|test) (?:job|pipeline|server)s?"
    r"|pipelines?|unit tests?|e2e|linter|static analysis|hosted|saas)\b"
    r"|(?<![\w@./-])(?:[a-z][\w-]{1,30}\.){2,3}(?:com|org|net|io|edu|gov)\b"
)
# Work that ends with an answer: it needs a question rather than criteria.
_STUDY = re.compile(
    r"(?i)\W{0,3}(?:[\w .]{1,20}: {1,2})?(?:contemplate|benchmark|investigate|explore|evaluate"
    r"|(?:co-)?review|research|consider|study|discuss|brainstorm|assess|compare|audit|analy[sz]e"
    r"|figure out|decide|think about|look into)\b"
)
_ADDRESS = re.compile(r"https?://[^\s)\]>]+")
_WORD = re.compile(r"[^\W_]{2,}")
# A title of so many words describes what is wanted, unless most of them are the same.
_DESCRIBING = 18
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
# As others have it, what it is for, what is not there: a reason, if a short one.
_AIM = re.compile(
    r"(?i)\b(?:align\w*|consisten\w*|parity|in line|unif\w+|standardi[sz]\w+)\b"
    r"|\b(?:same|just|like|as) (?:as|like|in|we|the other|posts?|it (?:is|was|does))\b"
    r"|\b(?:used|needed|required|useful|helpful|necessary) (?:for|by|to|when|in)\b"
    r"|\b(?:there|it) (?:is|are|appears?|seems?)(?: to be)? (?:no|not|nothing|only)\b"
    r"|\bto (?:take advantage|benefit|profit|get rid|comply|keep up)\b"
    r"|\bpurpose\b|\b(?:to|for) (?:avoid|prevent|allow|enable|support|improve|reduce"
    r"|optimi[sz]e"
    r"|make|help|better|easier|faster|maximi[sz]e|minimi[sz]e)\b|\baccessib\w+|\bsecur\w+|\bstill\b"
    r"|\bcurrent(?:ly| (?:implementation|version|behaviou?r|state) (?:only|shows?|has|is|does))\b"
    r"|\b(?:is|are) (?:only |just |mere(?:ly)? )?(?:placeholders?|stubs?|no-?ops?|unimplemented)\b"
    r"|\b(?:this|the) gap\b|\bto complement\b"
    r"|\b(?:prd|spec\w*|rfc|standard|guidelines?) (?:specif(?:y|ies)|requires?|demands?|asks)\b"
    r"|\bto match (?:the|our|what|those|its|other|new)\b|\blin(?:es?|ed|ing) up with\b"
    r"|\bto (?:nudge|encourage|remind|steer|motivate|persuade|entice|urge)\b"
    r"|\binstead of\b|\bto (?:simplify|ensure|validate|verify)\b"
    r"|\bfor (?:proper|clear|consistent|safe|backward|better|reliab|accura|robust|stab|reproducib"
    r"|efficien|quick|fast|flexib|maintainab|readab|repeatab|smooth)\w*[ -][a-z]+|\bdelivers:"
    r"|\bfor [^.,;\n]{0,40}\b(?:tests?|testing|debugging|tracing|reuse|traceability)\b"
    r"|\b(?:differs?|var(?:y|ies)) (?:by|between|from|across|with)\b"
    r"|\b(?:unused|obsolete|deprecated|redundant|dead code)\b"
)
# What these are done to is a purpose, unless somebody wants just that.
_PURPOSE = re.compile(
    r"(?i)(?<!want )(?<!wants )(?<!need )(?<!needs )(?<!able )(?<!like )(?<!have )(?<!has )"
    r"(?<!how )(?<!ability )(?<!way )(?<!option )(?<!want us )(?<!allowed )(?<!ought )"
    r"\bto (?:confirm|prove|show that|store|preserve|detect|track|measure|monitor|test|debug|catch"
    r"|share|reuse|cover)\b"
)
# Why a part is wanted stands in the whole.
_PARTS = frozenset({"sub-task", "subtask"})
_GOAL = re.compile(
    r"(?i)\W*(?:the |our )?(?:goals?|aims?|objectives?|purpose|motivation|benefits?)\b"
)
# A test, and what a project begins with, are wanted for what they are.
_PLAIN_WORK = re.compile(
    r"(?i)^\W*(?:[\w ./-]{2,25}: )?"
    r"(?:add|write|create|implement|improve|increase|extend|complete|raise)\b"
    r"[^.\n]{0,60}\b(?:tests?|test (?:suites?|cases|coverage)|coverage|testing)\b"
    r"|^\W*(?:\w+ ){0,2}tests?: "
    r"|^\W*(?:update|add|write|improve|extend)\b[^.\n]{0,40}\b(?:docs|documentation|readme|jsdoc"
    r"|docstrings?|changelog)\b"
    r"|^\W*(?:set(?:ting)?[ -]?up|initiali[sz]e|scaffold|bootstrap)\b"
    r"|^\W*(?:create|configure|prepare) (?:the |a |an |our )?(?:\w+ ){0,2}(?:repository|repo"
    r"|project (?:structure|skeleton|scaffold\w*)|development environment|workspace|monorepo)\b"
)
# What is tested tells what must hold.
_TESTED = re.compile(
    r"(?i)\b(?:test(?:ing)?|verification) (?:cases?|approach|strategy|plan|scenarios?)"
    r"(?: \(\w+\))? ?:"
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


def exact_order(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield a match where a title says all: an exact order, a line of source, many words.

    Beside code an order that names code is exact enough.
    """
    title = ticket.ticket.title
    words = _WORD.findall(title.casefold())
    is_long = len(words) >= _DESCRIBING and len(set(words)) > len(words) / 2
    if is_exact(ticket) or is_long or _LINE.search(title) or orders_code(ticket):
        yield Match()


def told_otherwise(ticket: "TicketDoc", options: NoOptions) -> Iterator[Match]:
    """Yield a match where another rule says that there is no text, or an end is told."""
    is_bare = any(no_text(ticket, options)) and not any(exact_order(ticket, options))
    if is_bare or tells_end(ticket):
        yield Match()


def no_place(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield a match where no place has to be told: there is no text, or none makes a difference."""
    if _is_empty(ticket) or is_placeless(ticket):
        yield Match()


def is_placeless(ticket: "TicketDoc") -> bool:
    """Tell whether no version or device makes a difference to what is reported."""
    excuses = (
        *(_is_hosted, is_explained, _shows_source, _is_pinned),
        *(_is_order, _is_page, proposes, is_beside_code),
    )
    return any(holds(ticket) for holds in excuses)


def plain_fault(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield a match where a fault is plain to see without steps: a page, a line, its cause."""
    excuses = (
        *(_is_empty, is_explained, _is_page, _is_pinned),
        *(_is_order, proposes, shows_command, is_analysed),
    )
    if any(holds(ticket) for holds in excuses):
        yield Match()


def plain_reason(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield a match where the reason is plain, or half told: a typo, a fault, an aim."""
    excuses = (
        *(_is_empty, _is_known, _is_plain, _is_asking, _is_part, _has_aim, _observes),
        shows_fault,
    )
    if any(holds(ticket) for holds in excuses):
        yield Match()


def told_condition(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each sentence that says when the ticket is done, under whatever heading."""
    for sentence in conditions_of(ticket):
        yield Match(sentence.passage, sentence.start, sentence.end)


def plain_end(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield a match where the end is plain: an exact order, a question, what a thing must hold."""
    excuses = (_is_empty, _is_known, is_exact, _is_asking, _has_end, _is_study, tells_end)
    if any(holds(ticket) for holds in excuses):
        yield Match()


def _is_hosted(ticket: "TicketDoc") -> bool:
    return _HOSTED.search(written(ticket)) is not None


def _is_known(ticket: "TicketDoc") -> bool:
    return is_self_evident(ticket.ticket.title)


def is_exact(ticket: "TicketDoc") -> bool:
    """Tell whether a title orders a change so exactly that it needs no reason."""
    return exactness(ticket.ticket.title) >= _EXACT


def _is_study(ticket: "TicketDoc") -> bool:
    return _STUDY.match(ticket.ticket.title) is not None


def _is_plain(ticket: "TicketDoc") -> bool:
    return _PLAIN_WORK.match(ticket.ticket.title) is not None


def _is_part(ticket: "TicketDoc") -> bool:
    """Tell whether its reason stands in another ticket, or is known to whoever wrote the plan."""
    own = ticket.ticket
    is_numbered_below = bool(own.parent) and own.key.startswith(f"{own.parent}.")
    return is_beside_code(ticket) or own.type.casefold() in _PARTS or is_numbered_below


def _is_asking(ticket: "TicketDoc") -> bool:
    return asks_for_help(ticket.ticket.title, written(ticket))


def _has_aim(ticket: "TicketDoc") -> bool:
    text = written(ticket)
    told = _AIM.search(text) or _PURPOSE.search(text)
    return told is not None or any(map(_is_aim, ticket.sections))


def _has_end(ticket: "TicketDoc") -> bool:
    """Tell whether it says what a thing must hold, or reports a dead link or an error."""
    text = written(ticket)
    if any(one.search(text) for one in (_HOLDS, _TESTED, _DEAD)):
        return True
    return _FAULT.search(ticket.ticket.title) is not None and _observes(ticket)


def _is_empty(ticket: "TicketDoc") -> bool:
    """Tell whether there is a title alone, and no whole story in it."""
    if ticket.ticket.field("description") is None or any(True for _ in pasted(ticket)):
        return False
    below = (p for p in ticket.passages if p.section is not SectionName.TITLE)
    if any(p.text.split() for p in below if not p.is_unwritten):
        return False
    return not any(_STORY.search(p.text) for p in ticket.passages)


def _is_order(ticket: "TicketDoc") -> bool:
    """Tell whether it orders a change, or reports nothing that goes wrong."""
    return any(holds(ticket) for holds in (is_exact, _is_known, wants_change)) or not _observes(
        ticket
    )


def _observes(ticket: "TicketDoc") -> bool:
    return any(
        one.role is Role.OBSERVED and one.confidence >= _CONFIDENCE and not is_order(one)
        for one in ticket.sentences
    )


def _shows_source(ticket: "TicketDoc") -> bool:
    return any(block.kind is BlockKind.CODE for block in blocks_of(ticket))


def _is_pinned(ticket: "TicketDoc") -> bool:
    """Tell whether it names lines of source."""
    texts = (written(ticket), *pasted(ticket), *_targets(ticket))
    return any(_LINE.search(text) for text in texts)


def _is_page(ticket: "TicketDoc") -> bool:
    """Tell whether it names the address of a page, and not one of a tracker."""
    named = (*_ADDRESS.findall(written(ticket)), *_targets(ticket))
    return any(_ADDRESS.match(one) and not _ELSEWHERE.search(one) for one in named)


def _targets(ticket: "TicketDoc") -> Iterator[str]:
    for passage in ticket.passages:
        yield from (m.target for m in passage.block.marks if m.kind is MarkKind.LINK)


def _is_aim(section: "Section") -> bool:
    return section.state is SectionState.PRESENT and _GOAL.match(section.heading) is not None
