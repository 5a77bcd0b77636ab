"""Tell whether an author says where the work ends: what is left out, and what comes later."""

import re

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.sentences import Sentence
from ticketlint.model import Kind, Role, SectionName

_WORK = r"(?:story|ticket|issue|task|epic|spike|change|work|release|version|mvp|pr|sprint|scope)"
_NOT = r"(?:not|n['’]t|never)"
# These say so in any ticket.
_ENDS = re.compile(
    rf"(?i)\b{_NOT} (?:a )?part of (?:it|this|that|these|the (?:\w+ )?{_WORK})\b"
    rf"|\b(?:out of|outside(?: of)?|beyond|(?:{_NOT}) in) (?:the )?scope\b|\bnon-?goals?\b"
    r"|\b(?:done|handled|tackled|covered|added) in "
    r"(?:(?-i:(?!UTF|ISO|RFC)[A-Z][A-Z0-9]+-\d+)|#\d+)"
    r"|\b(?:(?:in|for|to|by|into) (?:an? |another |the )?(?:later|future|next)|separate|follow-?up)"
    r" (?:ticket|issue|story|task|epic|pr)\b"
)
# In a bug these tell of the fault: "drafts are not included".
_LEAVES_OUT = re.compile(
    rf"(?i)\b(?:this|we|the (?:\w+ )?{_WORK})(?: \w+)? ?{_NOT} (?:yet )?"
    r"(?:touch|include|cover|tackle|deal with|go into|address)\b"
    rf"|\b(?:is|are|be)(?: \w+)? ?{_NOT} (?:yet )?(?:included|covered|touched|tackled|addressed)\b"
    r"|^\W*(?:excluding|excluded:|not included:|not:|except:) \w|\bexcluding\b"
    r"|\b(?:without|only)\b[^.;]{1,60}\b(?:for now|at first|for the moment|initially|to begin)\b"
    r"|\b(?:for now|at first|initially|to begin with),? (?:\w+ ){0,4}(?:only|just)\b"
    r"|\b(?:come|comes|follow|follows|wait|waits|done|added|handled|left|tackled|planned)"
    r" (?:for )?(?:later|afterwards|in a (?:later|second|follow-?up|future|next)\b)"
    r"|\bcan (?:come later|wait)\b"
)
_TELLING = frozenset({Role.OBSERVED, Role.STEP, Role.ENVIRONMENT, Role.QUESTION})


def tells_bounds(doc: TicketDoc) -> bool:
    """Tell whether a section or a sentence says what is not part of the work, or comes later."""
    if has_section(doc):
        return True
    written = (one for one in doc.sentences if not one.passage.is_unwritten)
    return any(_tells(one, is_bug=doc.kind is Kind.BUG) for one in written)


def has_section(doc: TicketDoc) -> bool:
    """Tell whether words stand below a heading for what is not part of it."""
    written = (one for one in doc.passages if not one.is_unwritten)
    return any(one.section is SectionName.OUT_OF_SCOPE for one in written)


def _tells(sentence: Sentence, *, is_bug: bool) -> bool:
    text = sentence.text.strip()
    if text.endswith("?"):
        return False
    if _ENDS.search(text):
        return True
    told_otherwise = is_bug or sentence.role in _TELLING
    return not told_otherwise and _LEAVES_OUT.search(text) is not None
