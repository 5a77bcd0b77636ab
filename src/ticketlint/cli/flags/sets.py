"""Options that belong together are one value to a command, and single flags to its user."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Any


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command that takes the fields of each set of options among its parameters.

    A set is a dataclass whose fields are options with a default; typer knows of no such thing.
    """
    parameters = inspect.signature(command).parameters
    sets = {
        name: one.annotation for name, one in parameters.items() if is_dataclass(one.annotation)
    }

    @wraps(command)
    def taking_single_options(**given: Any) -> None:
        made = {name: _made(kind, given) for name, kind in sets.items()}
        command(**given, **made)

    single = [
        one
        for name, parameter in parameters.items()
        for one in (_of_fields(sets[name]) if name in sets else (_by_name(parameter),))
    ]
    taking_single_options.__signature__ = inspect.Signature(single)  # type: ignore[attr-defined]
    taking_single_options.__annotations__ = {one.name: one.annotation for one in single}
    return taking_single_options


def _made(kind: Any, given: dict[str, Any]) -> Any:
    return kind(**{one.name: given.pop(one.name) for one in fields(kind)})


def _of_fields(kind: Any) -> Iterator[inspect.Parameter]:
    for one in fields(kind):
        how = inspect.Parameter.KEYWORD_ONLY
        yield inspect.Parameter(one.name, how, default=one.default, annotation=one.type)


def _by_name(parameter: inspect.Parameter) -> inspect.Parameter:
    return parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
