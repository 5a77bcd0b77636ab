"""Show on a terminal how far we are and what is waited for; say nothing anywhere else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ticketlint.harmless.terminal import printable
from ticketlint.sources.jira.settings import Watch


@contextmanager
def watching(*, shown: bool = True) -> Iterator[Watch]:
    """Give a function that shows one line of progress on standard error, if that is a terminal.

    Nothing is shown where it shall not be.
    """
    # FORCE_COLOR asks for colours; rich would take it for a terminal, and draw a spinner.
    if not (shown and sys.stderr.isatty()):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    with console.status("") as status:
        yield lambda told: status.update(Text(printable(told)))
