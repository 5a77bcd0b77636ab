"""What fails a run: limits for all tickets, and others for those of a project, kind or status."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ticketlint.config.ticketmatch import TicketMatch, Tracked
from ticketlint.model import Kind

FailOn = Literal["error", "warning", "note", "never"]
MinLevel = Literal["draft", "refined", "ready"]


class GateLimits(BaseModel):
    """Limits of the gate; None is no limit.

    `fail_on` is the lowest severity that fails, `min_score` 0 to 100, `max_warnings` counts all
    tickets that it is for. With `new_only` what the baseline knows fails nothing; None is yes
    where there is something to compare with. With `not_worse` no ticket that was there may get
    worse; None is yes under `--since`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    fail_on: FailOn | None = None
    min_score: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None = None
    min_level: MinLevel | None = None
    max_warnings: Annotated[int, Field(ge=0)] | None = None
    new_only: bool | None = None
    not_worse: bool | None = None


class GateOverride(GateLimits):
    """Other limits for some tickets; null lifts a limit."""

    match: TicketMatch


class GateTable(GateLimits):
    """The `gate` part of a configuration; of the overrides that hold a later one wins."""

    overrides: tuple[GateOverride, ...] = ()

    def of(self, ticket: Tracked, kind: Kind) -> GateLimits:
        """Return the limits for a ticket of this kind."""
        limits: GateLimits = self
        for number in self.holding(ticket, kind):
            override = self.overrides[number]
            said = override.model_fields_set - {"match"}
            changes = {name: getattr(override, name) for name in said}
            limits = limits.model_copy(update=changes)
        return limits

    def holding(self, ticket: Tracked, kind: Kind) -> tuple[int, ...]:
        """Return the numbers of the overrides that are for a ticket of this kind."""
        return tuple(
            number
            for number, override in enumerate(self.overrides)
            if override.match.holds(ticket, kind)
        )

    def settled_for(self, ticket: Tracked, kind: Kind) -> "GateTable":
        """Return the table of one ticket: its limits, and no overrides."""
        limits = self.of(ticket, kind)
        said = {name: getattr(limits, name) for name in GateLimits.model_fields}
        return self.model_copy(update={**said, "overrides": ()})

    def group_of(self, ticket: Tracked, kind: Kind) -> int:
        """Return the number of the override that limits the warnings of a ticket, -1 for none."""
        holding = (
            number
            for number, override in enumerate(self.overrides)
            if "max_warnings" in override.model_fields_set and override.match.holds(ticket, kind)
        )
        return max(holding, default=-1)

    def for_all(self, limit: str) -> "GateTable":
        """Return the table with a limit that holds for every ticket: no override changes it."""
        overrides = tuple(_without(override, limit) for override in self.overrides)
        return self.model_copy(update={"overrides": overrides})

    @property
    def asks_what_is_new(self) -> bool:
        """Tell whether any ticket is to be judged by what is new alone."""
        return any(limits.new_only for limits in (self, *self.overrides))

    @property
    def asks_what_was(self) -> bool:
        """Tell whether any ticket is to be held against what it was."""
        return any(limits.not_worse for limits in (self, *self.overrides))


def _without(override: GateOverride, limit: str) -> GateOverride:
    kept = {name: getattr(override, name) for name in override.model_fields_set - {limit}}
    return GateOverride.model_construct(_fields_set=set(kept), **kept)
