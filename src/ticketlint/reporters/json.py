"""The JSON report, version 1: read by other programs; keys are only ever added.

In a finding, `start`, `end`, `line` and `column` count in the text of the field. `file` is its
place in the source file, where that holds the words as they are (Markdown), else null: `line`,
`column` in code points and `utf16_column` in UTF-16 code units, as editors count; from 1 on.
"""

import json
from typing import Any, TextIO

from ticketlint.harmless.terminal import without_commands
from ticketlint.model import Failure, FilePosition, Finding, Report, TicketResult
from ticketlint.reporters.summary import summarise

SCHEMA_VERSION = 1


def write(report: Report, stream: TextIO) -> None:
    """Write one JSON object and a newline; a lone surrogate of a ticket stays escaped."""
    parts = json.JSONEncoder(ensure_ascii=True, indent=1).iterencode(as_json(report))
    stream.writelines(map(without_commands, parts))
    stream.write("\n")


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as plain values in the published shape."""
    versions = report.versions
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "ticketlint", "version": versions.tool},
        "ruleset": {"hash": versions.ruleset, "rules": versions.rules},
        "pipeline": {"name": versions.pipeline_name, "version": versions.pipeline_version},
        "templates": {"hash": versions.templates},
        "summary": summarise(report).as_dict(),
        "gate": {"passed": report.gate.passed, "reasons": list(report.gate.reasons)},
        "tickets": [_ticket(result) for result in report.results],
        "failures": [_failure(failure) for failure in report.failures],
        "notices": [
            {"source": notice.source, "line": notice.line, "message": notice.message}
            for notice in report.notices
        ],
    }


def _ticket(result: TicketResult) -> dict[str, Any]:
    return {
        "key": result.key,
        "source": result.source,
        "line": result.line,
        "url": result.url,
        "title": result.title,
        "type": result.type,
        "kind": result.kind.value,
        "kind_reason": result.kind_reason,
        "status": result.status,
        "score": result.score.value,
        "grade": result.score.grade,
        "template_lines": result.template_lines,
        "questions": list(result.questions),
        "unscored_reason": result.score.reason,
        "dimensions": dict(result.score.dimensions),
        "lost": [{"rule": loss.rule, "points": loss.points} for loss in result.score.lost],
        "findings": [_finding(finding) for finding in result.findings],
        "failures": [
            {"rule": failure.rule, "message": failure.message} for failure in result.failures
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.location
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
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
        "fingerprint": finding.fingerprint,
        "state": finding.state,
    }


def _position(at: FilePosition | None) -> dict[str, int] | None:
    """Return a place in the source file, null where the text does not stand in it as it is."""
    if at is None:
        return None
    return {"line": at.line, "column": at.column, "utf16_column": at.utf16_column}


def _failure(failure: Failure) -> dict[str, Any]:
    return {"source": failure.source, "line": failure.line, "message": failure.message}
