"""`ticketlint demo`: a ticket that needs questions, and the same ticket with the answers."""

import sys

from ticketlint.cli.streams import say


def demo() -> None:
    """Lint a ticket that comes along, then a better version of it.

    It needs no input and no network. Nothing is judged by a gate: it shows findings,
    and ends with 0.
    """
    from importlib.resources import as_file, files

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
            say(f"── {told} ──\n\n{path.read_text(encoding='utf-8')}")
            report = run_check([str(path)], Config(fail_on="never"), SourceOptions(), 1, iter)
            text.write(report, sys.stdout)
            say()
    say("Next: ticketlint check FILE (a Jira export, JSON or Markdown)")
