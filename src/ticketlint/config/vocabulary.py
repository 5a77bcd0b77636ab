"""A team's own words, from files: a term on each line, its meaning behind a colon if any."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ticketlint.errors import ConfigError

# A file of vocabulary is written by hand; a larger one is something else.
MAX_BYTES = 1_000_000
_MEANING = re.compile(r"\s*(?::|=|\t| - | – )")
_BULLET = re.compile(r"^\s*(?:[-*|]\s+)?")


def read_vocabulary(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the terms of all files, in order; `#` begins a comment or a heading.

    Raises: ConfigError for a file that cannot be read as text.
    """
    return tuple(term for path in paths for term in _terms(Path(path)))


def _terms(path: Path) -> Iterator[str]:
    todo = "name a text file with a term on each line"
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(str(path), f"larger than {MAX_BYTES // 1_000_000} MB", todo)
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(str(path), "is not UTF-8 text", todo) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "cannot be read"
        raise ConfigError(str(path), reason, todo) from None
    for line in text.splitlines():
        term = _MEANING.split(_BULLET.sub("", line), maxsplit=1)[0].strip(" *`|")
        if term and not line.lstrip().startswith("#"):
            yield term
