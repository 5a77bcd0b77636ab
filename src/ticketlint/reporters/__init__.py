"""The table of reporters. A reporter is a module with `write(report, stream)`, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TextIO

from ticketlint.errors import ConfigError
from ticketlint.model import Report
from ticketlint.reporters import (
    agenda_csv,
    agenda_markdown,
    concise,
    github,
    gitlab,
    json,
    jsonl,
    junit,
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


REPORTERS: Mapping[str, Reporter] = {
    "text": text.write,
    "concise": concise.write,
    "questions": questions.write,
    "html": page.write,
    "agenda": agenda_markdown.write,
    "agenda-csv": agenda_csv.write,
    "json": json.write,
    "jsonl": jsonl.write,
    "sarif": sarif.write,
    "junit": junit.write,
    "github": github.write,
    "gitlab": gitlab.write,
}

# Formats that show the text of tickets, which no other report carries.
TEXT_SHOWN = frozenset({"html"})


@dataclass(frozen=True, slots=True)
class Output:
    """One `--output FORMAT[:PATH]`; the path `-`, or none, is standard output."""

    format: str
    path: Path | None = None

    def writer(self, view: View) -> Reporter:
        """Return the reporter of the format; the one of text shows what a view asks for."""
        return partial(text.write, view=view) if self.format == "text" else REPORTERS[self.format]


def parse_output(value: str) -> Output:
    """Return the output that `FORMAT[:PATH]` names.

    Raises: ConfigError for an unknown format or an empty path.
    """
    name, colon, path = value.partition(":")
    if name not in REPORTERS:
        raise ConfigError("--output", f"no format `{name}`", f"one of {', '.join(REPORTERS)}")
    if colon and not path:
        raise ConfigError("--output", f"`{value}` names no file", "write FORMAT:PATH")
    return Output(name, Path(path) if path not in {"", "-"} else None)
