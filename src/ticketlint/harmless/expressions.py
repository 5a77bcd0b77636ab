"""Expressions that are compiled when they are first used: most texts have no place for them."""

import re
from functools import cache


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """Return an expression of ours as Python runs it; those of a text have no place here."""
    return re.compile(expression)
