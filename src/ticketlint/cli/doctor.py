"""`ticketlint doctor`: try each step on the way to Jira."""

import os

import typer

from ticketlint.cli.options import ConfigFile, Isolated, load_config
from ticketlint.cli.streams import say


def doctor(config: ConfigFile = None, isolated: Isolated = False) -> None:
    """Try each step on the way to Jira, and tell what to do where one fails."""
    from ticketlint.harmless.terminal import printable
    from ticketlint.sources.jira.doctor import examine, failed, next_command
    from ticketlint.sources.jira.settings import read_settings
    from ticketlint.sources.jira.watching import watching

    values = load_config(config, isolated)
    settings = read_settings(values.jira, os.environ, values.acceptance_fields)
    steps = []
    with watching() as watch:
        for step in examine(settings, watch):
            steps.append(step)
            todo = f" ({step.todo})" if step.todo else ""
            say(printable(f"{step.verdict:<4}  {step.name:<10}  {step.told}{todo}"))
    say(printable(f"Next: {next_command(steps, settings)}"))
    if failed(steps):
        raise typer.Exit(2)
