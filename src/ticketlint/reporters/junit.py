"""JUnit XML, for the test pages of CI: a suite for each ticket, a case for each rule that found."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TextIO

from ticketlint.harmless.terminal import printable
from ticketlint.model import Failure, Finding, Report, State, TicketResult
from ticketlint.reporters.places import HostPlace, place_in_file, place_of

# XML 1.0 has no way to write these.
_NOT_XML = re.compile("[\ufffe\uffff]")
_CLEAR = "clear"

Outcome = Literal["failure", "error", "skipped", "passed"]


@dataclass(frozen=True, slots=True)
class _Case:
    """One test case; `told` is one line, `body` all that was found, a line each."""

    name: str
    outcome: Outcome
    told: str = ""
    body: Sequence[str] = ()
    place: HostPlace | None = None


def write(report: Report, stream: TextIO) -> None:
    """Write a suite for each ticket, and one for what could not be read.

    New findings fail, known ones are skipped, suppressed ones are left out. The words stand in
    the body, since GitLab shows no message of a failure.
    """
    unread = [_unread(failure) for failure in report.failures]
    judged = chain.from_iterable(map(_cases, report.results))
    counts = Counter(case.outcome for case in chain(unread, judged))
    stream.write('<?xml version="1.0" encoding="utf-8"?>\n')
    stream.write(f"<testsuites {_attributes({'name': 'ticketlint', **_counted(counts)})}>\n")
    if unread:
        stream.writelines(_suite("inputs", "inputs", unread))
    for result in report.results:
        name = f"{result.key} {result.title}".strip()
        stream.writelines(_suite(name, result.key, list(_cases(result))))
    stream.write("</testsuites>\n")


def _cases(result: TicketResult) -> Iterator[_Case]:
    """Yield a case for each failure and each rule that found something, else one that passes."""
    at = place_of(result.address)
    for failure in result.failures:
        name = failure.rule or "judging"
        yield _Case(name, "error", failure.message, (failure.message,), at)
    found = [one for one in result.findings if one.state is not State.SUPPRESSED]
    by_rule: dict[str, list[Finding]] = {}
    for finding in found:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, findings in by_rule.items():
        yield _case_of_rule(rule, findings, result)
    if not found and not result.failures:
        yield _Case(_CLEAR, "passed", place=at)


def _case_of_rule(rule: str, findings: Sequence[Finding], result: TicketResult) -> _Case:
    new = [finding for finding in findings if finding.state is State.NEW]
    if not new:
        return _Case(rule, "skipped", f"{len(findings)} known in the baseline")
    place = place_of(result.address, new[0].location)
    told = f"{new[0].severity.value}: {new[0].message}"
    return _Case(rule, "failure", told, list(chain.from_iterable(map(_lines, new))), place)


def _lines(finding: Finding) -> Iterator[str]:
    place = finding.location
    where = f"{place.field}, line {place.line}"
    yield f"{finding.severity.value}: {where}: {finding.message}"
    if finding.question:
        yield f"Ask: {finding.question}"


def _unread(failure: Failure) -> _Case:
    place = place_in_file(failure.source, failure.line) if failure.line else None
    return _Case(failure.source or "input", "error", failure.message, (str(failure),), place)


def _suite(name: str, group: str, cases: Sequence[_Case]) -> Iterator[str]:
    counts = Counter(case.outcome for case in cases)
    yield f"<testsuite {_attributes({'name': name, **_counted(counts)})}>\n"
    for case in cases:
        yield from _case(group, case)
    yield "</testsuite>\n"


def _case(group: str, case: _Case) -> Iterator[str]:
    # Pages of hosts list the name without the suite, so the key is part of it.
    at = {"file": case.place.path, "line": str(case.place.line)} if case.place else {}
    head = _attributes({"classname": group, "name": f"{group}: {case.name}", **at})
    if case.outcome == "passed":
        yield f"<testcase {head}/>\n"
        return
    body = "\n".join(map(_text, case.body))
    message = _attributes({"message": case.told})
    inner = f"<{case.outcome} {message}>{body}</{case.outcome}>"
    yield f"<testcase {head}>{inner}</testcase>\n"


def _counted(counts: Mapping[Outcome, int]) -> dict[str, str]:
    return {
        "tests": str(sum(counts.values())),
        "failures": str(counts["failure"]),
        "errors": str(counts["error"]),
        "skipped": str(counts["skipped"]),
    }


def _attributes(values: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{_text(value)}"' for name, value in values.items())


def _text(text: str) -> str:
    """Return a text on one line as XML writes it, in an attribute or between tags."""
    return html.escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", printable(text)))
