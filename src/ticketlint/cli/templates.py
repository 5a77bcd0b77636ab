"""`ticketlint templates learn`: find the lines that templates put into tickets."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ticketlint.cli.flags.reading import ConfigFile, Isolated
from ticketlint.cli.options import expand, load_config, source_options
from ticketlint.cli.streams import say
from ticketlint.cli.writing import write_file
from ticketlint.config.budgets import LEAST_TICKETS

templates_app = typer.Typer(
    help="Find the lines that templates put into tickets.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@templates_app.callback()
def _root() -> None:
    """Find the lines that templates put into tickets."""


@templates_app.command("learn")
def learn(
    inputs: Annotated[
        list[str], typer.Argument(metavar="BACKLOG...", help="Files or folders of tickets.")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write [default: stdout].")
    ] = None,
    least: Annotated[
        int, typer.Option("--least", min=2, metavar="N", help="Tickets a line must stand in.")
    ] = LEAST_TICKETS,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """Write the lines that recur in a project, to review and keep.

    Name the file under `templates:` in the configuration: its lines never count as content.
    """
    from ticketlint.cleaning.templates import learned_yaml, recurring_lines
    from ticketlint.harmless.terminal import printable
    from ticketlint.run.reading import Reading

    settings = load_config(config, isolated)
    options = source_options(settings, include_closed=True)
    names, unmatched = expand(inputs)
    reading = Reading(names, options, unmatched)
    text = learned_yaml(recurring_lines(reading, least))
    for failure in reading.all_failures():
        say(printable(f"{failure.source}: {failure.message}"), err=True)
    if output is None or str(output) == "-":
        sys.stdout.write(text)
    else:
        write_file(output, lambda stream: stream.write(text))
    raise typer.Exit(2 if reading.all_failures() else 0)
