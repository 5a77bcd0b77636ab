"""What a package of yours needs to bring a check of its own: these values, and an entry point.

    [project.entry-points."ticketlint.checks"]
    acme-names = "acme.checks:names"

`names` is a `CheckPlugin`. It runs only where a trusted configuration has `acme-names` under
`plugins:` and a rule has `match: {check: {name: acme-names}}`; the rule holds all wording.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from ticketlint.model import Kind, Role, SectionName
from ticketlint.rules.options import NoOptions, Options

__all__ = [
    "GROUP",
    "CheckPlugin",
    "NoOptions",
    "Options",
    "PluginPassage",
    "PluginSentence",
    "PluginTicket",
    "Spot",
]

GROUP = "ticketlint.checks"


@dataclass(frozen=True, slots=True)
class PluginSentence:
    """A sentence: `start` to `end` in the text of its passage, end exclusive, and what it does."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class PluginPassage:
    """A block of the author's prose, without markup; `number` is its place in the ticket.

    `is_template` tells that it repeats a template, so that nobody has said it.
    """

    number: int
    field: str
    section: SectionName
    text: str
    is_template: bool
    sentences: tuple[PluginSentence, ...]


@dataclass(frozen=True, slots=True)
class PluginTicket:
    """A ticket as a plugin sees it: credentials are blacked out, the title is the first passage."""

    key: str
    type: str
    kind: Kind
    status: str
    project: str
    labels: tuple[str, ...]
    components: tuple[str, ...]
    passages: tuple[PluginPassage, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Words that a check found: `start` to `end` in the text of a passage, end exclusive.

    Without a passage something is missing in the ticket as a whole.
    """

    passage: PluginPassage | None = None
    start: int = 0
    end: int = 0


class CheckPlugin(Protocol):
    """A check of another package; the same ticket and options give the same spots."""

    @property
    def options(self) -> type[Options]:
        """Return the model of what a rule and a configuration may set of it."""

    def find(self, ticket: PluginTicket, options: Any, /) -> Iterable[Spot]:
        """Return what is found in one ticket; whatever it raises is told of this ticket alone."""
