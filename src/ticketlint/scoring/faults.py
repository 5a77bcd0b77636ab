"""What a bug tells of its fault: what one sees, and whether the contrary of it is plain."""

import re
from typing import TYPE_CHECKING

from ticketlint.model import Role
from ticketlint.scoring.reading import Reading, half_at

if TYPE_CHECKING:
    from ticketlint.scoring.said import Spoken

# From this chance on a title surely says what happens.
_SURE = 0.85
# So many distinct words make half of what a sentence can tell of a fault.
_HALF = 3
# What somebody cannot do is half of what happens: nothing is said of what comes instead. In fewer
# words than these nobody sees it: "I can't get it to work".
_DENIED = 0.5
_LEAST_DENIED = 4
_DENIAL = re.compile(
    r"(?i)\b(?:can ?no?t|can[’']t|could ?n[o’']t|unable to|not able to"
    r"|(?:does|do|did|is|are)(?: not|n[’']?t) work(?:ing)?|impossible to)\b"
)
_OBSERVED = frozenset({Role.OBSERVED})
_ORDERS = frozenset({Role.WHAT, Role.HOW})
_WISHES = _ORDERS | {Role.EXPECTED}


def seen_of(ticket: Reading) -> float:
    """Return how far it says what happens now, or orders what shall be done about it, 0 to 1."""
    seen = sum(one.sure * _seen(one) for one in ticket.said if Role.OBSERVED in one.roles)
    plain = any(_tells(one) and _is_seen(one) for one in ticket.said)
    return max(half_at(seen, _HALF), float(plain), _wished(ticket, _ORDERS))


def contrary_of(ticket: Reading) -> float:
    """Return how far its contrary is plain: what crashes shall not, what is wished shall be."""
    return max(float(any(map(_tells, ticket.said))), _wished(ticket, _WISHES))


def _wished(ticket: Reading, roles: frozenset[Role]) -> float:
    return half_at(sum(one.likely(roles) * len(one.words) for one in ticket.said), _HALF)


def _tells(one: "Spoken") -> bool:
    """Tell whether a title says what happens, or a sentence has a word for what goes wrong."""
    # An unchanged run, which reads the names of facts, imports no spaCy.
    from ticketlint.asking.signs import tells_fault

    if one.is_title and one.likely(_OBSERVED) >= _SURE:
        return True
    return (one.is_title or Role.OBSERVED in one.roles) and tells_fault(one.sentence.span)


def _is_seen(one: "Spoken") -> bool:
    return len(one.words) >= _LEAST_DENIED or not _DENIAL.search(one.text)


def _seen(one: "Spoken") -> float:
    """Return how many of its words show what happens."""
    return len(one.words) * (_DENIED if _DENIAL.search(one.text) else 1.0)
