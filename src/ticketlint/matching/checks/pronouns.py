"""Find pronouns that leave a reader to choose between two things."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc

# More things than this make a question unreadable; the nearest ones are named.
_NAMED = 3


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each unclear pronoun with the fact `candidates`: "the order or the service"."""
    from ticketlint.matching.signals.antecedents import unclear_pronouns

    for passage, doc in zip(ticket.passages, ticket.docs, strict=True):
        for found in unclear_pronouns(doc):
            start = found.pronoun.idx
            facts = {"candidates": _either(found.candidates[-_NAMED:])}
            yield Match(passage, start, start + len(found.pronoun), facts=facts)


def _either(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1]
