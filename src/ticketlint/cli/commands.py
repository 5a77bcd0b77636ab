"""The commands: parse, call, print. Everything heavy is imported inside a command."""

from typing import Annotated

import typer

from ticketlint.cli.backtest import backtest
from ticketlint.cli.baseline import baseline_app
from ticketlint.cli.cache import cache_app
from ticketlint.cli.check import check
from ticketlint.cli.config import config_app
from ticketlint.cli.demo import demo
from ticketlint.cli.diff import diff
from ticketlint.cli.doctor import doctor
from ticketlint.cli.evaluate import evaluate
from ticketlint.cli.explain import explain
from ticketlint.cli.flags.sets import spread
from ticketlint.cli.init import init
from ticketlint.cli.inspect import inspect
from ticketlint.cli.lsp import lsp
from ticketlint.cli.mcp import mcp
from ticketlint.cli.publish import publish
from ticketlint.cli.pull import pull
from ticketlint.cli.report import report
from ticketlint.cli.review import review
from ticketlint.cli.rules import rules_app
from ticketlint.cli.serve import serve
from ticketlint.cli.streams import say
from ticketlint.cli.templates import templates_app

EPILOG = "Exit codes: 0 the gate has passed, 1 it has failed, 2 could not do it, 130 interrupted."

app = typer.Typer(
    name="ticketlint",
    help="Read tickets and ask the questions their author has to answer.",
    epilog=EPILOG,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command(epilog=EPILOG)(spread(check))
app.command()(explain)
app.command()(inspect)
app.command()(demo)
app.command()(init)
app.command()(pull)
app.command()(publish)
app.command()(spread(report))
app.command()(spread(review))
app.command()(serve)
app.command()(mcp)
app.command()(lsp)
app.command()(diff)
app.command()(backtest)
app.command()(doctor)
app.command()(evaluate)
app.add_typer(rules_app, name="rules")
app.add_typer(templates_app, name="templates")
app.add_typer(config_app, name="config")
app.add_typer(baseline_app, name="baseline")
app.add_typer(cache_app, name="cache")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        say(f"ticketlint {version('ticketlint')}")
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
