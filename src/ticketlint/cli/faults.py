"""A fault that ends a run before there is a report: told where a CI host shows faults, too."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ticketlint.cli.options import expand
from ticketlint.cli.outputs import check_apart
from ticketlint.cli.streams import say
from ticketlint.errors import TicketlintError

if TYPE_CHECKING:
    from ticketlint.model import Failure, Report
    from ticketlint.reporters import Output

# What a person reads on a page of the host. SARIF is none of it: without its results, alerts would
# be closed, and other programs that read a report want all of one or none.
_SHOWN = frozenset({"github", "azure", "gitlab", "junit", "markdown"})
# `file.yaml:3:1` or `file.yaml:3`, and behind it what the fault is.
_PLACED = re.compile(r"(?P<source>[^\s:|][^:\n]*):(?P<line>[1-9]\d{0,8})(?::\d+)?")
_LINE = re.compile(rf"{_PLACED.pattern}: (?P<what>.+)")


@contextmanager
def told_on_hosts(outputs: "Iterable[Output]", inputs: Sequence[str]) -> Iterator[None]:
    """Let a fault through, and write it to those of the outputs that a host shows to people.

    None of the `inputs` of the command is written over. Raises: the fault itself.
    """
    try:
        yield
    except TicketlintError as error:
        for output in outputs:
            if output.format in _SHOWN:
                _tell(error, output, inputs)
        raise


def _tell(error: TicketlintError, output: "Output", inputs: Sequence[str]) -> None:
    """Write a fault to an output; where that cannot be written, say so beside it."""
    from ticketlint.cli.check import write_outputs
    from ticketlint.harmless.terminal import printable
    from ticketlint.reporters.view import View

    try:
        check_apart(expand(inputs)[0], [(f"{output.format}:{output.path}", output.path)])
        write_outputs(report_of(error), [output], View())
    except TicketlintError as other:
        if str(other) == str(error):
            return  # the output itself is the fault
        say(printable(f"ticketlint: {other}"), err=True)


def report_of(error: TicketlintError) -> "Report":
    """Return the report of a run that a fault has ended: no ticket, no result, and never green."""
    from importlib.metadata import version

    from ticketlint.model import Gate, Report, Versions

    nothing = Gate(passed=False, reasons=("nothing was checked",))
    made_by = Versions(version("ticketlint"), "", 0, "", "")
    return Report(made_by, nothing, (), failures=tuple(_failures(error)))


def _failures(error: TicketlintError) -> "Iterator[Failure]":
    """Yield each fault that a message tells with its place, else the message as one."""
    from ticketlint.model import Failure

    first, *lines = str(error).split("\n")
    placed = list(filter(None, map(_LINE.fullmatch, lines)))
    for told in placed:
        yield Failure(told["what"], _from_here(told["source"]), int(told["line"]))
    where = _PLACED.fullmatch(error.where)
    if not placed and where:
        what = first.removeprefix(f"{error.where}: ")
        yield Failure(what, _from_here(where["source"]), int(where["line"]))
    elif not placed:
        yield Failure(first)


def _from_here(source: str) -> str:
    """Return a path as a host knows it, from the folder of the run, where it lies below that."""
    here = Path.cwd()
    path = Path(source)
    return os.fspath(path.relative_to(here)) if path.is_relative_to(here) else source
