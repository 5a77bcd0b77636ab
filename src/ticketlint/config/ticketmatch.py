"""Which tickets a setting is for, told by what their tracker says of them."""

import re
from fnmatch import translate
from functools import lru_cache
from typing import Annotated, Protocol

from pydantic import BaseModel, BeforeValidator, ConfigDict

from ticketlint.config.yamlfile import Words, as_tuple
from ticketlint.model import Kind

Kinds = Annotated[
    tuple[Kind, ...], BeforeValidator(as_tuple, json_schema_input_type=Kind | tuple[Kind, ...])
]


# The key of a project stands before the number, in most trackers that give such keys.
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_]*)-\d+", re.ASCII)


class Tracked(Protocol):
    """What a tracker says of a ticket: a `Ticket` or the `Address` of a result."""

    @property
    def key(self) -> str:
        """Return the key that a reader knows the ticket by."""

    @property
    def project(self) -> str:
        """Return the key of the project."""

    @property
    def type(self) -> str:
        """Return the type as the tracker calls it."""

    @property
    def status(self) -> str:
        """Return the status as the tracker calls it."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels."""

    @property
    def components(self) -> tuple[str, ...]:
        """Return the components."""

    @property
    def parent(self) -> str | None:
        """Return the key of the epic or parent."""

    @property
    def source(self) -> str:
        """Return the file or the host."""

    @property
    def priority(self) -> str:
        """Return the priority as the tracker calls it."""


class TicketMatch(BaseModel):
    """Which tickets are meant: of each key that is given, one of the patterns must hold.

    A pattern is a glob (`*`, `?`, `[...]`), whatever the case; it covers the whole value. A match
    without keys holds for every ticket. `epic` is the parent, `path` the file as it was named; the
    project is that of the key where the source names none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    project: Words = ()
    kind: Kinds = ()
    type: Words = ()
    status: Words = ()
    label: Words = ()
    component: Words = ()
    epic: Words = ()
    path: Words = ()
    priority: Words = ()

    def holds(self, ticket: Tracked, kind: Kind) -> bool:
        """Tell whether a ticket of this kind is meant."""
        values: tuple[tuple[Words, tuple[str, ...]], ...] = (
            (self.project, (ticket.project or _project_of(ticket.key),)),
            (self.type, (ticket.type,)),
            (self.status, (ticket.status,)),
            (self.label, ticket.labels),
            (self.component, ticket.components),
            (self.epic, (ticket.parent or "",)),
            (self.path, (ticket.source,)),
            (self.priority, (ticket.priority,)),
        )
        is_kind = not self.kind or kind in self.kind
        return is_kind and all(_any_holds(patterns, told) for patterns, told in values if patterns)


def _project_of(key: str) -> str:
    found = _KEY.fullmatch(key)
    return found[1] if found else ""


def _any_holds(patterns: Words, values: tuple[str, ...]) -> bool:
    return any(_glob(pattern).match(value.strip()) for pattern in patterns for value in values)


# A configuration has few patterns; each is asked of every ticket.
@lru_cache(maxsize=1024)
def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern.strip()), re.IGNORECASE)
