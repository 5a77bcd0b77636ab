"""The commands: parse, call, print. Everything heavy is imported inside a command."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from ticketlint.cli.flags.sets import spread
from ticketlint.cli.streams import say

if TYPE_CHECKING:
    app: typer.Typer

EPILOG = "Exit codes: 0 the gate has passed, 1 it has failed, 2 could not do it, 130 interrupted."

# Each is the function of that name in the module of that name, in the order of the help.
_COMMANDS = (
    *("check", "explain", "inspect", "demo", "init", "pull", "publish", "report", "review"),
    *("serve", "mcp", "lsp", "diff", "backtest", "doctor", "evaluate"),
)
# Each is `NAME_app` in the module of that name.
_GROUPS = ("rules", "templates", "config", "baseline", "cache")
# Those that take their flags in sets.
_SPREAD = frozenset({"check", "report", "review"})


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """Return the app for these arguments: of a command that is named first no other is imported.

    All others would cost it a tenth of a second.
    """
    named = arguments[0] if arguments else ""
    return _app_of([named] if named in {*_COMMANDS, *_GROUPS} else [*_COMMANDS, *_GROUPS])


def _app_of(names: Iterable[str]) -> typer.Typer:
    app = typer.Typer(
        name="ticketlint",
        help="Read tickets and ask the questions their author has to answer.",
        epilog=EPILOG,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        callback=_root,
    )
    for name in names:
        _add(app, name)
    return app


def _add(app: typer.Typer, name: str) -> None:
    module = import_module(f"ticketlint.cli.{name}")
    if name in _GROUPS:
        app.add_typer(getattr(module, f"{name}_app"), name=name)
        return
    command = getattr(module, name)
    epilog = EPILOG if name == "check" else None
    app.command(epilog=epilog)(spread(command) if name in _SPREAD else command)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        say(f"ticketlint {version('ticketlint')}")
        raise typer.Exit


def _root(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Read tickets and ask the questions their author has to answer."""


def __getattr__(name: str) -> object:
    """Return the app with all commands as `app`."""
    if name != "app":
        raise AttributeError(name)
    return app_for(())
