"""One JSON object a line: the run, then each ticket as in `json`, then failures and notices."""

import json
from typing import Any, TextIO

from ticketlint.harmless.terminal import without_commands
from ticketlint.model import Report
from ticketlint.reporters.json import head_of, tail_of, ticket_of


def write(report: Report, stream: TextIO) -> None:
    """Write lines with one key each, `run`, `ticket`, `failure` or `notice`.

    The values are those of the JSON report (docs/report.md); `run` is all that is not in a list.
    """
    tail = tail_of(report)
    _line(stream, "run", head_of(report))
    for result in report.results:
        _line(stream, "ticket", ticket_of(result))
    for failure in tail["failures"]:
        _line(stream, "failure", failure)
    for notice in tail["notices"]:
        _line(stream, "notice", notice)


def _line(stream: TextIO, name: str, value: dict[str, Any]) -> None:
    text = json.dumps({name: value}, ensure_ascii=True, separators=(",", ":"))
    stream.write(without_commands(text) + "\n")
