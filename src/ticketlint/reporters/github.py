"""Annotations of GitHub Actions: ten of each kind, the worst; the rest is counted."""

from collections.abc import Mapping
from typing import TextIO

from ticketlint.harmless.terminal import printable
from ticketlint.model import Address, Finding, Report, Severity
from ticketlint.reporters.annotations import MOST_OF_A_KIND, annotated
from ticketlint.reporters.failures import Undone
from ticketlint.reporters.places import HostPlace, place_of

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_HOST = f"GitHub shows {MOST_OF_A_KIND} of each kind a step"


def write(report: Report, stream: TextIO) -> None:
    """Write a command of the runner for each annotation; why the gate failed is not one."""
    told = annotated(report, _KINDS, _HOST)
    stream.writelines(_command("error", _of_failure(failed), failed.text) for failed in told.undone)
    stream.writelines(_of_finding(address, finding) for address, finding in told.findings)
    if told.rest:
        stream.write(_command("notice", {"title": "ticketlint"}, told.rest))


def _of_finding(address: Address, finding: Finding) -> str:
    place = place_of(address, finding.location)
    title = {"title": f"{address.key}: {finding.rule}"}
    ask = f" Ask: {finding.question}" if finding.question else ""
    return _command(_KINDS[finding.severity], _at(place) | title, f"{finding.message}{ask}")


def _of_failure(failed: Undone) -> dict[str, str]:
    title = {"title": f"{failed.key}: {failed.what}" if failed.key else failed.what}
    return (_at(failed.place) if failed.place else {}) | title


def _at(place: HostPlace) -> dict[str, str]:
    at = {"file": place.path, "line": str(place.line)}
    return at | ({"col": str(place.column)} if place.column else {})


def _command(kind: str, properties: Mapping[str, str], message: str) -> str:
    """Return a line that the runner reads; nothing in it ends a property or the line."""
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {told}::{_data(message)}\n"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
