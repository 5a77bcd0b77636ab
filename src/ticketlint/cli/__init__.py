"""The command line. Nothing heavy is imported before `main` listens for an interrupt."""

import sys


def main() -> None:
    """Run the command line and end with its exit code.

    Python begins to answer an interrupt with a traceback before our first line runs, so what
    stands above this function, and in the package itself, is kept to next to nothing.
    """
    try:
        from ticketlint.cli.ending import run

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("ticketlint: interrupted\n")
        code = 130
    raise SystemExit(code)


def __getattr__(name: str) -> object:
    """Return the typer app as `app`, which costs its imports only where it is asked for."""
    if name != "app":
        raise AttributeError(name)
    from ticketlint.cli.commands import app

    return app
