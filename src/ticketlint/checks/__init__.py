"""The table of checks: rules that need Python. A check is a function of a module."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from ticketlint.checks import (
    acronyms,
    blacked_out,
    circular_reasons,
    environment,
    evidence,
    facts,
    goals,
    how_without_what,
    instructions,
    open_questions,
    people,
    pronouns,
    purpose,
    reproduction,
    thin_text,
    type_mismatch,
    unpaid_chores,
    unwritten_sections,
    vague_titles,
)

if TYPE_CHECKING:
    from ticketlint.document import Match, TicketDoc


class Check(Protocol):
    """Yield the matches of one ticket; `options` come from the rule and the configuration."""

    def __call__(self, ticket: "TicketDoc", options: Mapping[str, Any], /) -> Iterator["Match"]:
        """Yield the matches in reading order."""


CHECKS: Mapping[str, Check] = {
    "acronyms": acronyms.check,
    "blacked-out": blacked_out.check,
    "circular-reasons": circular_reasons.check,
    "customer-evidence": evidence.customer_evidence,
    "environment": environment.check,
    "goals": goals.check,
    "has-estimate": facts.has_estimate,
    "how-without-what": how_without_what.check,
    "instructions": instructions.check,
    "linked-tickets": facts.linked_tickets,
    "no-estimate": facts.no_estimate,
    "no-evidence": evidence.no_evidence,
    "open-questions": open_questions.check,
    "people": people.check,
    "pronouns": pronouns.check,
    "purpose": purpose.check,
    "reproduction": reproduction.check,
    "shown-things": facts.shown_things,
    "symptoms": evidence.symptoms,
    "thin-text": thin_text.check,
    "type-mismatch": type_mismatch.check,
    "unpaid-chores": unpaid_chores.check,
    "unwritten-sections": unwritten_sections.check,
    "vague-titles": vague_titles.check,
}
