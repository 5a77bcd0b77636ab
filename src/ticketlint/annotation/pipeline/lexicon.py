"""The word lists of the components: `verbs.txt` and `words.toml`."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Use(StrEnum):
    """How a word that opens a line is used, as a verb or not; the marks in `verbs.txt`."""

    VERB = ""
    MOSTLY_VERB = "~"
    NOUN_TOO = "+"


@cache
def word_lists() -> Mapping[str, str]:
    """Return each closed list as it is written."""
    return tomllib.loads(_read("words.toml"))


def words(name: str) -> list[str]:
    """Return the words of a closed list."""
    return word_lists()[name].split()


@cache
def verbs() -> Mapping[str, Use]:
    """Return each verb with its use."""
    lines = _read("verbs.txt").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {row[0]: Use(row[1] if row[1:] else "") for row in rows}


def _read(name: str) -> str:
    """Return the text of a file beside this module."""
    return files("ticketlint.annotation.pipeline").joinpath(name).read_text("utf-8")
