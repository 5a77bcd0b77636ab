"""Options that several commands share, and the configuration made from them."""

import os
from collections.abc import Sequence
from glob import escape, glob
from pathlib import Path
from typing import Annotated

import typer

from ticketlint.config.settings import Config, find_config, read_config
from ticketlint.errors import ConfigError
from ticketlint.harmless.terminal import printable
from ticketlint.model import Failure

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT", help="Files, folders, patterns, or - for standard input."),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        metavar="PATH",
        envvar="TICKETLINT_CONFIG",
        help="Configuration file [default: the nearest ticketlint.yaml or pyproject.toml].",
    ),
]
Isolated = Annotated[
    bool,
    typer.Option("--isolated", help="Read no configuration file.", envvar="TICKETLINT_ISOLATED"),
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--input-format",
        metavar="FORMAT",
        help="What the input is [default: told by its content, then its suffix].",
    ),
]
StdinKey = Annotated[
    str, typer.Option("--stdin-key", metavar="KEY", help="Key of a ticket read from -.")
]


def check_search(jql: str | None) -> None:
    """Refuse a search of no words: a variable that was not set must not look like "all clear".

    Raises: ConfigError.
    """
    if jql is not None and not jql.strip():
        raise ConfigError("--jql", "the search is empty", 'write it, such as "project = PAY"')


def load_config(path: Path | None, isolated: bool) -> Config:
    """Return the configuration of a command: the named file, the nearest one, or defaults.

    What is ignored of a file that nobody named is told on standard error.

    Raises: ConfigError that tells every fault of the file.
    """
    if path is not None:
        return read_config(path)
    found = None if isolated else find_config(Path.cwd())
    return read_config(found, named=False, tell=lambda line: typer.echo(printable(line), err=True))


def expand(inputs: Sequence[str]) -> tuple[list[str], list[Failure]]:
    """Return the inputs with patterns such as `backlog/*.md` replaced by what they match.

    A shell does the same, unless the pattern was quoted or comes from a script. What is there
    under the very name is no pattern. A pattern that matches nothing is a failure.
    """
    names: list[str] = []
    failures: list[Failure] = []
    for name in inputs:
        if escape(name) == name or os.path.lexists(name):
            names.append(name)
            continue
        found = sorted(glob(name, recursive=True))  # noqa: PTH207 - keeps the spelling
        names += found
        if not found:
            failures.append(Failure("no file matches this pattern (check it)", name))
    return names, failures
