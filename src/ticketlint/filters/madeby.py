"""What a baseline or a report was made by, and what of that may find something else."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

# What the name of a part begins with that is a rule.
RULE = "rule "
Part = Annotated[str, Field(pattern=r"^[a-z0-9 _-]{1,80}$")]


class Made(BaseModel):
    """What a baseline was made by: the version of ticketlint, and the digests of what it judged by.

    A rule that was on is a part, and so is a setting. Without any nobody knows what it was.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    ticketlint: str = Field(pattern=r"^[0-9A-Za-z.+!-]{1,40}$")
    parts: Mapping[Part, Annotated[str, Field(pattern=r"^[0-9a-f]{1,64}$")]] = Field(
        default_factory=dict
    )

    def unlike(self, now: "Made") -> Iterator[str]:
        """Yield in words each part that may find what this did not.

        A rule that is merely off now is none: nothing of it is found.
        """
        for name in sorted({*self.parts, *now.parts} if self.parts and now.parts else ()):
            rule = name.removeprefix(RULE)
            if rule == name and self.parts.get(name) != now.parts.get(name):
                yield f"`{name}`"
            elif name not in self.parts:
                yield f"rule `{rule}` is on"
            elif name in now.parts and self.parts[name] != now.parts[name]:
                yield f"rule `{rule}` is another"

    def as_lines(self) -> str:
        """Return its entry in a baseline, a line for each part, so that git shows which differ."""
        told = (
            f"{json.dumps(name)}: {json.dumps(self.parts[name])}" for name in sorted(self.parts)
        )
        parts = ",\n".join(told)
        by = json.dumps(self.ticketlint)
        return f'"made": {{"ticketlint": {by}, "parts": {{\n{parts}\n}}}},\n'


def made_of_report(document: Mapping[str, Any]) -> Made | None:
    """Return what a report was made by, None where it does not tell."""
    try:
        told = {
            "ticketlint": document["tool"]["version"],
            "parts": document["ruleset"].get("parts", {}),
        }
        return Made.model_validate(told)
    except (AttributeError, KeyError, TypeError, ValidationError):
        return None
