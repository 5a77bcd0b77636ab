"""`ticketlint report`: write the outputs of a run again, from its JSON report."""

from typing import Annotated

import typer

from ticketlint.cli.check import exit_code, tell
from ticketlint.cli.flags import Color, GroupBy, Minutes, Outputs, Quiet, Sort, Statistics, Verbose
from ticketlint.cli.outputs import check_apart, outputs_of
from ticketlint.cli.shown import view_named

Stored = Annotated[
    str,
    typer.Argument(metavar="REPORT", help="A JSON report (-o json:FILE), or - for standard input."),
]


def report(
    stored: Stored,
    output: Outputs = None,
    sort: Sort = None,
    group_by: GroupBy = None,
    statistics: Statistics = False,
    quiet: Quiet = 0,
    verbose: Verbose = False,
    color: Color = None,
    minutes: Minutes = None,
) -> None:
    """Write a JSON report in other formats, without reading or judging a ticket again.

    It ends as the run did that made the report: 0, 1 or 2.
    """
    from ticketlint.config.settings import Config
    from ticketlint.reporters.stored import read_report

    view = view_named(
        Config(),
        sort,
        group_by,
        color,
        quiet,
        statistics=statistics,
        verbose=verbose,
        minutes=minutes,
    )
    outputs = outputs_of(output or [])
    check_apart([stored], [(f"{each.format}:{each.path}", each.path) for each in outputs])
    found = read_report(stored)
    tell(found, outputs, view)
    raise typer.Exit(exit_code(found))
