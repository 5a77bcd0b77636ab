"""What is found in a ticket as a whole: what is missing, measures, and what checks find."""

from collections.abc import Iterator

from ticketlint.annotation.document import TicketDoc
from ticketlint.cleaning.markup.blocks import BlockKind
from ticketlint.cleaning.sections import Passage
from ticketlint.matching import plugged
from ticketlint.matching.matches import Match
from ticketlint.model import SectionName, SectionState
from ticketlint.rules.patterns import Limit, Missing, Patterns

# A sentence counts as having a role from this confidence on (0 to 1).
ROLE_CONFIDENCE = 0.5


def about_all(patterns: Patterns, ticket: TicketDoc) -> Iterator[Match]:
    """Yield what is found in the ticket as a whole.

    That something is missing cannot be told where a part of the text was left out.
    """
    is_whole = not ticket.outline.cut_chars
    if is_whole:
        yield from _missing(patterns.missing, ticket)
    if is_whole or (patterns.limit is not None and patterns.limit.below is None):
        yield from limited(patterns.limit, ticket)
    if is_whole or patterns.check is None or not plugged.tells_lack(patterns.check):
        yield from checked(patterns, ticket)


def _missing(missing: Missing | None, ticket: TicketDoc) -> Iterator[Match]:
    if missing is None or not _says_description(ticket):
        return
    states = {ticket.state(name) for name in missing.sections}
    is_there = SectionState.PRESENT in states and "present" not in missing.states
    if is_there or _has_role(missing, ticket):
        return
    unwritten = [state for state in states if state is not None]
    if not unwritten and "absent" in missing.states:
        yield Match(about=next(iter(missing.sections), SectionName.OTHER))
    for part in ticket.sections:
        if part.name in missing.sections and part.state in missing.states:
            yield Match(section=part, about=part.name)
            return


def _says_description(ticket: TicketDoc) -> bool:
    return ticket.ticket.field("description") is not None


def _has_role(missing: Missing, ticket: TicketDoc) -> bool:
    """Tell whether a sentence below the title has one of the roles; a title alone is too little."""
    return any(
        sentence.role in missing.roles
        and sentence.confidence >= ROLE_CONFIDENCE
        and sentence.passage.section is not SectionName.TITLE
        for sentence in ticket.sentences
    )


def limited(limit: Limit | None, ticket: TicketDoc) -> Iterator[Match]:
    """Yield one match where a measure lies beyond its bound."""
    if limit is None or not _says_description(ticket):
        return
    value = _measure(limit, ticket)
    above = limit.above is not None and value > limit.above
    below = limit.below is not None and value < limit.below
    if above or below:
        section = next((p for p in ticket.sections if p.name is limit.section), None)
        bound = limit.above if limit.above is not None else limit.below
        facts = {"value": str(value), "limit": str(bound)}
        yield Match(section=section, about=limit.section or SectionName.OTHER, facts=facts)


def _measure(limit: Limit, ticket: TicketDoc) -> int:
    inside = [p for p in ticket.passages if _measured(p, limit.section)]
    match limit.measure:
        case "characters":
            return sum(len(p.text) for p in inside)
        case "words":
            return sum(len(p.text.split()) for p in inside)
        case "items":
            # What stands below an item only details it.
            levels = [p.block.level for p in inside if p.block.kind is BlockKind.ITEM]
            return levels.count(min(levels, default=0))
        case "sentences":
            return sum(_measured(s.passage, limit.section) for s in ticket.sentences)


def _measured(passage: Passage, section: SectionName | None) -> bool:
    if passage.is_unwritten:
        return False
    return passage.section is section if section else passage.section is not SectionName.TITLE


def checked(patterns: Patterns, ticket: TicketDoc) -> Iterator[Match]:
    """Yield what the check among some patterns finds.

    Raises: whatever it raises.
    """
    if patterns.check is not None:
        yield from plugged.find(patterns.check, ticket)
