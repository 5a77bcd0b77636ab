"""Tell a configuration in YAML that can be read again, and where each value of it stands."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ticketlint.config.settings import Config
from ticketlint.config.yamlfile import Loc

# What was put into effect already; read again from another folder it would lead elsewhere.
_IN_EFFECT = frozenset({"extends"})
_PLAIN = re.compile(r"[A-Za-z_][\w./-]*(?: [\w./-]+)*", re.ASCII)
_NO_WORDS = frozenset({"true", "false", "null"})

OriginOf = Callable[[Loc], str]


def tell(config: Config, origin_of: OriginOf | None = None) -> Iterator[str]:
    """Yield the lines of a configuration, with `origin_of` each value with its origin behind it."""
    yield from _lines(_tree(config), (), origin_of)


def _tree(config: Config) -> dict[str, Any]:
    """Return all settings as plain values, a rule in short where it has a severity only."""
    tree: dict[str, Any] = config.model_dump(mode="json", exclude=set(_IN_EFFECT))
    set_only = config.model_dump(
        mode="json", exclude_unset=True, include={"rules", "overrides", "gate"}
    )
    tree["rules"] = {name: _in_short(one) for name, one in set_only.get("rules", {}).items()}
    tree["gate"]["overrides"] = set_only.get("gate", {}).get("overrides", [])
    tree = _without_short_form(tree, config)
    tree["overrides"] = [
        {**one, "rules": {name: _in_short(rule) for name, rule in one.get("rules", {}).items()}}
        for one in set_only.get("overrides", ())
    ]
    return tree


def _without_short_form(tree: dict[str, Any], config: Config) -> dict[str, Any]:
    """Return the settings with one `fail_on`, the one that holds: it may stand in two places."""
    gate = config.gate
    if gate.fail_on is None:
        return {**tree, "gate": {k: v for k, v in tree["gate"].items() if k != "fail_on"}}
    is_lifted = any(
        one.fail_on is None and "fail_on" in one.model_fields_set for one in gate.overrides
    )
    return tree if is_lifted else {k: v for k, v in tree.items() if k != "fail_on"}


def _in_short(setting: Mapping[str, Any]) -> Any:
    return setting["severity"] if list(setting) == ["severity"] else setting


def _lines(tree: Mapping[str, Any], above: Loc, origin_of: OriginOf | None) -> Iterator[str]:
    pad = "  " * len(above)
    for key, value in tree.items():
        loc = (*above, key)
        if isinstance(value, dict) and value:
            yield f"{pad}{told(key)}:"
            yield from _lines(value, loc, origin_of)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{pad}{told(key)}:"
            for at, item in enumerate(value):
                yield f"{pad}  - {_flow(item)}{_behind((*loc, at), origin_of)}"
        else:
            yield f"{pad}{told(key)}: {told(value)}{_behind(loc, origin_of)}"


def _behind(loc: Loc, origin_of: OriginOf | None) -> str:
    return f"  # {origin_of(loc)}" if origin_of else ""


def told(value: Any) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value not in _NO_WORDS:
        return value
    return _flow(value)


def _flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def override_origin(
    config: Config, numbers: tuple[int, ...], limits: tuple[int, ...] = ()
) -> OriginOf:
    """Return what tells the origin of a value for the tickets of these overrides.

    `limits` are the numbers of the overrides of the gate.
    """
    layer = config.layers.saying_at(("overrides",))

    def origin_of(loc: Loc) -> str:
        for number in reversed(limits if loc[:1] == ("gate",) else ()):
            if set(loc[1:]) & config.gate.overrides[number].model_fields_set:
                return config.layers.origin_of(("gate", "overrides", number, *loc[1:]))
        inner = loc[1:] if loc[:2] == ("scorecard", "levels") else loc
        for number in reversed(numbers):
            place = ("overrides", number, *inner)
            if layer is not None and layer.decides(place):
                return layer.place_of(place)
        return config.layers.origin_of(loc)

    return origin_of
