"""The JSON report, version 2 (docs/report.md): read by other programs; keys are only added.

In a finding, `start`, `end`, `line` and `column` count in the text of the field. `file` is its
place in the source file, where that holds the words as they are (Markdown), else null: `line`,
`column` in code points and `utf16_column` in UTF-16 code units, as editors count; from 1 on.
"""

import json
from dataclasses import asdict
from typing import Any, TextIO

from pydantic import TypeAdapter

from ticketlint.harmless.terminal import without_commands
from ticketlint.judging.findings import fingerprint
from ticketlint.model import (
    Address,
    Changes,
    Earlier,
    Failure,
    FilePosition,
    Finding,
    Question,
    Report,
    Run,
    Standing,
    Suppression,
    Telling,
    Tells,
    TextBlock,
    TicketResult,
    TrendPoint,
    Words,
)
from ticketlint.reporters.summary import summarise

SCHEMA_VERSION = 2
_ANY = TypeAdapter(object)


def write(report: Report, stream: TextIO) -> None:
    """Write one JSON object and a newline; a lone surrogate of a ticket stays escaped.

    The tickets are read one at a time, however many there are.
    """
    between = "{"
    for name, value in head_of(report).items():
        stream.write(f"{between}\n {json.dumps(name)}: {_told(value, 1)}")
        between = ","
    stream.write(',\n "tickets": [')
    between = ""
    for result in report.results:
        stream.write(f"{between}\n  {_told(ticket_of(result), 2)}")
        between = ","
    stream.write("\n ]" if between else "]")
    for name, value in tail_of(report).items():
        stream.write(f",\n {json.dumps(name)}: {_told(value, 1)}")
    stream.write("\n}\n")


def _told(value: object, depth: int) -> str:
    """Return a value as it stands at a depth of the report; no text holds a line break in JSON."""
    try:
        # Several times as fast as `json`, which indents in Python.
        told = _ANY.dump_json(value, ensure_ascii=True, indent=1).decode("ascii")
        text = told.replace("\x7f", "\\u007f")
    except ValueError:  # half a character
        text = json.dumps(value, ensure_ascii=True, indent=1)
    return without_commands(text.replace("\n", "\n" + depth * " "))


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as plain values in the published shape."""
    tickets = [ticket_of(result) for result in report.results]
    return {**head_of(report), "tickets": tickets, **tail_of(report)}


def head_of(report: Report) -> dict[str, Any]:
    """Return what made a report and what it comes to."""
    versions = report.versions
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "ticketlint", "version": versions.tool},
        "ruleset": {
            "hash": versions.ruleset,
            "rules": versions.rules,
            "parts": dict(versions.parts),
        },
        "pipeline": {"name": versions.pipeline_name, "version": versions.pipeline_version},
        "templates": {"hash": versions.templates},
        "summary": summarise(report).as_dict(),
        "gate": {"passed": report.gate.passed, "reasons": list(report.gate.reasons)},
        "changes": _changes(report.changes),
        "hidden": [state.value for state in report.hidden],
    }


def tail_of(report: Report) -> dict[str, Any]:
    """Return what stands below the tickets."""
    return {
        "failures": [_failure(failure) for failure in report.failures],
        "trend": [_point(point) for point in report.trend],
        "notices": [
            {
                "source": notice.source,
                "line": notice.line,
                "message": notice.message,
                "explains": notice.explains,
            }
            for notice in report.notices
        ],
        "rules": [
            {"id": rule.id, "category": rule.category, "summary": rule.summary, "why": rule.why}
            for rule in report.rules
        ],
    }


def ticket_of(result: TicketResult) -> dict[str, Any]:
    """Return one ticket with all that was found and is asked."""
    address, judgement = result.address, result.judgement
    return {
        "key": address.key,
        "identity": address.identity,
        "source": address.source,
        "line": address.line,
        "url": address.url,
        "title": address.title,
        "type": address.type,
        "kind": judgement.kind.value,
        "kind_reason": judgement.kind_reason,
        "project": address.project,
        "status": address.status,
        "parent": address.parent,
        "priority": address.priority,
        "sprint": address.sprint,
        "created": address.created,
        "updated": address.updated,
        "due": address.due,
        "labels": list(address.labels),
        "components": list(address.components),
        **_people(address),
        "score": judgement.score.value,
        "grade": judgement.score.grade,
        "template_lines": judgement.template_lines,
        "left_out": judgement.left_out,
        "tells": _tells(judgement.tells),
        "asks": [_words(words) for words in judgement.asks],
        "questions": [_question(question) for question in judgement.questions],
        "unscored_reason": judgement.score.reason,
        "lost": [
            {"fact": loss.fact, "points": loss.points, "if": loss.wanted}
            for loss in judgement.score.lost
        ],
        "text": [_block(block) for block in judgement.text],
        **_level(judgement.standing),
        "suppression": _suppression(result.suppression),
        "earlier": _earlier(result.earlier),
        "misses": list(result.misses),
        "findings": [_finding(finding, address) for finding in judgement.findings],
        "failures": [
            {"rule": failure.rule, "message": failure.message} for failure in judgement.failures
        ],
    }


def _people(address: Address) -> dict[str, str]:
    """Return who reported a ticket and who has it, nothing where nobody asked for people."""
    people = {"reporter": address.reporter, "assignee": address.assignee}
    return {role: name for role, name in people.items() if name}


def _block(block: TextBlock) -> dict[str, Any]:
    return {
        "field": block.field,
        "kind": block.kind,
        "level": block.level,
        "marker": block.marker,
        "is_quoted": block.is_quoted,
        "is_template": block.is_template,
        "row": block.row,
        "column": block.column,
        "runs": [_run(run) for run in block.runs],
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "text": run.text,
        "start": run.start,
        "end": run.end,
        "role": run.role.value if run.role else None,
        "styles": list(run.styles),
        "target": run.target,
    }


def _point(point: TrendPoint) -> dict[str, Any]:
    return {
        "at": point.at,
        "tickets": point.tickets,
        "median_score": point.median_score,
        "levels": dict(point.levels),
        "findings": dict(point.findings),
        "is_comparable": point.is_comparable,
        "paired": asdict(point.paired) if point.paired else None,
    }


def _tells(tells: Tells | None) -> dict[str, Any] | None:
    """Return what a ticket tells, null where it was not judged."""
    if tells is None:
        return None
    parts = {"why": tells.why, "what": tells.what, "how": tells.how}
    return {name: _telling(part) for name, part in parts.items()}


def _telling(told: Telling) -> dict[str, Any]:
    return {
        "state": told.state.value,
        "chance": told.chance,
        "count": told.count,
        "sentences": [_words(words) for words in told.sentences],
    }


def _words(words: Words) -> dict[str, Any]:
    return {"field": words.field, "start": words.start, "end": words.end, "text": words.text}


def _level(standing: Standing | None) -> dict[str, Any]:
    """Return the level of a ticket and what the next needs; null where there is no score."""
    following = standing.level.following if standing else None
    return {
        "level": standing.level.value if standing else None,
        "next_level": following.value if following else None,
        "next_level_needs": list(standing.needs) if standing else [],
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "text": question.text,
        "type": question.type.value,
        "about": question.about,
        "field": question.field,
        "start": question.start,
        "end": question.end,
        "rule": question.rule,
    }


def _finding(finding: Finding, address: Address) -> dict[str, Any]:
    place = finding.location
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "answer": finding.answer.value,
        "message": finding.message,
        "question": finding.question,
        "suggestion": finding.suggestion,
        "field": place.field,
        "section": place.section,
        "start": place.start,
        "end": place.end,
        "line": place.line,
        "column": place.column,
        "file": _position(place.file),
        "text": place.text,
        "excerpt": place.excerpt,
        "excerpt_start": place.excerpt_start,
        "excerpt_end": place.excerpt_end,
        "identity": finding.identity,
        "fingerprint": fingerprint(finding, address),
        "state": finding.state.value,
        "suppression": _suppression(finding.suppression),
        "fails": finding.fails,
    }


def _changes(changes: Changes | None) -> dict[str, Any] | None:
    """Return what changed, null where the run was compared with nothing."""
    return asdict(changes) if changes else None


def _suppression(suppression: Suppression | None) -> dict[str, str] | None:
    """Return why something does not count, null where it does."""
    return asdict(suppression) if suppression else None


def _earlier(earlier: Earlier | None) -> dict[str, Any] | None:
    """Return what is known of a ticket, null where the run was compared with nothing."""
    if earlier is None:
        return None
    level = earlier.level.value if earlier.level else None
    return {"fresh": earlier.is_fresh, "score": earlier.score, "level": level}


def _position(at: FilePosition | None) -> dict[str, int | str] | None:
    """Return a place in the source file, null where the text does not stand in it as it is."""
    if at is None:
        return None
    other: dict[str, int | str] = {"path": at.path} if at.path else {}
    columns = {"line": at.line, "column": at.column, "utf16_column": at.utf16_column}
    return {**columns, **other}


def _failure(failure: Failure) -> dict[str, Any]:
    return {"source": failure.source, "line": failure.line, "message": failure.message}
