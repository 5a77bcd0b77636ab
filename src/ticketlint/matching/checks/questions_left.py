"""Find tickets whose reader would have to ask before the work can be finished."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pydantic import field_validator

from ticketlint.matching.matches import Match
from ticketlint.model import Kind, Part
from ticketlint.rules.options import Options, Share

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.annotation.presence import Presence

# What a reader looks for, in the order in which it is asked for.
_OF_BUGS = (Part.WHAT, Part.EXPECTED, Part.STEPS, Part.ENVIRONMENT)
_OF_OTHERS = (Part.WHAT, Part.ACCEPTANCE, Part.WHY, Part.WHO)
# A question after more than two things is not answered.
_MOST = 2


class QuestionsLeft(Options):
    """The chances from which on a question is left, and the words for what is lacking.

    `lacking` has words for each part that a ticket may lack, `otherwise` those for a ticket
    that lacks nothing by name. A match takes `share` of the rule's points, and
    `share_if_sure` from the chance `sure` on.
    """

    least: Share
    share: Share
    sure: Share
    share_if_sure: Share
    lacking: Mapping[Part, str]
    otherwise: str

    @field_validator("lacking")
    @classmethod
    def _has_words_for_each(cls, value: Mapping[Part, str]) -> Mapping[Part, str]:
        absent = [part.value for part in Part if part not in value]
        if absent:
            raise ValueError(f"has no words for {', '.join(absent)}")
        return value


def check(ticket: "TicketDoc", options: QuestionsLeft) -> Iterator[Match]:
    """Yield one match where the chance of a question reaches `least`, 0 to 1.

    It takes points in two steps, so that a few words more seldom move the score.
    """
    presence = ticket.presence
    if ticket.ticket.field("description") is None or presence.unclear < options.least:
        return
    lacking = [options.lacking[name] for name in _lacking(ticket.kind, presence)]
    facts = {
        "lacking": " and ".join(lacking) or options.otherwise,
        "chance": f"{presence.unclear:.0%}",
    }
    share = options.share_if_sure if presence.unclear >= options.sure else options.share
    yield Match(facts=facts, share=share)


def _lacking(kind: Kind, presence: "Presence") -> list[Part]:
    """Return what the ticket most likely says nothing of."""
    wanted = _OF_BUGS if kind is Kind.BUG else _OF_OTHERS
    return [part for part in wanted if presence.absent[part] >= 0.5][:_MOST]
