"""`ticketlint demo`: a ticket that needs questions, and the same ticket with the answers."""

import sys
from importlib.resources import as_file, files

import typer


def demo() -> None:
    """Lint a bundled ticket, then its rewritten version; needs no input and no network."""
    from ticketlint.config.settings import Config
    from ticketlint.reporters import text
    from ticketlint.run.session import run_check
    from ticketlint.sources import SourceOptions

    with as_file(files("ticketlint.cli") / "demo_tickets") as folder:
        for name, told in (
            ("before.md", "A ticket as it is often written"),
            ("after.md", "The same ticket with the questions answered"),
        ):
            path = folder / name
            typer.echo(f"── {told} ──\n\n{path.read_text(encoding='utf-8')}")
            report = run_check([str(path)], Config(), SourceOptions(), 1, iter)
            text.write(report, sys.stdout)
            typer.echo("")
    typer.echo("Next: ticketlint check FILE (a Jira export, JSON or Markdown)")
