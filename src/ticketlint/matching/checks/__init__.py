"""The table of checks: rules that need Python. A check is a function of a module."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ticketlint.matching.checks import how_and_what, thin_text
from ticketlint.matching.matches import Match
from ticketlint.rules.options import NoOptions, Options

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc


OptionsT = TypeVar("OptionsT", bound=Options)


@dataclass(frozen=True, slots=True)
class CheckRow(Generic[OptionsT]):
    """A check and its options, which come from the rule and the configuration.

    `find` yields the matches of one ticket in reading order. `tells_lack` is of one that finds
    what is not there: it is not asked of a ticket of which a part was left out.
    """

    find: "Callable[[TicketDoc, OptionsT], Iterator[Match]]"
    options: type[OptionsT]
    tells_lack: bool = False


def _late(name: str) -> Callable[["TicketDoc", Any], Iterator[Match]]:
    """Return the function `module.function` of a check, imported when a ticket is looked at.

    The words that the checks know would cost a tenth of a second in commands that find nothing.
    """
    module, _, function = name.partition(".")

    def find(ticket: "TicketDoc", options: Any) -> Iterator[Match]:
        found: Iterator[Match] = getattr(import_module(f"{__name__}.{module}"), function)(
            ticket, options
        )
        return found

    return find


CHECKS: Mapping[str, CheckRow[Any]] = {
    "blacked-out": CheckRow(_late("blacked_out.check"), NoOptions),
    "customer-evidence": CheckRow(_late("evidence.customer_evidence"), NoOptions),
    "empty-title": CheckRow(_late("records.empty_title"), NoOptions),
    "edge-cases": CheckRow(_late("edges.unanswered"), NoOptions),
    "environment": CheckRow(_late("environment.check"), NoOptions),
    "exact-order": CheckRow(_late("needless.exact_order"), NoOptions),
    "has-estimate": CheckRow(_late("facts.has_estimate"), NoOptions),
    "how-without-what": CheckRow(
        _late("how_and_what.how_without_what"), how_and_what.HowWithoutWhat, tells_lack=True
    ),
    "instructions": CheckRow(_late("instructions.check"), NoOptions),
    "no-text": CheckRow(_late("needless.no_text"), NoOptions),
    "no-place": CheckRow(_late("needless.no_place"), NoOptions),
    "nobody": CheckRow(_late("people.nobody"), NoOptions, tells_lack=True),
    "open-questions": CheckRow(_late("open_questions.check"), NoOptions),
    "plain-end": CheckRow(_late("needless.plain_end"), NoOptions),
    "plain-fault": CheckRow(_late("needless.plain_fault"), NoOptions),
    "plain-reason": CheckRow(_late("needless.plain_reason"), NoOptions),
    "prescribed": CheckRow(_late("how_and_what.prescribed"), how_and_what.Likely),
    "purpose": CheckRow(_late("purpose.check"), NoOptions),
    "shown-reproduction": CheckRow(_late("reproduction.shown"), NoOptions),
    "thin-text": CheckRow(_late("thin_text.check"), thin_text.ThinText, tells_lack=True),
    "told-below": CheckRow(_late("told_below.statements"), NoOptions),
    "told-condition": CheckRow(_late("needless.told_condition"), NoOptions),
    "told-otherwise": CheckRow(_late("needless.told_otherwise"), NoOptions),
    "told-reproduction": CheckRow(_late("reproduction.told"), NoOptions),
    "unclear-outcome": CheckRow(
        _late("how_and_what.unclear_outcome"), how_and_what.Likely, tells_lack=True
    ),
    "unfenced": CheckRow(_late("records.unfenced"), NoOptions),
    "unwritten-sections": CheckRow(_late("unwritten_sections.check"), NoOptions),
    "vague-titles": CheckRow(_late("vague_titles.check"), NoOptions),
}
