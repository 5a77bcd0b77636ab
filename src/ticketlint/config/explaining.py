"""Explain a setting by its dotted key: what it takes, its default, what it does, an example."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ticketlint.config.given import ENVIRONMENT
from ticketlint.config.settings import Config
from ticketlint.config.telling import told
from ticketlint.config.yamlfile import did_you_mean
from ticketlint.errors import ConfigError

Schema = Mapping[str, Any]
_BOUNDS = {
    "minimum": "from {}",
    "exclusiveMinimum": "above {}",
    "maximum": "to {}",
    "exclusiveMaximum": "below {}",
}
_NAMES = {"string": "text", "integer": "number", "boolean": "true | false", "null": "nothing"}


def explain(key: str) -> Iterator[str]:
    """Yield the lines on a setting, such as `fail_on` or `overrides.match.project`.

    Raises: ConfigError for a key that does not exist.
    """
    root = Config.model_json_schema()
    schema = _found(key, root)
    first = key.split(".", maxsplit=1)[0]
    top = root["properties"][first]
    yield f"{key}: {type_of(schema, root)}"
    if "default" in schema:
        yield f"  default: {told(schema['default'])}"
    about = schema.get("description") or top["description"]
    yield f"  {about}"
    yield from _variables(key)
    for example in schema.get("examples") or top["examples"]:
        name = key if "examples" in schema else first
        yield "  example:"
        yield f"    {name}: {told(example)}"
    inner = _keys(schema, root)
    if inner:
        yield f"  keys: {', '.join(inner)}"


def schema_text() -> str:
    """Return the JSON schema of a configuration file, for editors."""
    return json.dumps(Config.model_json_schema(), indent=2) + "\n"


def type_of(schema: Schema, root: Schema) -> str:
    """Return in words what a setting takes."""
    schema = _resolved(schema, root)
    if "anyOf" in schema:
        kinds = [type_of(one, root) for one in schema["anyOf"]]
        return " | ".join(dict.fromkeys(kinds))
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    match schema.get("type"):
        case "array":
            return f"list of {type_of(schema['items'], root)}"
        case "object":
            return "mapping"
        case kind:
            bounds = [told.format(schema[name]) for name, told in _BOUNDS.items() if name in schema]
            return " ".join([_NAMES.get(str(kind), str(kind or "value")), *bounds])


def _found(key: str, root: Schema) -> Schema:
    """Return the part of the schema that a dotted key names, through the items of a list."""
    schema: Schema = root
    for depth, name in enumerate(key.split(".")):
        known = _inner(schema, root)
        if name in known:
            schema = known[name]
        elif "*" in known:
            schema = known["*"]
        else:
            above = ".".join(key.split(".")[:depth])
            where = f"`{above}` has no key" if above else "no setting"
            hint = did_you_mean(name, list(known)) or f" (known: {', '.join(known) or 'none'})"
            raise ConfigError(key, f"{where} `{name[:60]}`{hint}")
    return schema


def _keys(schema: Schema, root: Schema) -> list[str]:
    return [name for name in _inner(schema, root) if name != "*"]


def _inner(schema: Schema, root: Schema) -> dict[str, Schema]:
    """Return the settings inside one; `*` stands for any name."""
    schema = _resolved(schema, root)
    inner: dict[str, Schema] = dict(schema.get("properties", {}))
    for one in schema.get("anyOf", ()):
        inner |= _inner(one, root)
    if "items" in schema:
        inner |= _inner(schema["items"], root)
    if isinstance(schema.get("additionalProperties"), Mapping):
        names = _resolved(schema.get("propertyNames", {}), root).get("enum", ("*",))
        inner |= dict.fromkeys(names, schema["additionalProperties"])
    return inner


def _resolved(schema: Schema, root: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    target: Schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}


def _variables(key: str) -> Iterator[str]:
    yield from (f"  environment: {name}" for name, setting in ENVIRONMENT.items() if setting == key)
