"""Where reports go: `FORMAT`, `FORMAT:-` and `FORMAT:PATH`, each to a place of its own."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ticketlint.cli.automatic import AUTO, automatic
from ticketlint.errors import ConfigError

if TYPE_CHECKING:
    from ticketlint.config.settings import Config
    from ticketlint.model import Report
    from ticketlint.reporters import Output

_TODO = "name a file of its own for each, as FORMAT:PATH"
_NO_FILE = "it depends on where we run, and goes to standard output"
_TODO_APART = "name another file"


def outputs_of(named: Sequence[str], questions: bool = False) -> "list[Output]":
    """Return what to write: text where nothing is named; the questions beside what is.

    Raises: ConfigError for an unknown format, an empty path, or two outputs to one place.
    """
    asked = [] if "questions" in named else ["questions"]
    values = [*named, *asked] if questions else named or ["text"]
    outputs = [(value, _meant_by(value)) for value in values]
    # What one name stands for may share a place, such as a log.
    places = [(value, path) for value, meant in outputs for path in {one.path for one in meant}]
    check_distinct(places)
    return [one for _, meant in outputs for one in meant]


def _meant_by(value: str) -> "list[Output]":
    """Return the output that a value names, for `auto` those that suit where we run.

    Raises: ConfigError.
    """
    from ticketlint.reporters import parse_output

    name, _, path = value.partition(":")
    if name != AUTO:
        return [parse_output(value)]
    if path not in {"", "-"}:
        raise ConfigError("--output", f"`{value}`: {_NO_FILE}", "name a format for a file")
    return automatic(os.environ, is_terminal=sys.stdout.isatty())


def check_distinct(outputs: Iterable[tuple[str, Path | None]]) -> None:
    """Refuse two outputs to one place, which would mix; None is standard output.

    Raises: ConfigError.
    """
    taken: dict[object, str] = {}
    for name, path in outputs:
        place = _place(path)
        if place in taken:
            where = "standard output" if path is None else f"`{path}`"
            both = f"`{taken[place]}` and `{name}` both go to {where}"
            raise ConfigError("--output", both, _TODO)
        taken[place] = name


def check_apart(inputs: Iterable[str], outputs: Iterable[tuple[str, Path | None]]) -> None:
    """Refuse an output to a file that is read: it would be gone, and its tickets with it.

    A pipe or device is nothing that could be lost. Raises: ConfigError.
    """
    read = {_place(Path(name)) for name in inputs if os.path.isfile(name)}  # noqa: PTH113 - raises nothing
    for name, path in outputs:
        if path is not None and _place(path) in read:
            raise ConfigError("--output", f"`{name}` would write over an input", _TODO_APART)


def _place(path: Path | None) -> object:
    """Return what two spellings of one place have in common; nothing is shared by devnull."""
    if path is None:
        return _standard_output() or "standard output"
    if os.path.realpath(path) == os.path.realpath(os.devnull):
        return object()
    try:
        there = path.stat()
    except (OSError, ValueError):
        return os.path.realpath(path)
    return there.st_dev, there.st_ino


def _standard_output() -> tuple[int, int] | None:
    try:
        there = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):
        return None
    return there.st_dev, there.st_ino


def with_text(settings: "Config", outputs: "Iterable[Output]") -> "Config":
    """Return the configuration, with the text of tickets in the report where an output shows it."""
    from ticketlint.reporters import TEXT_SHOWN

    if not any(output.format in TEXT_SHOWN for output in outputs):
        return settings
    return settings.model_copy(update={"ticket_text": True})


def check_parts(value: str | None) -> None:
    """Refuse what `--parts` cannot write before anything is judged. Raises: ConfigError."""
    if value is not None:
        from ticketlint.reporters.parts import parse_parts

        parse_parts(value)


def write_in_parts(report: "Report", value: str) -> None:
    """Write the results in parts, to where `--parts` says. Raises: ConfigError."""
    from ticketlint.reporters.parts import parse_parts, write_parts

    write_parts(report, parse_parts(value))
