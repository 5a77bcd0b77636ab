"""What a schema says of a document, and of one that is broken at a place: both must be seen."""

from copy import deepcopy
from typing import Any

from jsonschema import Draft7Validator


def faults(document: object, schema: dict[str, Any]) -> list[str]:
    """Return where a document breaks its schema, and how: `runs: 'using' is a required ...`."""
    errors = Draft7Validator(schema).iter_errors(document)
    return [f"{'.'.join(map(str, one.absolute_path))}: {one.message}" for one in errors]


def without(document: Any, *path: str | int) -> Any:
    """Return a copy of a document that lacks the value at a path."""
    copy = deepcopy(document)
    inner = copy
    for part in path[:-1]:
        inner = inner[part]
    del inner[path[-1]]
    return copy
