"""A JSON report read back: what `json` wrote becomes the same Report again (docs/report.md).

One function reads one value, as one in `json` writes it; those of a ticket are in
`stored_ticket`. A key that was added within the version has a default here.
"""

import json
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from ticketlint.config import budgets
from ticketlint.errors import SourceError
from ticketlint.model import (
    Changes,
    Failure,
    Gate,
    Notice,
    Paired,
    Report,
    RuleNote,
    State,
    TrendPoint,
    Versions,
)
from ticketlint.reporters.json import SCHEMA_VERSION
from ticketlint.reporters.node import DamagedError, Node
from ticketlint.reporters.stored_ticket import result_from

_TODO = "make it again with `ticketlint check ... --output json:FILE`"
_UNREAD = "no JSON report can be read here"
_NONE = "not a JSON report of ticketlint"


def open_report(name: str) -> Mapping[str, Any]:
    """Return the plain values of the JSON report in a file or pipe, its tickets unread.

    The name `-` is standard input.
    Raises: SourceError for what holds no report, or one of another version.
    """
    try:
        value = json.loads(_bytes(name).decode("utf-8-sig"))
    except OSError as error:
        raise SourceError(name, f"{_UNREAD}: {error.strerror or error}", "check it") from None
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}"
        raise SourceError(where, f"{_UNREAD}: {error.msg}", _TODO) from None
    except UnicodeDecodeError:
        raise SourceError(name, f"{_UNREAD}: it is not UTF-8", _TODO) from None
    except ValueError:
        raise SourceError(name, f"{_UNREAD}: a number of thousands of digits", _TODO) from None
    except RecursionError:
        raise SourceError(name, f"{_UNREAD}: nested too deeply", _TODO) from None
    return _versioned(name, value)


def _bytes(name: str) -> bytes:
    """Return what a file holds. Raises: OSError, and SourceError for more than the budget."""
    most = budgets.REPORT_BYTES
    with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise SourceError(name, f"larger than {most:,} bytes", "make reports of parts")
    return data


def _versioned(name: str, value: object) -> Mapping[str, Any]:
    """Return the values of a report of the version that is read. Raises: SourceError."""
    if not isinstance(value, dict) or not isinstance(value.get("tickets"), list):
        raise SourceError(name, _NONE, _TODO)
    version = value.get("schema_version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise SourceError(name, _NONE, _TODO)
    if version != SCHEMA_VERSION:
        what = f"a report of version {version}, but version {SCHEMA_VERSION} is read"
        raise SourceError(name, what, _TODO)
    return value


def read_report(name: str) -> Report:
    """Return the report that a file holds.

    Raises: SourceError, with the place in the report where it is damaged.
    """
    values = open_report(name)
    try:
        return report_from(values)
    except DamagedError as error:
        raise SourceError(name, f"a damaged report: {error}", _TODO) from None


def report_from(values: Mapping[str, Any]) -> Report:
    """Return the report of plain values. Raises: DamagedError."""
    root = Node(values)
    return Report(
        versions=_versions(root),
        gate=_gate(root.node("gate")),
        results=tuple(map(result_from, root.nodes("tickets"))),
        failures=tuple(map(_failure, root.nodes("failures"))),
        notices=tuple(map(_notice, root.nodes("notices"))),
        closed=root.node("summary").count("closed_left_out"),
        rules=tuple(map(_rule, root.nodes("rules", []))),
        trend=tuple(map(_point, root.nodes("trend", []))),
        changes=_changes(root.node_or_none("changes")),
        hidden=_hidden(root),
    )


def _changes(told: Node | None) -> Changes | None:
    if told is None:
        return None
    return Changes(
        against=told.text("against"),
        new=told.count("new"),
        fixed=told.count("fixed"),
        known=told.count("known"),
        fixed_in=told.texts("fixed_in", []),
        worse=told.texts("worse", []),
    )


def _hidden(root: Node) -> tuple[State, ...]:
    states = root.texts("hidden", [State.SUPPRESSED])
    if not set(states) <= set(State):
        raise root.fault("hidden", f"holds a word that is not one of {', '.join(State)}")
    return tuple(map(State, states))


def _point(told: Node) -> TrendPoint:
    return TrendPoint(
        at=told.text("at"),
        tickets=told.count("tickets"),
        median_score=None if told.is_null("median_score") else told.amount("median_score", 100),
        levels=told.counts("levels"),
        findings=told.counts("findings"),
        is_comparable=told.flag("is_comparable"),
        paired=None if told.is_null("paired") else _paired(told.node("paired")),
    )


def _paired(told: Node) -> Paired:
    is_open = told.is_null("median_change")
    return Paired(
        tickets=told.count("tickets"),
        added=told.count("added"),
        gone=told.count("gone"),
        better=told.count("better"),
        worse=told.count("worse"),
        median_change=None if is_open else told.amount("median_change", 100, -100),
    )


def _versions(root: Node) -> Versions:
    tool, ruleset = root.node("tool"), root.node("ruleset")
    pipeline, templates = root.node("pipeline"), root.node("templates")
    parts = ruleset.node_or_none("parts")
    return Versions(
        tool=tool.text("version"),
        ruleset=ruleset.text("hash"),
        rules=ruleset.count("rules"),
        pipeline_name=pipeline.text("name"),
        pipeline_version=pipeline.text("version"),
        templates=templates.text("hash"),
        parts={name: parts.text(name) for name in parts.names()} if parts else {},
    )


def _gate(told: Node) -> Gate:
    return Gate(told.flag("passed"), told.texts("reasons"))


def _failure(told: Node) -> Failure:
    return Failure(told.text("message"), told.text("source"), told.line())


def _notice(told: Node) -> Notice:
    is_why = told.flag("explains", default=False)
    return Notice(told.text("message"), told.text("source"), told.line(), is_why)


def _rule(told: Node) -> RuleNote:
    return RuleNote(told.name("id"), told.name("category"), told.text("summary"), told.text("why"))
