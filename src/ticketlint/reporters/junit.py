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
# The case of what a ticket misses as a whole.
_GATE = "gate"

Outcome = Literal["failure", "error", "skipped", "passed"]


@dataclass(frozen=True, slots=True)
class _Case:
    """One test case; `told` is one line, `body` all that was found, a line each.

    `beside` are lines on what was found and fails nothing.
    """

    name: str
    outcome: Outcome
    told: str = ""
    body: Sequence[str] = ()
    place: HostPlace | None = None
    beside: Sequence[str] = ()


def write(report: Report, stream: TextIO) -> None:
    """Write a suite for each ticket, and one for what could not be read.

    What the gate fails on fails, so that a page of tests is red where the run is; what else is
    new passes, with its words as output. Known findings are skipped, suppressed ones are left
    out. The words stand in the body, since GitLab shows no message of a failure.
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
    if result.misses:
        ways = [f"+{loss.points:g} if {loss.wanted}" for loss in result.score.lost]
        yield _Case(_GATE, "failure", "; ".join(result.misses), (*result.misses, *ways), at)
    found = [one for one in result.findings if one.state is not State.SUPPRESSED]
    by_rule: dict[str, list[Finding]] = {}
    for finding in found:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, findings in by_rule.items():
        yield _case_of_rule(rule, findings, result)
    if not (found or result.failures or result.misses):
        yield _Case(_CLEAR, "passed", place=at)


def _case_of_rule(rule: str, findings: Sequence[Finding], result: TicketResult) -> _Case:
    failing = [finding for finding in findings if finding.fails]
    others = [one for one in findings if one.state is State.NEW and not one.fails]
    if not (failing or others):
        return _Case(rule, "skipped", f"{len(findings)} known in the baseline")
    place = place_of(result.address, (failing or others)[0].location)
    beside = _all_lines(others)
    if not failing:
        return _Case(rule, "passed", place=place, beside=beside)
    told = f"{failing[0].severity.value}: {failing[0].message}"
    return _Case(rule, "failure", told, _all_lines(failing), place, beside)


def _all_lines(findings: Sequence[Finding]) -> list[str]:
    return list(chain.from_iterable(map(_lines, findings)))


def _lines(finding: Finding) -> Iterator[str]:
    place = finding.location
    yield f"{finding.severity.value}: {place.field}, {place.shown_line}: {finding.message}"
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
    inner = _outcome(case) + _output(case)
    yield f"<testcase {head}>{inner}</testcase>\n" if inner else f"<testcase {head}/>\n"


def _outcome(case: _Case) -> str:
    if case.outcome == "passed":
        return ""
    body = "\n".join(map(_text, case.body))
    message = _attributes({"message": case.told})
    return f"<{case.outcome} {message}>{body}</{case.outcome}>"


def _output(case: _Case) -> str:
    told = "\n".join(map(_text, case.beside))
    return f"<system-out>{told}</system-out>" if told else ""


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
