"""`ticketlint inspect`: show tickets as the pipeline sees them."""

import sys
from itertools import takewhile
from typing import Annotated

import typer

from ticketlint.cli.flags.reading import ConfigFile, Files, InputFormat, Isolated, StdinKey
from ticketlint.cli.options import expand, load_config, source_options
from ticketlint.cli.streams import fault_of

Output = Annotated[
    str,
    typer.Option("--output", "-o", metavar="FORMAT", help="text, json or html [default: text]."),
]


def inspect(
    inputs: Files,
    output: Output = "text",
    config: ConfigFile = None,
    isolated: Isolated = False,
    input_format: InputFormat = None,
    stdin_key: StdinKey = "STDIN-1",
) -> None:
    """Show how a ticket was read: its sections, kind and sentences."""
    from ticketlint.errors import ConfigError
    from ticketlint.harmless.terminal import printable
    from ticketlint.reporters.inspecting import WRITERS
    from ticketlint.run.inspection import inspect_tickets
    from ticketlint.run.reading import Reading
    from ticketlint.run.selection import resolve
    from ticketlint.run.session import Session

    if output not in WRITERS:
        raise ConfigError("--output", f"no format `{output}`", f"one of {', '.join(WRITERS)}")
    settings = load_config(config, isolated)
    options = source_options(settings, input_format, stdin_key, include_closed=True)
    names, unmatched = expand(inputs)
    reading = Reading(names, options, unmatched)
    with Session(resolve(settings)) as session:
        seen = inspect_tickets(session, reading)
        WRITERS[output](takewhile(lambda _: fault_of(sys.stdout) is None, seen), sys.stdout)
    for failure in reading.all_failures():
        sys.stderr.write(printable(str(failure)) + "\n")
    raise typer.Exit(2 if reading.all_failures() else 0)
