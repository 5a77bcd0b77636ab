"""What a configuration changes of rules, for all tickets or for those of an override."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ticketlint.config.scoretable import Levels
from ticketlint.config.ticketmatch import Kinds, TicketMatch, Tracked
from ticketlint.model import Kind, Level

Profile = Literal["recommended", "pedantic"]
Language = Literal["auto", "en"]
# In which form a team writes acceptance criteria; rules on the form are on for one of them.
Style = Literal["gherkin", "checklist", "ears", "must", "free"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RuleSetting(_Strict):
    """What a configuration changes of one rule."""

    severity: Level | None = None
    options: Mapping[str, Any] = Field(default_factory=dict)


Setting = Annotated[
    RuleSetting,
    BeforeValidator(
        lambda value: {"severity": value} if isinstance(value, str) else value,
        json_schema_input_type=Level | RuleSetting,
    ),
]


class Override(_Strict):
    """Settings for some tickets only, those for which `match` holds; a later override wins.

    `kinds` is an earlier way to write `match: {kind: …}`.
    """

    match: TicketMatch | None = None
    kinds: Kinds = Field(default=(), json_schema_extra={"deprecated": True})
    rules: Mapping[str, Setting] = Field(default_factory=dict)
    profile: Profile | None = None
    style: Style | None = None
    language: Language | None = None
    levels: Levels = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_for_some(self) -> "Override":
        if self.match is None and not self.kinds:
            raise ValueError("for which tickets? (write `match: {kind: [bug]}`, or another key)")
        return self

    def holds(self, ticket: Tracked, kind: Kind) -> bool:
        """Tell whether it is for a ticket of this kind."""
        if self.kinds and kind not in self.kinds:
            return False
        return self.match is None or self.match.holds(ticket, kind)
