"""Find tickets that say how to build something, and those that leave open what is to come of it.

All three judge by learnt chances of the whole ticket and point at the words that say most.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import Extent, Kind, Part, SectionName
from ticketlint.rules.options import Options, Share

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.annotation.sentences import Sentence
    from ticketlint.cleaning.sections import Passage


class Likely(Options):
    """From which chance on (0 to 1) a ticket counts."""

    least: Share


class HowWithoutWhat(Likely):
    """`least` is for a title that prescribes, `surely` for any."""

    surely: Share


def how_without_what(ticket: "TicketDoc", options: HowWithoutWhat) -> Iterator[Match]:
    """Yield the title of a ticket that prescribes and names neither outcome nor problem."""
    from ticketlint.annotation.lexicon.prescriptions import prescribes
    from ticketlint.matching.signals.telling import tells_of

    title = _title(ticket)
    if title is None:
        return
    least = options.least if prescribes(title.text) else options.surely
    if ticket.presence.how_without_what >= least and tells_of(ticket).why.state is not Extent.YES:
        yield _match(ticket, title, 0, len(title.text))


def prescribed(ticket: "TicketDoc", options: Likely) -> Iterator[Match]:
    """Yield the title where it prescribes an implementation, then the sentences, surest first."""
    from ticketlint.matching.signals.telling import how_sentences

    if ticket.presence.how < options.least:
        return
    for told in sorted(how_sentences(ticket), key=_title_first):
        is_title = told.passage.section is SectionName.TITLE
        start, end = (0, len(told.passage.text)) if is_title else (told.start, told.end)
        yield _match(ticket, told.passage, start, end)


def _title_first(sentence: "Sentence") -> tuple[bool, float]:
    return sentence.passage.section is not SectionName.TITLE, -sentence.confidence


def unclear_outcome(ticket: "TicketDoc", options: Likely) -> Iterator[Match]:
    """Yield the title of a ticket of which a reader most likely misses a part of the outcome."""
    presence, title = ticket.presence, _title(ticket)
    if presence.absent[Part.WHAT] + presence.partial[Part.WHAT] < options.least:
        return
    yield _match(ticket, title, 0, len(title.text)) if title else Match(about=SectionName.NEED)


def _title(ticket: "TicketDoc") -> "Passage | None":
    titles = (p for p in ticket.passages if p.section is SectionName.TITLE)
    return next((p for p in titles if p.text.strip()), None)


def _match(ticket: "TicketDoc", passage: "Passage", start: int, end: int) -> Match:
    """Return the words from `start` to `end` without the blanks around them."""
    text = passage.text[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    return Match(passage, start, end, facts=_facts(ticket, passage, passage.text[start:end]))


def _facts(ticket: "TicketDoc", passage: "Passage", text: str) -> Mapping[str, str]:
    from ticketlint.matching.signals.acts import act_of, is_act, people_of
    from ticketlint.matching.signals.telling import tells_of

    is_bug = ticket.kind is Kind.BUG
    way = act_of(text)
    is_open = tells_of(ticket).what.state is not Extent.YES
    return {
        "act": way if is_open and not is_bug and is_act(ticket, passage) else "",
        "way": way,
        "fault": way if is_bug else "",
        "bug": "bug" if is_bug else "",
        "people": people_of(ticket),
    }
