"""Find tickets whose reader would have to ask before the work can be finished."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ticketlint.matching.matches import Match
from ticketlint.model import Kind, Part

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.annotation.readiness import Readiness

# What a reader looks for, in the order in which it is asked for.
_OF_BUGS = (Part.WHAT, Part.EXPECTED, Part.STEPS, Part.ENVIRONMENT)
_OF_OTHERS = (Part.WHAT, Part.ACCEPTANCE, Part.WHY, Part.WHO)
# A question after more than two things is not answered.
_MOST = 2


def check(ticket: "TicketDoc", options: Mapping[str, Any]) -> Iterator[Match]:
    """Yield one match where the chance of a question reaches `least`, 0 to 1.

    `lacking` are the words for what a ticket may lack, `otherwise` those for one that lacks
    nothing by name. The match takes `share` of the rule's points, and `share_if_sure` from
    the chance `sure` on: in two steps, so that a few words more seldom move the score.
    """
    readiness = ticket.readiness
    if ticket.ticket.field("description") is None or readiness.unclear < options["least"]:
        return
    lacking = [options["lacking"][name] for name in _lacking(ticket.kind, readiness)]
    facts = {
        "lacking": " and ".join(lacking) or options["otherwise"],
        "chance": f"{readiness.unclear:.0%}",
    }
    share = options["share_if_sure" if readiness.unclear >= options["sure"] else "share"]
    yield Match(facts=facts, share=share)


def _lacking(kind: Kind, readiness: "Readiness") -> list[Part]:
    """Return what the ticket most likely says nothing of."""
    wanted = _OF_BUGS if kind is Kind.BUG else _OF_OTHERS
    return [part for part in wanted if readiness.lacking[part] >= 0.5][:_MOST]
