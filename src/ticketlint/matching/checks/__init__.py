"""The table of checks: rules that need Python. A check is a function of a module."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

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
    records,
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
from ticketlint.rules.options import NoOptions, Options

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc


OptionsT = TypeVar("OptionsT", bound=Options)


@dataclass(frozen=True, slots=True)
class CheckRow(Generic[OptionsT]):
    """A check and its options, which come from the rule and the configuration.

    `find` yields the matches of one ticket in reading order.
    """

    find: "Callable[[TicketDoc, OptionsT], Iterator[Match]]"
    options: type[OptionsT]


CHECKS: Mapping[str, CheckRow[Any]] = {
    "blacked-out": CheckRow(blacked_out.check, NoOptions),
    "circular-reasons": CheckRow(circular_reasons.check, NoOptions),
    "contradictions": CheckRow(contradictions.check, NoOptions),
    "customer-evidence": CheckRow(evidence.customer_evidence, NoOptions),
    "empty-title": CheckRow(records.empty_title, NoOptions),
    "environment": CheckRow(environment.check, NoOptions),
    "goals": CheckRow(goals.check, NoOptions),
    "has-estimate": CheckRow(facts.has_estimate, NoOptions),
    "how-without-what": CheckRow(how_without_what.check, how_without_what.HowWithoutWhat),
    "instructions": CheckRow(instructions.check, NoOptions),
    "linked-tickets": CheckRow(facts.linked_tickets, NoOptions),
    "long-sentences": CheckRow(long_sentences.check, long_sentences.LongSentences),
    "no-estimate": CheckRow(facts.no_estimate, NoOptions),
    "no-evidence": CheckRow(evidence.no_evidence, NoOptions),
    "open-conditions": CheckRow(open_conditions.check, NoOptions),
    "open-questions": CheckRow(open_questions.check, NoOptions),
    "patch-without-symptom": CheckRow(bare_steps.patch_without_symptom, NoOptions),
    "people": CheckRow(people.check, NoOptions),
    "pronouns": CheckRow(pronouns.check, NoOptions),
    "purpose": CheckRow(purpose.check, NoOptions),
    "questions-left": CheckRow(questions_left.check, questions_left.QuestionsLeft),
    "scenarios": CheckRow(scenarios.check, scenarios.Scenarios),
    "shown-reproduction": CheckRow(reproduction.shown, NoOptions),
    "shown-things": CheckRow(facts.shown_things, NoOptions),
    "steps-without-problem": CheckRow(bare_steps.steps_without_problem, bare_steps.BareSteps),
    "strayed-titles": CheckRow(strayed_titles.check, strayed_titles.StrayedTitles),
    "symptoms": CheckRow(evidence.symptoms, NoOptions),
    "thin-text": CheckRow(thin_text.check, thin_text.ThinText),
    "told-reproduction": CheckRow(reproduction.told, NoOptions),
    "type-mismatch": CheckRow(type_mismatch.check, NoOptions),
    "unfenced": CheckRow(records.unfenced, NoOptions),
    "unpaid-chores": CheckRow(unpaid_chores.check, NoOptions),
    "unwritten-sections": CheckRow(unwritten_sections.check, NoOptions),
    "vague-titles": CheckRow(vague_titles.check, NoOptions),
}
