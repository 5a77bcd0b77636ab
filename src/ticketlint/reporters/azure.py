"""Issues of Azure Pipelines: ten errors and ten warnings, the worst; the rest is counted."""

from collections.abc import Mapping
from typing import TextIO

from ticketlint.harmless.terminal import printable
from ticketlint.model import Address, Finding, Report, Severity
from ticketlint.reporters.annotations import MOST_OF_A_KIND, annotated
from ticketlint.reporters.failures import Undone
from ticketlint.reporters.places import HostPlace, place_of

# The host knows no third kind.
_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "warning"}
_HOST = f"Azure Pipelines shows {MOST_OF_A_KIND} of each kind a task"
# The agent reads them back in this way; `%` first.
_ESCAPES = (("%", "%AZP25"), ("\r", "%0D"), ("\n", "%0A"))
_IN_PROPERTIES = (("]", "%5D"), (";", "%3B"))


def write(report: Report, stream: TextIO) -> None:
    """Write a command of the agent for each issue; why the gate failed is not one."""
    told = annotated(report, _KINDS, _HOST)
    stream.writelines(_of_failure(failed) for failed in told.undone)
    stream.writelines(_of_finding(address, finding) for address, finding in told.findings)
    if told.rest:
        stream.write(_issue("warning", {}, f"ticketlint: {told.rest}"))


def _of_finding(address: Address, finding: Finding) -> str:
    place = place_of(address, finding.location)
    ask = f" Ask: {finding.question}" if finding.question else ""
    told = f"{address.key}: {finding.message}{ask}"
    return _issue(_KINDS[finding.severity], _at(place) | {"code": finding.rule}, told)


def _of_failure(failed: Undone) -> str:
    told = f"{failed.key}: {failed.text}" if failed.key else failed.text
    return _issue("error", _at(failed.place) if failed.place else {}, told)


def _at(place: HostPlace) -> dict[str, str]:
    at = {"sourcepath": place.path, "linenumber": str(place.line)}
    return at | ({"columnnumber": str(place.column)} if place.column else {})


def _issue(kind: str, properties: Mapping[str, str], message: str) -> str:
    """Return a line that the agent reads; nothing in it ends a property or the line."""
    values = {"type": kind, **properties}
    told = ";".join(
        f"{name}={_escaped(value, *_ESCAPES, *_IN_PROPERTIES)}" for name, value in values.items()
    )
    return f"##vso[task.logissue {told}]{_escaped(message, *_ESCAPES)}\n"


def _escaped(text: str, *pairs: tuple[str, str]) -> str:
    told = printable(text)
    for sign, code in pairs:
        told = told.replace(sign, code)
    return told
