"""The options of the checks that stand in a rule or a configuration: their names and types."""

from collections.abc import Mapping
from typing import Any, Literal

from ticketlint.config.yamlfile import did_you_mean
from ticketlint.model import Part

Type = Literal["number", "text", "a text for each part"]

# By the name of the check, on a ticket or on a backlog; a check without options stands in no row.
OPTIONS: Mapping[str, Mapping[str, Type]] = {
    "how-without-what": {"least": "number", "surely": "number"},
    "long-sentences": {"max_words": "number"},
    "near-duplicates": {"least": "number"},
    "questions-left": {
        "least": "number",
        "share": "number",
        "sure": "number",
        "share_if_sure": "number",
        "lacking": "a text for each part",
        "otherwise": "text",
    },
    "scenarios": {"max_steps": "number"},
    "spellings": {"least": "number", "share": "number"},
    "steps-without-problem": {"min_steps": "number"},
    "strayed-titles": {"min_words": "number"},
    "thin-text": {"fewest": "number"},
    "unknown-names": {"most": "number"},
}
# What a check knows by itself.
_OPTIONAL = frozenset({("thin-text", "fewest")})
# No option counts further.
_MOST = 1_000_000


def check_options(check: str, options: Mapping[str, Any], *, whole: bool = True) -> None:
    """Refuse options that a check cannot work with; `whole` asks for all that it needs.

    Raises: ValueError.
    """
    known = OPTIONS.get(check, {})
    for name, value in options.items():
        if name not in known:
            hint = did_you_mean(name, list(known))
            raise ValueError(f"the check `{check}` has no option `{name[:60]}`{hint}")
        if not _is(known[name], value):
            raise ValueError(f"the option `{name}` should be {_told(known[name])}")
    for name in known if whole else ():
        if name not in options and (check, name) not in _OPTIONAL:
            raise ValueError(f"the check `{check}` needs the option `{name}`")


def _is(kind: Type, value: object) -> bool:
    if kind == "number":
        return (
            isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _MOST
        )
    if kind == "text":
        return isinstance(value, str)
    texts = value if isinstance(value, Mapping) else {}
    return all(isinstance(texts.get(part), str) for part in Part)


def _told(kind: Type) -> str:
    told = {"number": "a number from 0 on", "text": "text"}
    return told.get(kind, f"{kind}: {', '.join(Part)}")
