"""Say what a ticket tells of why, what and how, with the sentences that tell it.

A state comes from the learnt chances of the whole ticket, the sentences from their roles. Where
the two differ the state gives way, so that no reader is told "no" above a sentence that tells.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.sentences import Sentence
from ticketlint.matching.signals.carrying import carries, carrying
from ticketlint.matching.signals.process import is_process
from ticketlint.model import Extent, Part, Role, SectionName, Telling, Tells, Words

if TYPE_CHECKING:
    from spacy.tokens import Span

# From this confidence on (0 to 1) a sentence does what its role says, whatever the chance of the
# whole ticket: on `many` .86 of the tickets with such a sentence of `why` give a reason.
_SURE = 0.5
# From this chance on a ticket prescribes, and a sentence that is less sure is believed.
_PRESCRIBES = 0.4
# From this chance on that a part of the outcome is missing, it is told in part; the rule
# `outcome-unclear` has the same by default, so that report and finding agree.
_UNCLEAR = 0.44
# Below this chance a sentence is not taken to prescribe, likeliest or not.
_PERHAPS = 0.1
_HOW = tuple(Role).index(Role.HOW)
# So many sentences are listed; all are counted.
_MOST = 20
_ROLES: Mapping[Part, frozenset[Role]] = {
    Part.WHY: frozenset({Role.WHY, Role.OBSERVED}),
    Part.WHAT: frozenset({Role.WHAT, Role.EXPECTED, Role.CRITERION}),
}
# A reason in a sentence that asks for something: from here on it says what for, or it may.
_REASON = re.compile(
    r"(?i)\b(?:so that|because|in order (?:to|that|for)|otherwise|for (?:\w+ )?reasons)\b"
)
_MAYBE_REASON = re.compile(
    r"(?i)\b(?:so (?:we|i|you|it|they|users?|people) \w|due to|to (?:avoid|prevent|reduce|allow"
    r"|enable|help|simplify|improve|ensure|make sure|be able to|save|keep|stop|know|understand))\b"
)


# What is to be replaced: "so that <benefit>".
_SLOT = re.compile(
    r"(?i)^\W*(?:so that|because|in order (?:to|that|for))\W*[<\[{][^<>\[\]{}\n]++[>\]}]++\W*+$"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence, the character of it from which on it tells, and whether that is beyond doubt."""

    sentence: Sentence
    offset: int
    is_sure: bool


def tells_of(ticket: TicketDoc) -> Tells:
    """Return what a ticket tells; its sentences are places in the text as stored."""
    return Tells(why=_part(ticket, Part.WHY), what=_part(ticket, Part.WHAT), how=_how(ticket))


def how_sentences(ticket: TicketDoc) -> list[Sentence]:
    """Return the sentences that prescribe an implementation, in reading order.

    Where the ticket as a whole does so and none of them is known to, the likeliest.
    """
    prescribes = ticket.presence.how >= _PRESCRIBES
    least = 0.0 if prescribes else _SURE
    written = list(_written(ticket))
    found = [s for s in written if s.role is Role.HOW and s.confidence >= least]
    likeliest = max(written, key=_chance_of_how, default=None)
    if found or not prescribes or likeliest is None or _chance_of_how(likeliest) < _PERHAPS:
        return found
    return [likeliest]


def _chance_of_how(sentence: Sentence) -> float:
    return sentence.chances[_HOW] if sentence.chances else 0.0


def _how(ticket: TicketDoc) -> Telling:
    chance = ticket.presence.how
    places = [_whole(sentence) for sentence in how_sentences(ticket)]
    likely = Extent.IN_PART if chance >= _PRESCRIBES else Extent.NO
    return _telling(ticket, Extent.YES if places else likely, chance, places)


def _part(ticket: TicketDoc, part: Part) -> Telling:
    absent, partial = ticket.presence.absent[part], ticket.presence.partial[part]
    present = max(0.0, 1 - absent - partial)
    places = list(_places(ticket, part))
    if absent > max(partial, present):
        sure = [place for place in places if place.is_sure]
        return _telling(ticket, Extent.IN_PART if sure else Extent.NO, present, sure)
    if part is Part.WHAT and not places:
        places = list(_titles(ticket))
    enough = present > 1 - _UNCLEAR if part is Part.WHAT else present >= partial
    whole = enough and bool(places)
    return _telling(ticket, Extent.YES if whole else Extent.IN_PART, present, places)


def _places(ticket: TicketDoc, part: Part) -> Iterator[_Place]:
    """Yield what tells a part: sentences of its roles, and reasons inside of others."""
    for sentence in _written(ticket):
        if sentence.role in _ROLES[part]:
            yield _whole(sentence)
        elif part is Part.WHY:
            yield from _reason(sentence)


def _reason(sentence: Sentence) -> Iterator[_Place]:
    text = sentence.text
    found = _REASON.search(text)
    reason = found or _MAYBE_REASON.search(text)
    if reason and _says_more(sentence, reason.start()):
        yield _Place(sentence, reason.start(), is_sure=found is not None)


def _says_more(sentence: Sentence, offset: int) -> bool:
    """Tell whether a sentence says more from a character on than before: "so that I can" does not.

    Neither does a slot that nobody filled in.
    """
    words = sentence.span
    cut = next((w.i for w in words if w.idx >= words.start_char + offset), words.end)
    before, behind = words.doc[words.start : cut], words.doc[cut : words.end]
    return bool(_stems(behind) - _stems(before)) and not _SLOT.search(behind.text)


def _stems(words: "Span") -> frozenset[tuple[str, str]]:
    own = carrying(words)
    return frozenset((w.lemma_.lower(), w.pos_) for w in words if w.lower_ in own)


def _titles(ticket: TicketDoc) -> Iterator[_Place]:
    """Yield the title where it may stand for the outcome: a fault is to go, a chore to be done."""
    for sentence in _written(ticket):
        if sentence.passage.section is SectionName.TITLE and sentence.role is not Role.HOW:
            yield _whole(sentence)


def _whole(sentence: Sentence) -> _Place:
    return _Place(sentence, 0, is_sure=sentence.confidence >= _SURE)


def _written(ticket: TicketDoc) -> Iterator[Sentence]:
    return (s for s in ticket.sentences if not s.passage.is_unwritten and _is_own(s))


def _is_own(sentence: Sentence) -> bool:
    """Tell whether a sentence says something, and what not any ticket does.

    What one sees may be told without a word that carries anything: "They do not."
    """
    if sentence.passage.field == SectionName.TITLE.value or sentence.role is Role.OBSERVED:
        return True
    return carries(sentence.span) and not is_process(sentence.text)


def _telling(ticket: TicketDoc, state: Extent, chance: float, places: list[_Place]) -> Telling:
    words = tuple(_words(ticket, place) for place in places[:_MOST])
    return Telling(state, round(chance, 3), len(places), words)


def _words(ticket: TicketDoc, place: _Place) -> Words:
    """Return the words of a place without the blanks around them."""
    sentence = place.sentence
    told = sentence.text[place.offset :]
    first = sentence.start + place.offset + len(told) - len(told.lstrip())
    last = first + len(told.strip())
    passage = sentence.passage
    start, end = passage.source_span(first, last)
    return Words(passage.field, start, end, ticket.bodies[passage.field].text[start:end])
