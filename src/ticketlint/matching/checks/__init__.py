"""The table of checks: rules that need Python. A check is a function of a module."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from ticketlint.matching.checks import (
    bare_steps,
    blacked_out,
    circular_reasons,
    contradictions,
    environment,
    evidence,
    facts,
    goals,
    how_without_what,
    instructions,
    long_sentences,
    open_conditions,
    open_questions,
    people,
    pronouns,
    purpose,
    questions_left,
    reproduction,
    scenarios,
    strayed_titles,
    thin_text,
    type_mismatch,
    unpaid_chores,
    unwritten_sections,
    vague_titles,
)
from ticketlint.matching.matches import Match

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc


class Check(Protocol):
    """Yield the matches of one ticket; `options` come from the rule and the configuration."""

    def __call__(self, ticket: "TicketDoc", options: Mapping[str, Any], /) -> Iterator[Match]:
        """Yield the matches in reading order."""


CHECKS: Mapping[str, Check] = {
    "blacked-out": blacked_out.check,
    "circular-reasons": circular_reasons.check,
    "contradictions": contradictions.check,
    "customer-evidence": evidence.customer_evidence,
    "environment": environment.check,
    "goals": goals.check,
    "has-estimate": facts.has_estimate,
    "how-without-what": how_without_what.check,
    "instructions": instructions.check,
    "linked-tickets": facts.linked_tickets,
    "long-sentences": long_sentences.check,
    "no-estimate": facts.no_estimate,
    "no-evidence": evidence.no_evidence,
    "open-conditions": open_conditions.check,
    "open-questions": open_questions.check,
    "patch-without-symptom": bare_steps.patch_without_symptom,
    "people": people.check,
    "pronouns": pronouns.check,
    "purpose": purpose.check,
    "questions-left": questions_left.check,
    "scenarios": scenarios.check,
    "shown-reproduction": reproduction.shown,
    "shown-things": facts.shown_things,
    "steps-without-problem": bare_steps.steps_without_problem,
    "strayed-titles": strayed_titles.check,
    "symptoms": evidence.symptoms,
    "thin-text": thin_text.check,
    "told-reproduction": reproduction.told,
    "type-mismatch": type_mismatch.check,
    "unpaid-chores": unpaid_chores.check,
    "unwritten-sections": unwritten_sections.check,
    "vague-titles": vague_titles.check,
}
