"""Names of rules over time: what is written under an old name holds for the rule of today."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from ticketlint.rules.removed import REMOVED


def name_today(rule: str) -> str:
    """Return what a rule is called now; a name that was never another's stays."""
    seen = {rule}
    while (now := REMOVED.get(rule)) and now not in seen:
        seen.add(now)
        rule = now
    return rule


def former_names(rule: str) -> tuple[str, ...]:
    """Return the names of earlier versions under which a rule was known."""
    return _former().get(rule, ())


@cache
def _former() -> Mapping[str, tuple[str, ...]]:
    names: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for former in REMOVED:
        now = name_today(former)
        if now != former:
            names[now] += (former,)
    return names
