"""Find who is named: a role, a kind of user, a customer, a team."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.annotation.lexicon.persons import is_person
from ticketlint.annotation.lexicon.user_stories import TELLER
from ticketlint.matching.matches import Match
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc

_WORD = re.compile(r"(?<![\w@/.#-])[A-Za-z]+(?![\w/]|\.\w|-\w)")


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each mention of somebody; "I", "we" and "you" of the author name nobody."""
    for passage in ticket.passages:
        if passage.is_unwritten:
            continue
        for hit in TELLER.finditer(passage.text):
            yield Match(passage, hit.start(), hit.end())
        for hit in _WORD.finditer(passage.text):
            if is_person(hit[0]):
                yield Match(passage, hit.start(), hit.end())
