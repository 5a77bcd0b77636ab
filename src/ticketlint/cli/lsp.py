"""`ticketlint lsp`: the language server for editors, over standard input and output."""

import os
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ticketlint.cli.flags.reading import ConfigFile, Isolated, TrustConfig
from ticketlint.cli.interrupts import leave_at_once
from ticketlint.cli.options import load_config
from ticketlint.errors import ConfigError

_TODO = "install the extra: pip install 'ticketlint[lsp]'"
Tickets = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT", help="Files or folders that hold tickets [default: the workspace]."
    ),
]


def lsp(
    inputs: Tickets = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    trust_config: TrustConfig = False,
) -> None:
    """Tell an editor what to ask while a ticket is written.

    An editor starts this language server and talks to it on standard input and output. It opens
    no connection; what it judges are the Markdown files that `check` would read.
    """
    try:
        from ticketlint.servers.editors.protocol import server_of
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol", "cattrs", "attrs"}:
            raise
        raise ConfigError("lsp", f"needs {error.name}", _TODO) from None

    configured = partial(load_config, config, isolated, trust=trust_config)
    configured()  # a fault is told at once
    # What anything else prints goes to standard error, not into the protocol.
    with os.fdopen(os.dup(1), "wb") as protocol:
        os.dup2(2, 1)
        leave_at_once()
        server = server_of(lambda folder: configured(start=folder), list(map(Path, inputs or [])))
        server.start_io(stdout=protocol)
