"""The table of reporters. A reporter is a module with `write(report, stream)`, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from ticketlint.errors import ConfigError
from ticketlint.model import Report, State

if TYPE_CHECKING:
    from ticketlint.reporters.view import View


class Reporter(Protocol):
    """Write a report to a stream; the same report gives the same characters."""

    def __call__(self, report: Report, stream: TextIO) -> None:
        """Write all of the report."""


@dataclass(frozen=True, slots=True)
class Row:
    """A reporter by its module, which is imported for the first report in its format.

    It lists no finding in the states `hidden`; with `lists_new` none that the report hides.
    """

    module: str
    lists_new: bool = False
    hidden: tuple[State, ...] | None = None

    @property
    def path(self) -> str:
        """Return the name of the module in full."""
        return f"{__name__}.{self.module}"

    def __call__(self, report: Report, stream: TextIO, **view: Any) -> None:
        """Write all of the report."""
        shown = report.listing(self.hidden) if self.lists_new or self.hidden else report
        import_module(self.path).write(shown, stream, **view)


# What is known still has to be talked about, what is suppressed has not.
_SUPPRESSED = (State.SUPPRESSED,)
REPORTERS: Mapping[str, Row] = {
    "text": Row("text"),
    "concise": Row("concise", lists_new=True),
    "questions": Row("questions", hidden=_SUPPRESSED),
    "html": Row("review.page", hidden=_SUPPRESSED),
    "agenda": Row("agenda_markdown", hidden=_SUPPRESSED),
    "agenda-csv": Row("agenda_csv", hidden=_SUPPRESSED),
    "json": Row("json"),
    "jsonl": Row("jsonl"),
    "sarif": Row("sarif"),
    "junit": Row("junit"),
    "github": Row("github"),
    "gitlab": Row("gitlab"),
    "azure": Row("azure"),
    "markdown": Row("markdown"),
    "csv": Row("csv"),
}

# Reporters that are handed the view too, as `view`.
_VIEWED = frozenset({"text", "html", "agenda", "agenda-csv"})
# Formats that show the text of tickets, or what is told by it, which no other report carries.
TEXT_SHOWN = frozenset({"html", "agenda", "agenda-csv"})


@dataclass(frozen=True, slots=True)
class Output:
    """One `--output FORMAT[:PATH]`; the path `-`, or none, is standard output.

    `is_added`: it goes behind what stands in the file.
    """

    format: str
    path: Path | None = None
    is_added: bool = False

    def writer(self, view: "View") -> Reporter:
        """Return the reporter of the format; those of text and agendas go by the view."""
        row = REPORTERS[self.format]
        return partial(row, view=view) if self.format in _VIEWED else row


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
