"""Who judges, and what is kept."""

from dataclasses import dataclass
from typing import Annotated

import typer

from ticketlint.cli.completion import words
from ticketlint.run.jobs import AUTO, MOST_JOBS


def _jobs(told: str | int) -> int:
    """Return how many processes a flag names, 0 for `auto`."""
    if told in {"auto", AUTO}:
        return AUTO
    text = str(told)
    if text.isdecimal() and len(text) <= len(str(MOST_JOBS)) and 1 <= int(text) <= MOST_JOBS:
        return int(text)
    raise typer.BadParameter(f"{text!r} is not auto or a number from 1 to {MOST_JOBS}")


Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        parser=_jobs,
        metavar="N|auto",
        show_default=False,
        help="Processes to use; auto is one for each processor where there are many tickets "
        "[default: auto].",
    ),
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help="Judge every ticket anew, and keep no result.",
        envvar="TICKETLINT_NO_CACHE",
    ),
]
NoPlugins = Annotated[
    bool,
    typer.Option(
        "--no-plugins", help="Load no check of another package; rules on them are left out."
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="NAME",
        autocompletion=words("processes", "dask"),
        help="Who judges: processes of this machine, or dask, an existing cluster (docs/scale.md).",
    ),
]
# A flag alone: a configuration, which a pull request can change, must not name a machine.
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="The scheduler of Dask: tcp:// on this machine, or tls://.",
    ),
]


@dataclass(frozen=True, slots=True)
class RunningFlags:
    """Who judges tickets, and whether what is found is kept."""

    jobs: Jobs = AUTO
    no_plugins: NoPlugins = False
    no_cache: NoCache = False
    engine: Engine = "processes"
    scheduler: Scheduler = None
