"""`ticketlint serve`: a page on this machine where a ticket is judged while it is written."""

import io
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from ticketlint.cli.flags.reading import ConfigFile, Isolated, TrustConfig
from ticketlint.cli.options import expand, load_config, source_options
from ticketlint.cli.streams import say
from ticketlint.errors import ConfigError

if TYPE_CHECKING:
    from ticketlint.config.settings import Config

_TODO = "install the extra: pip install 'ticketlint[serve]'"
Backlog = Annotated[
    list[str] | None,
    typer.Argument(metavar="INPUT", help="Files or folders: their review is at /review."),
]
Host = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="An address of loopback to listen on.")
]
Port = Annotated[
    int, typer.Option("--port", min=1, max=65_535, metavar="N", help="The port to listen on.")
]


def serve(
    inputs: Backlog = None,
    host: Host = "127.0.0.1",
    port: Port = 8765,
    config: ConfigFile = None,
    isolated: Isolated = False,
    trust_config: TrustConfig = False,
) -> None:
    """Serve a page on which a ticket is judged while it is written.

    Nobody else can reach it; nothing is written to disk.
    """
    try:
        import uvicorn

        from ticketlint.servers.web import application, is_loopback
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"uvicorn", "starlette", "anyio"}:
            raise
        raise ConfigError("serve", f"needs {error.name}", _TODO) from None
    from ticketlint.servers.desk import Desk

    if not is_loopback(host):
        raise ConfigError("--host", f"`{host}` is no address of loopback", "use 127.0.0.1")
    settings = load_config(config, isolated, trust=trust_config)
    review = _review(inputs or [], settings)
    app = application(Desk(settings), port, review)
    with listen(host, port) as listening:
        say(f"http://{f'[{host}]' if ':' in host else host}:{port}  (Ctrl-C ends it)")
        told = uvicorn.Config(app, log_level="error", access_log=False)
        uvicorn.Server(told).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that takes connections: what is told after it can be opened at once.

    Raises: ConfigError where the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise ConfigError("--port", f"{port}: {error.strerror}", "name another") from None
    # Head and body of an answer are two packets; without this the second waits 40 ms for a receipt.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _review(inputs: list[str], settings: "Config") -> str:
    """Return the page of a backlog, empty without one."""
    from ticketlint.reporters.review.page import write
    from ticketlint.run.session import run_check

    if not inputs:
        return ""
    names, unmatched = expand(inputs)
    shown = settings.model_copy(update={"ticket_text": True, "fail_on": "never"})
    options = source_options(settings)
    stream = io.StringIO()
    write(run_check(names, shown, options, 1, iter, unmatched), stream)
    return stream.getvalue()
