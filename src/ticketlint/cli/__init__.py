"""The command line: parse, call, print. Everything heavy is imported inside a command."""

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from ticketlint.cli.check import check
from ticketlint.cli.demo import demo
from ticketlint.cli.doctor import doctor
from ticketlint.cli.evaluate import evaluate
from ticketlint.cli.explain import explain
from ticketlint.cli.inspect import inspect
from ticketlint.cli.publish import publish
from ticketlint.cli.pull import pull
from ticketlint.cli.rules import rules_app
from ticketlint.cli.templates import templates_app
from ticketlint.errors import TicketlintError
from ticketlint.terminal import printable

CANNOT = 2
INTERRUPTED = 130

EPILOG = (
    "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not do it, 130 interrupted."
)

app = typer.Typer(
    name="ticketlint",
    help="Read tickets and ask the questions their author has to answer.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command(epilog=EPILOG)(check)
app.command()(explain)
app.command()(inspect)
app.command()(demo)
app.command()(pull)
app.command()(publish)
app.command()(doctor)
app.command()(evaluate)
app.add_typer(rules_app, name="rules")
app.add_typer(templates_app, name="templates")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ticketlint {version('ticketlint')}")
        raise typer.Exit


@app.callback()
def _root(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Read tickets and ask the questions their author has to answer."""


def main() -> None:
    """Run the command line; an uncaught fault ends with 2, never with 1 ("findings")."""
    try:
        app()
    except TicketlintError as error:
        _end(str(error), CANNOT)
    except KeyboardInterrupt:
        _end("interrupted", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(CANNOT) from None
    except Exception as error:
        if os.environ.get("TICKETLINT_DEBUG"):
            raise
        told = printable(f"{type(error).__name__}: {error}")
        _end(f"internal error: {told} (set TICKETLINT_DEBUG=1 for the traceback)", CANNOT)


def _end(message: str, code: int) -> None:
    lines = [printable(line) for line in f"ticketlint: {message}".split("\n")]
    sys.stderr.write("\n".join(lines) + "\n")
    raise SystemExit(code)
