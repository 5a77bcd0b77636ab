"""`ticketlint diff`: what changed between two JSON reports."""

import sys
from typing import Annotated

import typer

from ticketlint.errors import ConfigError

FORMATS = ("text", "markdown", "json")
Old = Annotated[str, typer.Argument(metavar="OLD", help="The earlier JSON report.")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The later JSON report.")]
Format = Annotated[
    str, typer.Option("--output", "-o", metavar="FORMAT", help="text, markdown or json.")
]
AcrossRules = Annotated[
    bool,
    typer.Option("--across-rules", help="Compare reports of different rules or versions too."),
]


def diff(old: Old, new: New, output: Format = "text", across_rules: AcrossRules = False) -> None:
    """Compare two JSON reports.

    Tells what changed of the tickets in both, and which tickets came and went.
    """
    from ticketlint.reporters.changes import write
    from ticketlint.reporters.stored import read_report
    from ticketlint.trend.difference import difference

    if output not in FORMATS:
        raise ConfigError("--output", f"`{output}`", f"one of {', '.join(FORMATS)}")
    found = difference(read_report(old), read_report(new), across_rules=across_rules)
    write(found, output, sys.stdout)
