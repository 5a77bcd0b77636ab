"""Find titles that name no particular thing and that nothing below explains."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ticketlint.annotation.document import TicketDoc

_VERBS = frozenset(
    """
    fix update improve change handle adjust modify rework review address resolve solve clean enhance
    extend refactor support manage check investigate do finish complete
    """.split()
)
_THINGS = frozenset(
    """
    issue issues bug bugs stuff thing things problem problems page pages screen screens system ui ux
    error errors behaviour behavior performance process flow flows logic code tests documentation
    docs experience functionality feature features design layout style styles settings options data
    app application website site service module component backend frontend config configuration
    changes improvements
    """.split()
)
# A release, a host, a reason or a quoted text says what a title alone can say.
_EXACT = re.compile(
    r"(?i)\d\.\d|#\d|\b[a-z][\w-]{0,62}\.[a-z][\w-]{0,62}\.[a-z]{2,}|://"
    r"|\bso (that|\w+ can)\b|[\"“`][^\"“”`]{2,}[\"”`]"
)
# Fewer words below the title explain nothing.
_EXPLAINED_WORDS = 5


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield the title where it stands alone, or its verb and object where both are general."""
    if ticket.ticket.field("description") is None:
        return
    alone = _stands_alone(ticket) and not _EXACT.search(ticket.ticket.title)
    for passage, doc in zip(ticket.passages, ticket.docs, strict=True):
        if passage.section is SectionName.TITLE:
            place = _whole(passage.text) if alone else _general(doc)
            if place is not None:
                yield Match(passage, *place)


def _stands_alone(ticket: "TicketDoc") -> bool:
    words = sum(
        len(re.findall(r"[^\W\d_]{2,}", passage.text))
        for passage in ticket.passages
        if passage.section is not SectionName.TITLE and not passage.is_unwritten
    )
    return words < _EXPLAINED_WORDS


def _whole(text: str) -> tuple[int, int]:
    told = text.strip()
    start = text.index(told)
    return start, start + len(told)


def _general(doc: "Doc") -> tuple[int, int] | None:
    """Return "Fix login issue": a general verb, a general thing and at most one word more."""
    words = [token for token in doc if token.is_alpha]
    if not 2 <= len(words) <= 4 or words[0].lemma_.lower() not in _VERBS:
        return None
    if words[-1].lower_ not in _THINGS or _is_specific(words[1:-1]):
        return None
    return words[0].idx, words[-1].idx + len(words[-1])


def _is_specific(words: "list[Token]") -> bool:
    return any(word.pos_ == "ADP" or word.like_num for word in words)
