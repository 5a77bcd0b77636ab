"""Checks that other packages bring: loaded where a configuration names them, never else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import EntryPoint, entry_points
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict, model_validator

from ticketlint.config import budgets
from ticketlint.matching.checks import CHECKS, CheckRow
from ticketlint.matching.matches import Match
from ticketlint.rules.options import Options
from ticketlint.rules.patterns import Check
from ticketlint.rules.schema import Rule

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.plugins import CheckPlugin, PluginTicket, Spot

Rows = Mapping[str, CheckRow[Any]]


class PluginError(Exception):
    """Why a plugin cannot be used, or what it did that it must not."""


class NotLoaded(Options):
    """The options of a check that shall not be loaded: nobody knows them, and it never runs."""

    model_config = ConfigDict(extra="allow")

    @model_validator(mode="before")
    @classmethod
    def _has_such(cls, values: Any) -> Any:
        return values


@dataclass(frozen=True, slots=True)
class Installed:
    """A check of another package: what it is called, and what it comes in."""

    name: str
    package: str
    version: str
    target: str

    def __str__(self) -> str:
        """Return the package and its version."""
        return f"{self.package} {self.version}"


def installed() -> list[Installed]:
    """Return the checks of all installed packages by name; nothing of them is loaded."""
    from ticketlint.plugins import GROUP

    found = (_installed(one) for one in entry_points(group=GROUP))
    return sorted(found, key=lambda one: (one.name, one.package))


def _installed(entry: EntryPoint) -> Installed:
    package = (entry.dist.name, entry.dist.version) if entry.dist else ("unknown", "0")
    return Installed(entry.name, *package, entry.value)


def table_of(names: Sequence[str], *, loaded: bool = True) -> Rows:
    """Return the table of all checks, ours and those that a configuration names.

    Those that shall not be loaded find nothing; the rules on them are left out of a run.
    Raises: PluginError for the first that cannot be loaded.
    """
    more = {name: _row(name) if loaded else CheckRow(_nothing, NotLoaded) for name in names}
    return {**CHECKS, **more}


def find(check: Check, ticket: "TicketDoc") -> Iterator[Match]:
    """Yield what a check of a rule finds in a ticket.

    Raises: whatever it raises.
    """
    if isinstance(check.options, NotLoaded):
        return iter(())
    row = CHECKS.get(check.name) or _row(check.name)
    return row.find(ticket, check.options)


def tells_lack(check: Check) -> bool:
    """Tell whether a check of a rule finds what a ticket lacks, so that it has to see all of it."""
    row = CHECKS.get(check.name)
    return row is not None and row.tells_lack


def is_loaded(rule: Rule) -> bool:
    """Tell whether all checks that a rule uses are ours or are loaded."""
    unless = (rule.unless.sentence, rule.unless.ticket, rule.unless.unsure)
    patterns = (rule.match, *(one for one in (*unless, rule.quiet) if one is not None))
    return not any(one.check and isinstance(one.check.options, NotLoaded) for one in patterns)


def fault_of(name: str) -> str:
    """Return why a plugin cannot be loaded, empty where it can; it is loaded to find out."""
    try:
        _row(name)
    except PluginError as error:
        return str(error)
    return ""


def version_of(name: str) -> str:
    """Return the package and version of an installed check, empty where there is none."""
    return next((str(one) for one in installed() if one.name == name), "")


@cache
def _row(name: str) -> CheckRow[Any]:
    from ticketlint.plugins import GROUP

    if name in CHECKS:
        raise PluginError("has the name of a check of ticketlint (its package must rename it)")
    found = list(entry_points(group=GROUP, name=name))
    if not found:
        raise PluginError("no installed package has this check (`ticketlint doctor` lists them)")
    if found[1:]:
        names = " and ".join(sorted(_installed(one).package for one in found))
        raise PluginError(f"is in {names} (uninstall one of them)")
    check = _loaded(found[0])
    options = getattr(check, "options", None)
    if not (isinstance(options, type) and issubclass(options, Options) and _can_find(check)):
        raise PluginError(f"`{found[0].value}` is no CheckPlugin (look at ticketlint.plugins)")
    return CheckRow(partial(_found, check), options)


def _can_find(check: object) -> bool:
    return callable(getattr(check, "find", None))


def _loaded(entry: EntryPoint) -> "CheckPlugin":
    """Return what an entry point names; its module may do anything while it is imported."""
    try:
        check: CheckPlugin = entry.load()
    except (Exception, SystemExit) as error:
        told = " ".join(str(error).split())[:120]
        raise PluginError(f"cannot be loaded: {type(error).__name__}: {told}") from error
    return check


def _nothing(_ticket: "TicketDoc", _options: object) -> Iterator[Match]:
    return iter(())


def _found(check: "CheckPlugin", ticket: "TicketDoc", options: Any) -> Iterator[Match]:
    """Yield what a plugin finds.

    Raises: whatever it raises, PluginError where it wants to end the run or points to nothing.
    """
    try:
        spots = list(islice(check.find(_seen(ticket), options), budgets.FINDINGS))
    except SystemExit:
        raise PluginError("the plugin tried to end the run") from None
    for spot in sorted(spots, key=_place):
        yield _match(spot, ticket)


def _place(spot: "Spot") -> tuple[int, int]:
    return (-1, 0) if spot.passage is None else (spot.passage.number, spot.start)


def _match(spot: "Spot", ticket: "TicketDoc") -> Match:
    if spot.passage is None:
        return Match()
    number = spot.passage.number
    if not 0 <= number < len(ticket.passages):
        raise PluginError(f"there is no passage {number}")
    passage = ticket.passages[number]
    if not 0 <= spot.start < spot.end <= len(passage.text):
        raise PluginError(f"passage {number} has no words from {spot.start} to {spot.end}")
    return Match(passage, spot.start, spot.end)


def _seen(doc: "TicketDoc") -> "PluginTicket":
    """Return a ticket as plugins see it: text and facts, nothing of ours that may change."""
    from ticketlint.plugins import PluginPassage, PluginSentence, PluginTicket

    ticket = doc.ticket
    own: dict[int, list[PluginSentence]] = {}
    for one in doc.sentences:
        own.setdefault(id(one.passage), []).append(PluginSentence(one.start, one.end, one.role))
    passages = tuple(
        PluginPassage(
            number=number,
            field=passage.field,
            section=passage.section,
            text=passage.text,
            is_template=passage.is_template,
            sentences=tuple(own.get(id(passage), ())),
        )
        for number, passage in enumerate(doc.passages)
    )
    return PluginTicket(
        key=ticket.key,
        type=ticket.type,
        kind=doc.kind,
        status=ticket.status,
        project=ticket.project,
        labels=ticket.labels,
        components=ticket.components,
        passages=passages,
    )
