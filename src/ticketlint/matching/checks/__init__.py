"""The table of checks: rules that need Python. A check is a function of a module."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ticketlint.matching.checks import (
    blacked_out,
    environment,
    evidence,
    facts,
    how_and_what,
    instructions,
    needless,
    open_questions,
    people,
    purpose,
    records,
    reproduction,
    thin_text,
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
    "customer-evidence": CheckRow(evidence.customer_evidence, NoOptions),
    "empty-title": CheckRow(records.empty_title, NoOptions),
    "environment": CheckRow(environment.check, NoOptions),
    "has-estimate": CheckRow(facts.has_estimate, NoOptions),
    "how-without-what": CheckRow(how_and_what.how_without_what, how_and_what.HowWithoutWhat),
    "instructions": CheckRow(instructions.check, NoOptions),
    "no-text": CheckRow(needless.no_text, NoOptions),
    "no-place": CheckRow(needless.no_place, NoOptions),
    "nobody": CheckRow(people.nobody, NoOptions),
    "open-questions": CheckRow(open_questions.check, NoOptions),
    "plain-end": CheckRow(needless.plain_end, NoOptions),
    "plain-fault": CheckRow(needless.plain_fault, NoOptions),
    "plain-reason": CheckRow(needless.plain_reason, NoOptions),
    "prescribed": CheckRow(how_and_what.prescribed, how_and_what.Likely),
    "purpose": CheckRow(purpose.check, NoOptions),
    "shown-reproduction": CheckRow(reproduction.shown, NoOptions),
    "thin-text": CheckRow(thin_text.check, thin_text.ThinText),
    "told-otherwise": CheckRow(needless.told_otherwise, NoOptions),
    "told-reproduction": CheckRow(reproduction.told, NoOptions),
    "unclear-outcome": CheckRow(how_and_what.unclear_outcome, how_and_what.Likely),
    "unfenced": CheckRow(records.unfenced, NoOptions),
    "unwritten-sections": CheckRow(unwritten_sections.check, NoOptions),
    "vague-titles": CheckRow(vague_titles.check, NoOptions),
}
