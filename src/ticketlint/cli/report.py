"""`ticketlint report`: write the outputs of a run again, from its JSON report."""

from typing import Annotated

import typer

from ticketlint.cli.check import exit_code, tell
from ticketlint.cli.flags.showing import ShowingFlags
from ticketlint.cli.flags.tickets import Outputs
from ticketlint.cli.outputs import check_apart, outputs_of
from ticketlint.cli.shown import view_named

Stored = Annotated[
    str,
    typer.Argument(metavar="REPORT", help="A JSON report (-o json:FILE), or - for standard input."),
]


def report(
    stored: Stored,
    output: Outputs = None,
    *,
    showing: ShowingFlags,
) -> None:
    """Write a JSON report in other formats.

    No ticket is read or judged again. It ends as the run did that made the report: 0, 1 or 2.
    """
    from ticketlint.config.settings import Config
    from ticketlint.reporters.stored import read_report

    view = view_named(Config(), showing)
    outputs = outputs_of(output or [])
    check_apart([stored], [(f"{each.format}:{each.path}", each.path) for each in outputs])
    found = read_report(stored)
    tell(found, outputs, view)
    raise typer.Exit(exit_code(found))
