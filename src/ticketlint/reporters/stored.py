"""A JSON report read back: what `json` wrote becomes the same Report again (docs/report.md).

One function reads one value, as one in `json` writes it. A key that was added within the
version has a default here.
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
    Address,
    AnswerType,
    Changes,
    Confidence,
    Earlier,
    Extent,
    Failure,
    FilePosition,
    Finding,
    Gate,
    Judgement,
    Kind,
    Location,
    Loss,
    Maturity,
    Notice,
    Paired,
    Question,
    Report,
    Role,
    RuleNote,
    Run,
    Score,
    Severity,
    Standing,
    State,
    Suppression,
    Telling,
    Tells,
    TextBlock,
    TicketResult,
    TrendPoint,
    Versions,
    Words,
)
from ticketlint.reporters.json import SCHEMA_VERSION
from ticketlint.reporters.node import DamagedError, Node

_TODO = "make it again with `ticketlint check ... --output json:FILE`"
_UNREAD = "no JSON report can be read here"
_NONE = "not a JSON report of ticketlint"
_GRADES = ("A", "B", "C", "D", "F", "unscored")


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
        results=tuple(map(_result, root.nodes("tickets"))),
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
        told.text("against"), told.count("new"), told.count("fixed"), told.count("known")
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
    return Versions(
        tool=tool.text("version"),
        ruleset=ruleset.text("hash"),
        rules=ruleset.count("rules"),
        pipeline_name=pipeline.text("name"),
        pipeline_version=pipeline.text("version"),
        templates=templates.text("hash"),
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


def _result(told: Node) -> TicketResult:
    return TicketResult(
        _address(told),
        _judgement(told),
        _suppression(told.node_or_none("suppression")),
        _earlier(told.node_or_none("earlier")),
        told.texts("misses", []),
    )


def _suppression(told: Node | None) -> Suppression | None:
    if told is None:
        return None
    return Suppression(
        told.text("origin"), told.text("reason"), told.text("until"), told.text("by")
    )


def _earlier(told: Node | None) -> Earlier | None:
    if told is None:
        return None
    score = None if told.is_null("score") else told.amount("score", 100)
    return Earlier(told.flag("fresh"), score)


def _address(told: Node) -> Address:
    return Address(
        key=told.text("key"),
        title=told.text("title"),
        source=told.text("source"),
        line=told.line(),
        url=told.text("url"),
        project=told.text("project"),
        type=told.text("type"),
        status=told.text("status"),
        identity=told.text("identity", ""),
        parent=told.text("parent"),
        priority=told.text("priority"),
        sprint=told.text("sprint"),
        created=told.text("created"),
        updated=told.text("updated"),
        labels=told.texts("labels"),
        components=told.texts("components"),
    )


def _judgement(told: Node) -> Judgement:
    return Judgement(
        kind=told.word("kind", Kind),
        kind_reason=told.text("kind_reason"),
        score=_score(told),
        standing=_standing(told),
        findings=tuple(map(_finding, told.nodes("findings"))),
        questions=tuple(map(_question, told.nodes("questions"))),
        failures=tuple(
            Failure(each.text("message"), rule=each.name("rule")) for each in told.nodes("failures")
        ),
        template_lines=told.count("template_lines"),
        left_out=told.count("left_out"),
        tells=None if told.is_null("tells") else _tells(told.node("tells")),
        text=tuple(map(_block, told.nodes("text", []))),
    )


def _block(told: Node) -> TextBlock:
    return TextBlock(
        field=told.name("field"),
        kind=told.name("kind"),
        runs=tuple(map(_run, told.nodes("runs"))),
        level=told.count("level"),
        marker=told.text("marker"),
        is_quoted=told.flag("is_quoted"),
        is_template=told.flag("is_template"),
        row=told.count("row"),
        column=told.count("column"),
    )


def _run(told: Node) -> Run:
    return Run(
        text=told.text("text"),
        start=told.count("start"),
        end=told.count("end"),
        role=None if told.is_null("role") else told.word("role", Role),
        styles=told.texts("styles"),
        target=told.text("target"),
    )


def _score(told: Node) -> Score:
    value = None if told.is_null("score") else told.amount("score", 100)
    grade = told.text("grade")
    if grade not in _GRADES or (grade == "unscored") != (value is None):
        raise told.fault("grade", "is not the grade of a score")
    lost = tuple(
        Loss(each.name("fact"), each.amount("points", 100), each.text("if"))
        for each in told.nodes("lost")
    )
    return Score(value, grade, lost, told.text("unscored_reason"))


def _standing(told: Node) -> Standing | None:
    if told.is_null("level"):
        return None
    return Standing(told.word("level", Maturity), told.texts("next_level_needs"))


def _tells(told: Node) -> Tells:
    return Tells(*(_telling(told.node(part)) for part in ("why", "what", "how")))


def _telling(told: Node) -> Telling:
    return Telling(
        state=told.word("state", Extent),
        chance=told.amount("chance", 1),
        count=told.count("count"),
        sentences=tuple(map(_words, told.nodes("sentences"))),
    )


def _words(told: Node) -> Words:
    return Words(told.name("field"), told.count("start"), told.count("end"), told.text("text"))


def _question(told: Node) -> Question:
    return Question(
        text=told.text("text"),
        type=told.word("type", AnswerType),
        about=told.text("about"),
        field=told.name("field"),
        start=told.count("start"),
        end=told.count("end"),
        rule=told.name("rule"),
    )


def _finding(told: Node) -> Finding:
    state = told.word("state", State)
    return Finding(
        rule=told.name("rule"),
        category=told.name("category"),
        severity=told.word("severity", Severity),
        confidence=told.word("confidence", Confidence),
        message=told.text("message"),
        question=told.text("question"),
        suggestion=told.text("suggestion"),
        location=_location(told),
        identity=told.text("identity", ""),
        answer=told.word("answer", AnswerType, AnswerType.OTHER),
        state=state,
        suppression=_suppression(told.node_or_none("suppression")),
        # Reports of the time before the key fail for all that is new.
        fails=told.flag("fails", default=state is State.NEW),
    )


def _location(told: Node) -> Location:
    excerpt = told.text("excerpt")
    first = told.count("excerpt_start", default=0)
    last = told.count("excerpt_end", default=0)
    if not first <= last <= len(excerpt):
        raise told.fault("excerpt_end", "does not stand in the excerpt")
    return Location(
        field=told.name("field"),
        section=told.name("section"),
        start=told.count("start"),
        end=told.count("end"),
        line=told.count("line", 1),
        column=told.count("column", 1),
        text=told.text("text"),
        excerpt=excerpt,
        excerpt_start=first,
        excerpt_end=last,
        file=None if told.is_null("file") else _position(told.node("file")),
    )


def _position(told: Node) -> FilePosition:
    return FilePosition(
        told.count("line", 1), told.count("column", 1), told.count("utf16_column", 1)
    )
