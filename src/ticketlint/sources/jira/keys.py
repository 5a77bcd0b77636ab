"""Tell keys of tickets from names of files on a command line; imports nothing of the network."""

from collections.abc import Sequence
from pathlib import Path

from ticketlint.sources.values import ISSUE_KEY


def is_key(text: str) -> bool:
    """Say whether a text can be the key of a ticket in Jira."""
    return ISSUE_KEY.fullmatch(text) is not None


def split_keys(inputs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the keys and the other inputs, each in order; a file of that name wins over a key."""
    keys = [name for name in inputs if is_key(name) and not Path(name).exists()]
    return keys, [name for name in inputs if name not in keys]
