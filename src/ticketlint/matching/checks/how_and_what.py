"""Find tickets that say how to build something, and those that leave open what is to come of it.

All three judge by learnt chances of the whole ticket and point at the words that say most.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ticketlint.annotation.lexicon.prescriptions import prescribes
from ticketlint.matching.matches import Match
from ticketlint.model import Kind, Part, Role, SectionName
from ticketlint.rules.options import Options, Share

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.annotation.sentences import Sentence

_OUTCOMES = frozenset({Role.WHAT, Role.EXPECTED})


class Likely(Options):
    """From which chance on (0 to 1) a ticket counts."""

    least: Share


class HowWithoutWhat(Likely):
    """`least` is for a title that prescribes, `surely` for any."""

    surely: Share


def how_without_what(ticket: "TicketDoc", options: HowWithoutWhat) -> Iterator[Match]:
    """Yield the title of a ticket that prescribes and names neither outcome nor problem."""
    title = _title(ticket)
    if title is None:
        return
    least = options.least if prescribes(title.passage.text) else options.surely
    if ticket.presence.how_without_what >= least:
        yield _match(ticket, title)


def prescribed(ticket: "TicketDoc", options: Likely) -> Iterator[Match]:
    """Yield the surest sentence that prescribes an implementation, else the title."""
    from ticketlint.matching.signals.telling import how_sentences

    if ticket.presence.how < options.least:
        return
    told = how_sentences(ticket)
    # Of several the title is what a reader sees first.
    titles = [s for s in told if s.passage.section is SectionName.TITLE]
    surest = max(titles or told, key=lambda s: s.confidence, default=_title(ticket))
    if surest is not None:
        yield _match(ticket, surest)


def unclear_outcome(ticket: "TicketDoc", options: Likely) -> Iterator[Match]:
    """Yield what says most of the outcome, where a reader most likely misses a part of it."""
    presence = ticket.presence
    if presence.absent[Part.WHAT] + presence.partial[Part.WHAT] < options.least:
        return
    told = _title(ticket) or next((s for s in ticket.sentences if s.role in _OUTCOMES), None)
    yield _match(ticket, told) if told is not None else Match(about=SectionName.NEED)


def _title(ticket: "TicketDoc") -> "Sentence | None":
    """Return the longest sentence of the title: a mark before it may count as one."""
    titles = [s for s in ticket.sentences if s.passage.section is SectionName.TITLE]
    return max(titles, key=lambda s: s.end - s.start, default=None)


def _match(ticket: "TicketDoc", sentence: "Sentence") -> Match:
    text = sentence.span.text
    start = sentence.start + len(text) - len(text.lstrip())
    end = start + len(text.strip())
    return Match(sentence.passage, start, end, facts=_facts(ticket, text))


def _facts(ticket: "TicketDoc", text: str) -> Mapping[str, str]:
    from ticketlint.matching.signals.acts import act_of, people_of

    is_bug = ticket.kind is Kind.BUG
    act = act_of(text)
    return {
        "act": "" if is_bug else act,
        "fault": act if is_bug else "",
        "bug": "bug" if is_bug else "",
        "people": people_of(ticket),
    }
