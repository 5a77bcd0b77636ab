"""The command line in a process of its own: `python -m tests.jira.command pull ...`."""

from ticketlint import cli
from ticketlint.cli.doctor import doctor
from ticketlint.cli.publish import publish
from ticketlint.cli.pull import pull


def register() -> None:
    """Give the command line the commands of the live side where it does not have them yet."""
    known = {
        command.callback.__name__ for command in cli.app.registered_commands if command.callback
    }
    for command in (pull, publish, doctor):
        if command.__name__ not in known:
            cli.app.command()(command)


if __name__ == "__main__":
    register()
    cli.main()
