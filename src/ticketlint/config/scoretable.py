"""What a team changes of the scorecard: another file, the points of a fact, what a level needs."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from ticketlint.config.yamlfile import Words
from ticketlint.model import Kind

# The key of all kinds that are not named beside it.
OTHERS = "others"
_Number = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
_NUMBERS: TypeAdapter[float] = TypeAdapter(_Number)


def _of_each_kind(value: object) -> object:
    """Return points for each kind: one number counts for all, `others` for those not named."""
    if isinstance(value, Mapping):
        named = {key: points for key, points in value.items() if key != OTHERS}
        return {**(_of_all(value[OTHERS]) if OTHERS in value else {}), **named}
    return _of_all(value)


def _of_all(value: object) -> dict[str, float]:
    """Return a number for each kind; one with a fault is told once, not once for each of them."""
    try:
        points = _NUMBERS.validate_python(value)
    except ValidationError as error:
        [fault] = error.errors()
        raise PydanticCustomError("points", "{told}", {"told": fault["msg"]}) from None
    return dict.fromkeys(Kind, points)


_NUMBER: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 100}
_BY_KIND = dict.fromkeys((*(kind.value for kind in Kind), OTHERS), _NUMBER)
_SCHEMA = {
    "anyOf": [_NUMBER, {"type": "object", "properties": _BY_KIND, "additionalProperties": False}]
}
# Points of a fact by kind, 0 to 100.
Points = Annotated[
    Mapping[Kind, _Number],
    BeforeValidator(_of_each_kind),
    WithJsonSchema(_SCHEMA),
]


class Needs(BaseModel):
    """The facts that a ticket of a kind must show for each level above a draft.

    A level that is not named keeps its needs.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    refined: Words = ()
    ready: Words = ()


Levels = Mapping[Kind, Needs]


class ScoreTable(BaseModel):
    """What a configuration changes; an empty `file` is the card that ships."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    file: str = ""
    points: Mapping[str, Points] = Field(default_factory=dict)
    levels: Levels = Field(default_factory=dict)
