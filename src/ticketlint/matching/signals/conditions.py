"""Find conditions for done that are told in a sentence, and not under a heading for them."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import BlockKind
from ticketlint.matching.signals.carrying import carries
from ticketlint.model import Kind, SectionName

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.annotation.sentences import Sentence
    from ticketlint.cleaning.sections import Passage

# "Done when ...", "we are finished as soon as ...", "this counts as solved once ...".
_WORK = r"(?:it|this|that|we|all|(?:the|this) (?:work|ticket|task|story|issue|epic|job|change))"
_STANDS = r"(?:is|are|am|counts? as|will be|can be|have|has|shall be)"
_FINISHED = (
    r"(?:done|finished|complete|completed|ready|accepted|acceptable|fulfilled|solved|settled"
    r"|achieved|reached|succeeded|successful|over)"
)
_DONE_WHEN = re.compile(
    rf"(?i)^\W*(?:{_WORK} {_STANDS} )?(?:considered |regarded as |only |then )?{_FINISHED}"
    r"(?: (?:this|it|here|with (?:this|it)))?:?,? (?:only )?(?:when|once|if|as soon as)\b"
    r" (?=\W*\w)"
)
_LABEL = re.compile(
    r"(?i)^\W*+(?:acceptance(?: (?:criteri(?:on|a)|tests?|conditions?))?"
    r"|(?:expected |desired )?(?:results?|outcomes?)|definition of done"
    r"|success(?: criteri(?:on|a))?|acs?|cos|dod|done(?: when)?|to verify"
    r"|we (?:expect|will accept))[^\w:]{0,3}+:\s++(?=\W*+\w)"
)
# A bound that can be measured, and that it must be kept: "must take less than 1 s".
_BOUND = (
    r"(?:under|below|within|less than|fewer than|at (?:most|least)|no (?:more|longer|later) than"
    r"|(?:not|never) (?:exceed|take (?:longer|more) than)|faster than|a maximum of)"
    r" (?:about )?[\w$€£]{0,3} ?\d"
)
_MUST = r"(?:must|should|shall|ha(?:s|ve) to|needs? to|ought to|is to|are to)"
_ENOUGH = r"(?:would do|would be (?:fine|enough|ok(?:ay)?|sufficient)|is enough|suffices?|will do)"
_MEASURED = re.compile(
    rf"(?i)\b{_MUST}\b[^.;\n]{{0,60}}\b{_BOUND}|\b{_BOUND}[^.;\n]{{0,30}}\b{_ENOUGH}"
)
# What opens a list of what will be the case: "We expect:".
_OPENS = re.compile(
    r"(?i)\b(?:(?:what )?(?:we|i|they|users|customers) (?:expect|will accept|want to see|look for)"
    rf"|{_FINISHED} when|afterwards|in the end)\W{{0,3}}:\W*$"
)


def conditions_of(ticket: "TicketDoc") -> "Iterator[Sentence]":
    """Yield the sentences below the title of what is no bug that say when it is done."""
    if ticket.kind is Kind.BUG:
        return
    listed = {id(passage) for passage in _listed(ticket.passages)}
    for sentence in ticket.sentences:
        is_told = id(sentence.passage) in listed or tells_condition(sentence.text)
        if is_told and _is_read(sentence) and carries(sentence.span):
            yield sentence


def tells_condition(text: str) -> bool:
    """Tell whether a sentence says when something is done, or sets a bound that can be measured."""
    return any(one.search(text) for one in (_DONE_WHEN, _LABEL, _MEASURED))


def _is_read(sentence: "Sentence") -> bool:
    passage = sentence.passage
    return passage.field != SectionName.TITLE.value and not passage.is_unwritten


def _listed(passages: "tuple[Passage, ...]") -> "Iterator[Passage]":
    """Yield what stands under "What we expect" and in lists that are opened so."""
    is_open = False
    for before, passage in pairwise(passages):
        is_item = passage.block.kind is BlockKind.ITEM
        is_open = is_item and (is_open or _OPENS.search(before.text) is not None)
        if is_open or (is_item and passage.section is SectionName.EXPECTED):
            yield passage
