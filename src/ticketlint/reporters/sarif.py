"""SARIF 2.1.0, for code scanning on GitHub and other viewers; at most 5,000 results, the worst."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TextIO
from urllib.parse import quote

from ticketlint.harmless.links import web_address
from ticketlint.harmless.terminal import printable, without_commands
from ticketlint.judging.findings import digest, fingerprint
from ticketlint.model import Address, Finding, Report, RuleNote, Severity, State
from ticketlint.reporters.failures import Undone, missed, undone
from ticketlint.reporters.places import HostPlace, place_of
from ticketlint.reporters.worst import worst_of

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# GitHub keeps so many results of a run, and drops what is beyond without a word to the author.
MOST_RESULTS = 5_000
# Under this name stands what a ticket misses as a whole, which no rule finds.
_GATE = RuleNote(
    "gate",
    "",
    "A ticket misses a limit of the gate.",
    "Its score or level is below what the configuration asks for, or lower than it was.",
)
_BASELINE = {State.NEW: "new", State.KNOWN: "unchanged"}


def write(report: Report, stream: TextIO) -> None:
    """Write one SARIF log with one run; columns are code points.

    Suppressed findings are left out: GitHub opens alerts for them all the same.
    """
    text = json.dumps(_log(report), ensure_ascii=True, indent=1)
    stream.write(without_commands(text) + "\n")


def _log(report: Report) -> dict[str, Any]:
    misses = list(islice(missed(report), MOST_RESULTS))
    worst = worst_of(report, MOST_RESULTS - len(misses))
    found = list(worst.pick(report))
    gate = [_GATE] if misses else []
    rules = _Rules(_descriptors((*report.rules, *gate), found))
    has_baseline = any(finding.state is State.KNOWN for _, finding in found)
    notes = list(_notifications(report, worst.left_out))
    driver = {
        "name": "ticketlint",
        "semanticVersion": report.versions.tool,
        "rules": rules.descriptors,
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "ticketlint/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not any(note["level"] == "error" for note in notes),
                "toolExecutionNotifications": notes,
            }
        ],
        "results": [
            _result_of_miss(told, rules.index(_GATE.id))
            | ({"baselineState": _BASELINE[State.NEW]} if has_baseline else {})
            for told in misses
        ]
        + [
            _result(address, finding, rules.index(finding.rule))
            | ({"baselineState": _BASELINE[finding.state]} if has_baseline else {})
            for address, finding in found
        ],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


@dataclass(frozen=True, slots=True)
class _Rules:
    descriptors: Sequence[dict[str, Any]]

    def index(self, rule: str) -> int:
        """Return the place of a rule among the descriptors."""
        return next(n for n, each in enumerate(self.descriptors) if each["id"] == rule)


def _descriptors(
    rules: Sequence[RuleNote], found: Sequence[tuple[Address, Finding]]
) -> list[dict[str, Any]]:
    """Return the rules of the run; a report that tells none has those that found something."""
    known = {rule.id: rule for rule in rules}
    for _, finding in found:
        note = RuleNote(finding.rule, finding.category, finding.message, finding.suggestion)
        known.setdefault(finding.rule, note)
    return [_descriptor(rule) for rule in known.values()]


def _descriptor(rule: RuleNote) -> dict[str, Any]:
    summary = {"text": printable(rule.summary)}
    why = {"text": printable(rule.why)} if rule.why else summary
    return {
        "id": printable(rule.id),
        "shortDescription": summary,
        "fullDescription": why,
        "help": why,
        "properties": {"tags": [printable(rule.category)]} if rule.category else {},
    }


def _result(address: Address, finding: Finding, index: int) -> dict[str, Any]:
    place = finding.location
    ask = f" Ask: {finding.question}" if finding.question else ""
    known_by = fingerprint(finding, address)
    told: dict[str, Any] = {
        "ruleId": printable(finding.rule),
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": printable(f"{address.key}: {finding.message}{ask}")},
        "locations": [
            {
                "physicalLocation": _physical(place_of(address, place), place.text),
                "logicalLocations": [
                    {
                        "name": printable(place.section),
                        "fullyQualifiedName": printable(
                            f"{address.key}/{place.field}/{place.section}"
                        ),
                    }
                ],
            }
        ],
        "partialFingerprints": {
            "primaryLocationLineHash": known_by,
            "ticketlint/v1": known_by,
        },
    }
    url = web_address(address.url)
    return told | ({"hostedViewerUri": url, "workItemUris": [url]} if url else {})


def _result_of_miss(told: Undone, index: int) -> dict[str, Any]:
    """Return a ticket that fails as a whole; its figures are no part of the fingerprint."""
    known_by = digest(_GATE.id, told.identity)
    place = {"physicalLocation": _physical(told.place)} if told.place else {}
    return {
        "ruleId": _GATE.id,
        "ruleIndex": index,
        "level": Severity.ERROR.value,
        "message": {"text": printable(f"{told.key}: {told.text}")},
        "locations": [place | {"logicalLocations": [{"name": printable(told.key)}]}],
        "partialFingerprints": {"primaryLocationLineHash": known_by, "ticketlint/v1": known_by},
    }


def _physical(place: HostPlace, words: str = "") -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": place.line}
    if place.column:
        region["startColumn"] = place.column
        if words and "\n" not in words:
            region["endColumn"] = place.column + len(words)
    root = "file://" if place.is_absolute else ""
    path = place.path if place.path.startswith("/") or not root else f"/{place.path}"
    return {"artifactLocation": {"uri": f"{root}{quote(path)}"}, "region": region}


def _notifications(report: Report, left_out: int) -> Iterator[dict[str, Any]]:
    """Yield what could not be done, what a reader should know, and how much is left out."""
    for failed in undone(report):
        yield _failed(failed)
    for notice in report.notices:
        yield _note("note", f"{notice.source}: {notice.message}")
    if left_out:
        rest = "1 finding is" if left_out == 1 else f"{left_out:,} findings are"
        told = f"{rest} left out; the {MOST_RESULTS:,} worst are here"
        yield _note("warning", told)


def _failed(failed: Undone) -> dict[str, Any]:
    text = f"{failed.key}: {failed.text}" if failed.key else failed.text
    told = _note("error", text)
    if failed.place:
        told["locations"] = [{"physicalLocation": _physical(failed.place)}]
    return told


def _note(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": printable(text)}}
