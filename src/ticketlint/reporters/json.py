"""The JSON report, version 1: read by other programs; keys are only ever added."""

import json
from typing import Any, TextIO

from ticketlint.harmless.terminal import without_commands
from ticketlint.model import Failure, Finding, Report, TicketResult
from ticketlint.reporters.summary import summarise

SCHEMA_VERSION = 1


def write(report: Report, stream: TextIO) -> None:
    """Write one JSON object and a newline; a lone surrogate of a ticket stays escaped.

    The tickets are read one at a time, however many there are.
    """
    between = "{"
    for name, value in _head(report).items():
        stream.write(f"{between}\n {json.dumps(name)}: {_told(value, 1)}")
        between = ","
    stream.write(',\n "tickets": [')
    between = ""
    for result in report.results:
        stream.write(f"{between}\n  {_told(_ticket(result), 2)}")
        between = ","
    stream.write("\n ]" if between else "]")
    for name, value in _tail(report).items():
        stream.write(f",\n {json.dumps(name)}: {_told(value, 1)}")
    stream.write("\n}\n")


def _told(value: object, depth: int) -> str:
    """Return a value as it stands at a depth of the report; no text holds a line break in JSON."""
    text = json.dumps(value, ensure_ascii=True, indent=1)
    return without_commands(text.replace("\n", "\n" + depth * " "))


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as plain values in the published shape."""
    tickets = [_ticket(result) for result in report.results]
    return {**_head(report), "tickets": tickets, **_tail(report)}


def _head(report: Report) -> dict[str, Any]:
    versions = report.versions
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "ticketlint", "version": versions.tool},
        "ruleset": {"hash": versions.ruleset, "rules": versions.rules},
        "pipeline": {"name": versions.pipeline_name, "version": versions.pipeline_version},
        "templates": {"hash": versions.templates},
        "summary": summarise(report).as_dict(),
        "gate": {"passed": report.gate.passed, "reasons": list(report.gate.reasons)},
    }


def _tail(report: Report) -> dict[str, Any]:
    return {
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
        "text": place.text,
        "excerpt": place.excerpt,
        "fingerprint": finding.fingerprint,
        "state": finding.state,
    }


def _failure(failure: Failure) -> dict[str, Any]:
    return {"source": failure.source, "line": failure.line, "message": failure.message}
