"""`ticketlint mcp`: the tools for agents, over standard input and output."""

from threading import Thread
from typing import Annotated

import typer

from ticketlint.cli.flags.reading import ConfigFile, Isolated, TrustConfig
from ticketlint.cli.interrupts import leave_at_once
from ticketlint.cli.options import load_config
from ticketlint.errors import ConfigError

_TODO = "install the extra: pip install 'ticketlint[mcp]'"
Folders = Annotated[
    list[str] | None,
    typer.Option(
        "--root",
        metavar="FOLDER",
        help="Let paths below it be read, beside those below the roots of the client; repeatable.",
    ),
]


def mcp(
    root: Folders = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    trust_config: TrustConfig = False,
) -> None:
    """Let agents check tickets, over the Model Context Protocol.

    A client starts this server and talks to it on standard input and output. It opens no
    connection, writes no file, and reads none outside the roots.
    """
    try:
        from ticketlint.servers.agents.protocol import server_of
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types", "anyio"}:
            raise
        raise ConfigError("mcp", f"needs {error.name}", _TODO) from None
    from ticketlint.servers.agents.roots import granted
    from ticketlint.servers.agents.tools import Tools

    folders = granted(root or [])
    tools = Tools(load_config(config, isolated, trust=trust_config))
    # The client has its answer to the first message before the pipeline is loaded.
    Thread(target=tools.warm, daemon=True).start()
    leave_at_once()
    server_of(tools, folders).run("stdio")
