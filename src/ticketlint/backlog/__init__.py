"""Rules on a whole backlog: what no ticket shows alone. They run after all tickets are judged."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ticketlint.backlog.options import NearDuplicates, Spellings, UnknownNames
from ticketlint.rules.options import NoOptions, Options

if TYPE_CHECKING:
    from ticketlint.backlog.matches import BacklogMatch
    from ticketlint.backlog.store import BacklogTicket

OptionsT = TypeVar("OptionsT", bound=Options)


@dataclass(frozen=True, slots=True)
class BacklogRow(Generic[OptionsT]):
    """A check on a backlog and its options, which come from the rule and the configuration.

    `find` yields the matches in all tickets of a run, which are in input order.
    """

    find: "Callable[[Sequence[BacklogTicket], OptionsT], Iterator[BacklogMatch]]"
    options: type[OptionsT]


def _late(module: str) -> "Callable[[Sequence[BacklogTicket], Any], Iterator[BacklogMatch]]":
    """Return the check of a module, imported when a backlog is looked at: who lists rules never."""

    def find(tickets: "Sequence[BacklogTicket]", options: Any) -> "Iterator[BacklogMatch]":
        found: Iterator[BacklogMatch] = import_module(f"{__name__}.{module}").check(
            tickets, options
        )
        return found

    return find


BACKLOG_CHECKS: Mapping[str, BacklogRow[Any]] = {
    "near-duplicates": BacklogRow(_late("near_duplicates"), NearDuplicates),
    "parents": BacklogRow(_late("parents"), NoOptions),
    "spellings": BacklogRow(_late("spellings"), Spellings),
    "unexplained-terms": BacklogRow(_late("unexplained_terms"), NoOptions),
    "unknown-names": BacklogRow(_late("unknown_names"), UnknownNames),
}
