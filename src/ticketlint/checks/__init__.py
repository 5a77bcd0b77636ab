"""The table of checks: rules that need Python. A check is a module with one function."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from ticketlint.checks import acronyms, environment, how_without_what, open_questions

if TYPE_CHECKING:
    from ticketlint.document import Match, TicketDoc


class Check(Protocol):
    """Yield the matches of one ticket; `options` come from the rule and the configuration."""

    def __call__(self, ticket: "TicketDoc", options: Mapping[str, Any], /) -> Iterator["Match"]:
        """Yield the matches in reading order."""


CHECKS: Mapping[str, Check] = {
    "acronyms": acronyms.check,
    "environment": environment.check,
    "how-without-what": how_without_what.check,
    "open-questions": open_questions.check,
}
