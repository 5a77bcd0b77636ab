"""The options of a check: a model of its own, which stands beside its function."""

from collections.abc import Mapping
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from ticketlint.config.yamlfile import NO_SUCH_KEY, did_you_mean

# A count of words, steps or tickets; no option counts further.
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
# A share or a chance.
Share = Annotated[float, Field(strict=True, ge=0, le=1)]


class Options(BaseModel):
    """What a rule, and a configuration over it, sets of a check."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _has_such(cls, values: Any) -> Any:
        known = list(cls.model_fields)
        unknown = [name for name in values if name not in known] if _is_mapping(values) else ()
        if unknown:
            raise ValidationError.from_exception_data(
                cls.__name__, [_no_such(name, values[name], known) for name in unknown]
            )
        return values

    def changed(self, values: Mapping[str, Any]) -> "Options":
        """Return the options with some of them set anew.

        Raises: ValidationError for what is no option, or no value of one.
        """
        return self.model_validate({**self.model_dump(mode="json"), **values})


class NoOptions(Options):
    """The options of a check that takes none."""


class HasOptions(Protocol):
    """A row of a table of checks, as far as a rule has to know it."""

    @property
    def options(self) -> type[Options]:
        """Return the model of the options."""


def _is_mapping(values: object) -> bool:
    return isinstance(values, Mapping)


def _no_such(name: str, value: object, known: list[str]) -> InitErrorDetails:
    hint = did_you_mean(name, known) or (
        f" (known here: {', '.join(known)})" if known else " (this takes none)"
    )
    error = PydanticCustomError(NO_SUCH_KEY, "no such option{hint}", {"hint": hint})
    return InitErrorDetails(type=error, loc=(name,), input=value)
