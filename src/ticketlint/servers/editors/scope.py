"""Which files are tickets: those that `ticketlint check` reads of the same folders."""

import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from ticketlint.sources import SourceOptions
from ticketlint.sources.inputs import origins
from ticketlint.sources.markdown import SUFFIXES
from ticketlint.sources.origin import Origin


def is_ticket(path: Path, inputs: Sequence[Path]) -> bool:
    """Tell whether a Markdown file is one of the inputs, or found below one of them."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    real = path.resolve()
    above = [one for one in inputs if real.is_relative_to(one.resolve())]
    return any(found.resolve() == real for one in above for found in _files(one))


def _files(one: Path) -> Iterator[Path]:
    """Yield the files of an input; a pipe is not waited for."""
    try:
        mode = one.stat().st_mode
    except OSError:
        return
    if stat.S_ISDIR(mode) or stat.S_ISREG(mode):
        found = origins([str(one)], SourceOptions(), None)
        yield from (Path(each.name) for each in found if isinstance(each, Origin))
