"""Show on a terminal how far we are and what is waited for; say nothing anywhere else."""

from collections.abc import Iterator
from contextlib import contextmanager

from ticketlint.sources.jira.settings import Watch
from ticketlint.terminal import printable


@contextmanager
def watching() -> Iterator[Watch]:
    """Give a function that shows one line of progress on standard error, if that is a terminal."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("") as status:
        yield lambda told: status.update(Text(printable(told)))
