"""The verbs of software work, from `verbs.txt`."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Kind(StrEnum):
    """How far a word that opens a line is a verb; the values are the marks in `verbs.txt`."""

    VERB = ""
    MOSTLY_VERB = "~"
    NOUN_TOO = "+"


@cache
def verbs() -> Mapping[str, Kind]:
    """Return each verb with its kind."""
    lines = files("ticketlint.pipeline").joinpath("verbs.txt").read_text("utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {row[0]: Kind(row[1] if row[1:] else "") for row in rows}
