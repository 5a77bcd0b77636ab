"""Name what a ticket wants done, and for whom, so that a question can quote it."""

import re

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.lexicon.persons import is_person
from ticketlint.annotation.networks.ticket_words import split_title
from ticketlint.annotation.pipeline.spans import IMPERATIVES
from ticketlint.cleaning.sections import Passage

# A quotation of more words is a text of its own; fewer than two name nothing.
_FEWEST, _MOST = 2, 10
# What does not stand well inside quotation marks: other marks, addresses, what was cut, and words
# that point outside of them.
_ILL = re.compile(
    r"[\"“”„«»{}\n]|https?:|www\.|…|\.\.\.|\b(?:[Ii]ts?|[Tt]h(?:is|ese|ose|em|ey)|[Ww]e|I(?!/)|[Ll]et'?s)\b"
)
_NUMBER = re.compile(r"[\s#*-]*(?:\d{1,2}[.)]\s)?\s*")
_PAIRS = ("()", "[]")
_END = " \t.:;,!-–—"
# Where a noun for people takes part in what happens; in "user table" it only names a thing.
_PARTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "conj", "root"})
# A title that opens so asks, or only says that something is wrong; neither can be done.
_ASKS = re.compile(
    r"(?i)(?:questions?|how|why|what|where|when|who|which|is|are|can|could|should|does|problems?"
    r"|issues?|error)\b"
)
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})


def act_of(text: str) -> str:
    """Return a title or a sentence as it may be quoted, empty where it would not stand well.

    Marks before it ("[iOS]", "Android:", "3.") and the full stop are left out.
    """
    bare = " ".join(split_title(_NUMBER.sub("", text, count=1))[0].split()).strip(_END)
    words = bare.split()
    if not _FEWEST <= len(words) <= _MOST or _ILL.search(bare) or bare.endswith("?"):
        return ""
    balanced = all(bare.count(pair[0]) == bare.count(pair[1]) for pair in _PAIRS)
    return bare if balanced and bare.count("`") % 2 == 0 else ""


def is_act(ticket: TicketDoc, passage: Passage) -> bool:
    """Tell whether a title can be "done": an instruction, or a noun; no question and no clause."""
    if _ASKS.match(split_title(passage.text)[0].lstrip()):
        return False
    doc = next(doc for own, doc in zip(ticket.passages, ticket.docs, strict=True) if own is passage)
    return bool(doc.spans.get(IMPERATIVES)) or not any(word.tag_ in _FINITE for word in doc)


def people_of(ticket: TicketDoc) -> str:
    """Return the first people that take part in the ticket ("accountants", "the clerk")."""
    for passage, doc in zip(ticket.passages, ticket.docs, strict=True):
        if passage.is_unwritten:
            continue
        for token in doc:
            if token.pos_ == "NOUN" and token.dep_.lower() in _PARTS and is_person(token.lower_):
                plural = "Plur" in token.morph.get("Number", [])
                return token.lower_ if plural else f"the {token.lower_}"
    return ""
