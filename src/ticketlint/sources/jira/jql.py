"""Cut JQL where we have to add to it."""

import math
import re

_PIECE = re.compile(
    r"""\"(?:\\.?|[^\"\\])*+(?:\"|\Z)|'(?:\\.?|[^'\\])*+(?:'|\Z)|\b(?P<order>order\s+by)\b""",
    re.IGNORECASE | re.DOTALL,
)
# Pages are cut by position: without an order an issue can slip from one page to another.
_STEADY = "ORDER BY key ASC"


def split_order(jql: str) -> tuple[str, str]:
    """Return the condition and the `ORDER BY` part, either may be empty."""
    for piece in _PIECE.finditer(jql):
        if piece["order"]:
            return jql[: piece.start()].strip(), jql[piece.start() :].strip()
    return jql.strip(), ""


def ordered(jql: str) -> str:
    """Return JQL whose results always come in the same order."""
    where, order = split_order(jql)
    return f"{where} {order or _STEADY}".strip()


def changed_since(jql: str, seconds: float) -> str:
    """Return JQL for the issues of `jql` that changed in the last `seconds`.

    Minutes before now, since a date in JQL counts in the time zone of the account.
    """
    where, order = split_order(jql)
    recent = f"updated >= -{max(1, math.ceil(seconds / 60))}m"
    return ordered(f"({where}) AND {recent} {order}" if where else f"{recent} {order}")


def with_ids(ids: list[str]) -> str:
    """Return JQL for the issues of these ids."""
    return f"id in ({', '.join(ids)}) {_STEADY}"
