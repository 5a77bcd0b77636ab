"""A team's own words, from files: a term on each line, its meaning behind a colon if any."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ticketlint.config.textfile import UnreadableError, read_text
from ticketlint.errors import ConfigError

_MEANING = re.compile(r"(?::|=|\t| - | – )")
_BULLET = re.compile(r"^\s*(?:[-*|]\s+)?")


def read_vocabulary(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the terms of all files, in order; `#` begins a comment or a heading.

    Raises: ConfigError for a file that cannot be read as text.
    """
    return tuple(term for path in paths for term in _terms(Path(path)))


def _terms(path: Path) -> Iterator[str]:
    try:
        text = read_text(path)
    except UnreadableError as error:
        todo = "name a text file with a term on each line"
        raise ConfigError(str(path), str(error), todo) from None
    for line in text.splitlines():
        term = _MEANING.split(_BULLET.sub("", line), maxsplit=1)[0].rstrip().strip(" *`|")
        if term and not line.lstrip().startswith("#"):
            yield term
