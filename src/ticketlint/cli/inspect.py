"""`ticketlint inspect`: show tickets as the pipeline sees them."""

import json
import sys
from typing import Annotated

import typer

from ticketlint.cli.options import ConfigFile, InputFormat, Inputs, Isolated, StdinKey, load_config

Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FORMAT", help="text or json [default: text].")
]


def inspect(
    inputs: Inputs,
    output: Output = "text",
    config: ConfigFile = None,
    isolated: Isolated = False,
    input_format: InputFormat = None,
    stdin_key: StdinKey = "STDIN-1",
) -> None:
    """Show the sections of a ticket and what each sentence was taken for."""
    from ticketlint.errors import ConfigError
    from ticketlint.inspection import as_json, write_text
    from ticketlint.run import read_documents
    from ticketlint.sources import SourceOptions

    if output not in {"text", "json"}:
        raise ConfigError("--output", f"no format `{output}`", "text or json")
    settings = load_config(config, isolated)
    options = SourceOptions(
        input_format=input_format,
        stdin_key=stdin_key,
        acceptance_fields=settings.acceptance_fields,
    )
    docs, failures = read_documents(inputs, settings, options)
    if output == "json":
        sys.stdout.write(json.dumps(as_json(docs), indent=1) + "\n")
    else:
        write_text(docs, sys.stdout)
    for failure in failures:
        sys.stderr.write(f"{failure}\n")
    raise typer.Exit(2 if failures or not docs else 0)
