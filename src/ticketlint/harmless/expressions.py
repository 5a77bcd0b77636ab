"""Expressions that are compiled when they are first used: most texts have no place for them."""

import re
from functools import cached_property


class LateExpression:
    """An expression of ours that is tried at one place of a text."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Return it as Python runs it."""
        return re.compile(self.source)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return what it finds where it begins at a character of a text."""
        return self.compiled.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return what it finds where that is a whole text."""
        return self.compiled.fullmatch(text)
