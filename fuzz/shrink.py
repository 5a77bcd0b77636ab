"""Make an input smaller as long as the same thing breaks."""

from fuzz.targets import Target
from fuzz.trial import Found, try_input

_MOST_TRIES = 3000


def shrunk(target: Target, data: bytes) -> bytes:
    """Return the input without all that can be left out, in at most 3,000 tries."""
    wanted = _told(try_input(target, data))
    size, tries = len(data) // 2, 0
    while wanted and size and tries < _MOST_TRIES:
        at, before = 0, len(data)
        while at < len(data) and tries < _MOST_TRIES:
            tries += 1
            less = data[:at] + data[at + size :]
            if _told(try_input(target, less)) == wanted:
                data = less
            else:
                at += size
        size = size if len(data) < before else size // 2
    return data


def _told(found: Found | None) -> tuple[str, str, str] | None:
    """Return what must stay the same; seconds and sizes may change."""
    if found is None:
        return None
    return found.kind, found.where, found.what if found.kind == "fault" else ""
