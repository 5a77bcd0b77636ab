"""The configuration of a command, and the inputs that it names."""

import os
from collections.abc import Sequence
from functools import reduce
from glob import escape, glob
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ticketlint.errors import ConfigError

if TYPE_CHECKING:
    from ticketlint.cli.flags.reading import ReadingFlags
    from ticketlint.cli.flags.settings import SettingFlags
    from ticketlint.config.given import Given
    from ticketlint.config.settings import Config
    from ticketlint.model import Failure
    from ticketlint.sources import SourceOptions


def check_search(jql: str | None) -> None:
    """Refuse a search of no words: a variable that was not set must not look like "all clear".

    Raises: ConfigError.
    """
    if jql is not None and not jql.strip():
        raise ConfigError("--jql", "the search is empty", 'write it, such as "project = PAY"')


def load_config(
    given: Sequence[str] | None,
    isolated: bool,
    *,
    trust: bool = False,
    flags: "Sequence[Given]" = (),
    start: Path | None = None,
) -> "Config":
    """Return the configuration of a command, for the folder `start`, without one the present one.

    It is the file that `-c` or TICKETLINT_CONFIG names, else the nearest one, else the defaults;
    over that the environment, each `-c KEY=VALUE`, and the flags.
    What is ignored of a file that nobody named is told on standard error.

    Raises: ConfigError that tells every fault of the files.
    """
    from ticketlint.config.given import of_environment, of_pair
    from ticketlint.config.reading import read_config
    from ticketlint.config.search import find_config
    from ticketlint.config.variables import unread

    path, pairs = _path_and_pairs(given or [], isolated)
    found = None if path or isolated else find_config(start or Path.cwd())
    config = read_config(path or found, named=_trusted(trust) or path is not None, tell=_say)
    over = (*of_environment(os.environ), *map(of_pair, pairs), *flags)
    config = reduce(lambda lower, one: one.over(lower), over, config)
    for fault in unread(os.environ):
        if config.strict_config:
            raise fault
        _say(f"ticketlint: {fault}")
    return config


def settings_of(reading: "ReadingFlags", flags: "SettingFlags") -> "Config":
    """Return the configuration that the options of a command ask for.

    Raises: ConfigError.
    """
    over = tuple(flags.given())
    return load_config(reading.config, reading.isolated, trust=reading.trust_config, flags=over)


def check_config(
    given: Sequence[str] | None, isolated: bool, *, trust: bool = False
) -> "tuple[Config, list[str]]":
    """Return as much of the configuration of a command as holds, and every fault of it."""
    from ticketlint.config.given import of_environment, of_pair
    from ticketlint.config.reading import read_partly
    from ticketlint.config.search import find_config
    from ticketlint.config.settings import Config
    from ticketlint.config.variables import unread

    faults: list[str] = []
    config, pairs = Config(), list[str]()
    try:
        path, pairs = _path_and_pairs(given or [], isolated)
        found = None if path or isolated else find_config(Path.cwd())
        config, fault = read_partly(
            path or found, named=_trusted(trust) or path is not None, tell=_say
        )
        faults += [str(fault)] if fault else []
    except ConfigError as error:
        faults.append(str(error))
    faults += map(str, unread(os.environ))
    for one in (*of_environment(os.environ), *map(of_pair, pairs)):
        try:
            config = one.over(config)
        except ConfigError as error:
            faults.append(str(error))
    return config, faults


def _trusted(flag: bool) -> bool:
    """Tell whether the flag or the environment, for commands without it, trusts what is found."""
    return flag or os.environ.get("TICKETLINT_TRUST_CONFIG", "").casefold() in {"1", "true", "yes"}


def _path_and_pairs(given: Sequence[str], isolated: bool) -> tuple[Path | None, list[str]]:
    """Return the file that is named, and the settings beside it.

    What is there under the very name is a file, whatever it looks like.
    """
    from ticketlint.config.given import is_pair

    pairs = [text for text in given if is_pair(text) and not os.path.lexists(text)]
    paths = [text for text in given if text not in pairs]
    if len(paths) > 1:
        todo = "let one name the other under `extends`"
        raise ConfigError("-c", "two configuration files", todo)
    usual = "" if isolated else os.environ.get("TICKETLINT_CONFIG", "")
    named = paths[0] if paths else usual
    return (Path(named) if named else None), pairs


def source_options(
    settings: "Config",
    input_format: str | None = None,
    stdin_key: str = "STDIN-1",
    *,
    changed: str | None = None,
    include_closed: bool = False,
) -> "SourceOptions":
    """Return how the inputs of a command are read; `include_closed` whatever the settings say."""
    from ticketlint.sources import SourceOptions

    return SourceOptions(
        input_format=input_format,
        stdin_key=stdin_key,
        acceptance_fields=settings.acceptance_fields,
        closed_statuses=settings.closed_statuses,
        include_closed=settings.include_closed or include_closed,
        changed=changed,
        links=settings.links,
    )


def _say(line: str) -> None:
    from ticketlint.harmless.terminal import printable

    typer.echo(printable(line), err=True)


def expand(inputs: Sequence[str]) -> "tuple[list[str], list[Failure]]":
    """Return the inputs with patterns such as `backlog/*.md` replaced by what they match.

    A shell does the same, unless the pattern was quoted or comes from a script. What is there
    under the very name is no pattern. A pattern that matches nothing is a failure.

    Raises: ConfigError for an empty name, which a path would take for the current folder.
    """
    from ticketlint.model import Failure

    names: list[str] = []
    failures: list[Failure] = []
    for name in inputs:
        if not name:
            todo = "was a variable not set?"
            raise ConfigError("INPUT", "an empty name would be the whole folder", todo)
        if escape(name) == name or os.path.lexists(name):
            names.append(name)
            continue
        found = sorted(glob(name, recursive=True))  # noqa: PTH207 - keeps the spelling
        names += found
        if not found:
            failures.append(Failure("no file matches this pattern (check it)", name))
    return names, failures
