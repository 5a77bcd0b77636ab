"""Lay what one place says over what another says: the upper one wins, mappings are merged."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

ModelT = TypeVar("ModelT", bound=BaseModel)


def laid_over(upper: ModelT, lower: ModelT) -> ModelT:
    """Return `lower` with all that was set in `upper`: values and lists are replaced.

    Mappings, and values that are models of the same kind, are merged key by key.
    """
    names = upper.model_fields_set
    values = {name: merged(getattr(upper, name), getattr(lower, name)) for name in names}
    return lower.model_copy(update=values)


def merged(upper: Any, lower: Any) -> Any:
    """Return one value laid over another, as `laid_over` does for each."""
    if isinstance(upper, BaseModel) and type(upper) is type(lower):
        return laid_over(upper, lower)
    if isinstance(upper, Mapping) and isinstance(lower, Mapping):
        return {**lower, **{key: _over(value, lower, key) for key, value in upper.items()}}
    return upper


def _over(value: Any, lower: Mapping[Any, Any], key: Any) -> Any:
    return merged(value, lower[key]) if key in lower else value
