"""The table of reporters. A reporter is a module with `write(report, stream)`, nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import Protocol, TextIO

from ticketlint.errors import ConfigError
from ticketlint.model import Report, State
from ticketlint.reporters import (
    agenda_csv,
    agenda_markdown,
    azure,
    concise,
    csv,
    github,
    gitlab,
    json,
    jsonl,
    junit,
    markdown,
    questions,
    sarif,
    text,
)
from ticketlint.reporters.review import page
from ticketlint.reporters.view import View


class Reporter(Protocol):
    """Write a report to a stream; the same report gives the same characters."""

    def __call__(self, report: Report, stream: TextIO) -> None:
        """Write all of the report."""


Shower = Callable[..., None]


def _listing(write: Shower, hidden: tuple[State, ...] | None = None) -> Shower:
    """Return a reporter that lists no finding in a state that the report hides, or in these."""

    @wraps(write)
    def listing(report: Report, stream: TextIO, **shown: View) -> None:
        write(report.listing(hidden), stream, **shown)

    return listing


# What is known still has to be talked about, what is suppressed has not.
_SUPPRESSED = (State.SUPPRESSED,)
REPORTERS: Mapping[str, Reporter] = {
    "text": text.write,
    "concise": _listing(concise.write),
    "questions": _listing(questions.write, _SUPPRESSED),
    "html": _listing(page.write, _SUPPRESSED),
    "agenda": _listing(agenda_markdown.write, _SUPPRESSED),
    "agenda-csv": _listing(agenda_csv.write, _SUPPRESSED),
    "json": json.write,
    "jsonl": jsonl.write,
    "sarif": sarif.write,
    "junit": junit.write,
    "github": github.write,
    "gitlab": gitlab.write,
    "azure": azure.write,
    "markdown": markdown.write,
    "csv": csv.write,
}

# Reporters that are handed the view too, as `view`.
_VIEWED = frozenset({"text", "html", "agenda", "agenda-csv"})
# Formats that show the text of tickets, which no other report carries.
TEXT_SHOWN = frozenset({"html"})


@dataclass(frozen=True, slots=True)
class Output:
    """One `--output FORMAT[:PATH]`; the path `-`, or none, is standard output.

    `is_added`: it goes behind what stands in the file.
    """

    format: str
    path: Path | None = None
    is_added: bool = False

    def writer(self, view: View) -> Reporter:
        """Return the reporter of the format; those of text and agendas go by the view."""
        write: Shower = REPORTERS[self.format]
        return partial(write, view=view) if self.format in _VIEWED else write


def parse_output(value: str) -> Output:
    """Return the output that `FORMAT[:PATH]` names.

    Raises: ConfigError for an unknown format or an empty path.
    """
    name, colon, path = value.partition(":")
    if name not in REPORTERS:
        names = ", ".join((*REPORTERS, "auto"))
        raise ConfigError("--output", f"no format `{name}`", f"one of {names}")
    if colon and not path:
        raise ConfigError("--output", f"`{value}` names no file", "write FORMAT:PATH")
    return Output(name, Path(path) if path not in {"", "-"} else None)
