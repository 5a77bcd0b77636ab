"""`ticketlint doctor`: tell the plugins, try each step on the way to Jira."""

import os
from collections.abc import Iterator, Sequence

import typer

from ticketlint.cli.flags.reading import ConfigFile, Isolated
from ticketlint.cli.options import load_config
from ticketlint.cli.streams import say


def doctor(config: ConfigFile = None, isolated: Isolated = False) -> None:
    """List the plugins, and try each step on the way to Jira."""
    from ticketlint.harmless.terminal import printable
    from ticketlint.sources.jira.doctor import examine, failed, next_command
    from ticketlint.sources.jira.settings import settings_of
    from ticketlint.sources.jira.watching import watching

    values = load_config(config, isolated)
    for line in _plugins(values.plugins):
        say(printable(line))
    settings = settings_of(values, os.environ)
    steps = []
    with watching() as watch:
        for step in examine(settings, watch):
            steps.append(step)
            todo = f" ({step.todo})" if step.todo else ""
            say(printable(f"{step.verdict:<4}  {step.name:<10}  {step.told}{todo}"))
    say(printable(f"Next: {next_command(steps, settings)}"))
    if failed(steps):
        raise typer.Exit(2)


def _plugins(named: Sequence[str]) -> Iterator[str]:
    """Yield a line for each check of another package; none of them is loaded."""
    from ticketlint.matching.plugged import installed

    found = installed()
    for one in found:
        use = "named under plugins" if one.name in named else "not named under plugins, not loaded"
        yield f"ok    plugin      {one.name} of {one} ({one.target}): {use}"
    for name in named:
        if name not in {one.name for one in found}:
            yield f"fail  plugin      {name}: no installed package has it (install or unname it)"
