"""The word lists of the invented lines, from `words.toml`."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def word_lists() -> dict[str, str]:
    """Return each list as it is written."""
    lists: dict[str, str] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return lists


def words(name: str) -> list[str]:
    """Return the words of a list."""
    return word_lists()[name].split()


def rows(name: str) -> list[list[str]]:
    """Return the words of each line of a list."""
    return [line.split() for line in word_lists()[name].strip().splitlines()]
