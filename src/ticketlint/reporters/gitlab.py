"""The code quality report of GitLab, for the widget of a merge request."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from ticketlint.harmless.terminal import printable, without_commands
from ticketlint.judging.findings import digest, fingerprint
from ticketlint.model import Address, Finding, Report, Severity
from ticketlint.reporters.failures import Undone, missed, undone
from ticketlint.reporters.places import HostPlace, place_of, pseudo_path
from ticketlint.reporters.worst import open_findings

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
_FAILED = "critical"
# Where a failure has no file: GitLab wants a path of everything.
_NOWHERE = "ticketlint"


def write(report: Report, stream: TextIO) -> None:
    """Write a list of problems, each with a fingerprint of its own; known ones are among them.

    GitLab compares the lists of two branches, and would take what is missing for mended.
    """
    between = "["
    known: set[str] = set()
    for problem in _problems(report):
        told = problem | {"fingerprint": _unique(problem["fingerprint"], known)}
        stream.write(f"{between}\n{without_commands(json.dumps(told, ensure_ascii=True))}")
        between = ","
    stream.write("[]\n" if between == "[" else "\n]\n")


def _problems(report: Report) -> Iterator[dict[str, Any]]:
    yield from map(_of_failure, undone(report))
    yield from map(_of_miss, missed(report))
    for address, finding in open_findings(report):
        yield _of_finding(address, finding)


def _unique(fingerprint: str, known: set[str]) -> str:
    """Return a fingerprint, salted where it is known already; GitLab shows one of equal ones."""
    count, unique = 0, fingerprint
    while unique in known:
        count += 1
        unique = digest(fingerprint, str(count))
    known.add(unique)
    return unique


def _of_finding(address: Address, finding: Finding) -> dict[str, Any]:
    place = place_of(address, finding.location)
    path = pseudo_path(address) if place.is_absolute else place.path
    # The widget does not show the name of the check.
    told = f"{address.key}: {finding.message} ({finding.rule})"
    return {
        "description": printable(told),
        "check_name": printable(finding.rule),
        "fingerprint": fingerprint(finding, address),
        "severity": _SEVERITIES[finding.severity],
        "location": _location(path, place),
    }


def _of_failure(failed: Undone) -> dict[str, Any]:
    place = failed.place
    path = place.path if place and not place.is_absolute else _NOWHERE
    return {
        "description": printable(f"{failed.key}: {failed.text}" if failed.key else failed.text),
        "check_name": "ticketlint",
        "fingerprint": digest("failure", failed.key, failed.text),
        "severity": _FAILED,
        "location": _location(path, place),
    }


def _of_miss(told: Undone) -> dict[str, Any]:
    """Return a ticket that fails as a whole; its figures are no part of the fingerprint."""
    return _of_failure(told) | {
        "check_name": "gate",
        "fingerprint": digest("gate", told.identity),
        "severity": _SEVERITIES[Severity.ERROR],
    }


def _location(path: str, place: HostPlace | None) -> dict[str, Any]:
    return {"path": path, "lines": {"begin": place.line if place else 1}}
