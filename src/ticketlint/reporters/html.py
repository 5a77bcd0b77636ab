"""One page for a browser, without scripts and without the network: a table of all tickets."""

from collections.abc import Iterator
from typing import Any, TextIO

from ticketlint.harmless.links import web_address
from ticketlint.harmless.terminal import printable
from ticketlint.model import Finding, Report, State, TicketResult
from ticketlint.reporters.counts import counts_told
from ticketlint.reporters.summary import summarise


def write(report: Report, stream: TextIO) -> None:
    """Write the page; every word of a ticket is escaped, and only web addresses are links."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("ticketlint.reporters", "pages"), autoescape=True, trim_blocks=True
    )
    page = environment.get_template("report.html.j2")
    parts = page.generate(
        passed=report.gate.passed,
        reasons=list(map(printable, report.gate.reasons)),
        failures=[printable(str(failure)) for failure in report.failures],
        notices=[printable(f"{each.source}: {each.message}") for each in report.notices],
        counts=", ".join(counts_told(summarise(report))),
        tickets=_tickets(report),
        version=printable(report.versions.tool),
    )
    stream.writelines(parts)
    stream.write("\n")


def _tickets(report: Report) -> Iterator[dict[str, Any]]:
    return map(_ticket, report.results)


def _ticket(result: TicketResult) -> dict[str, Any]:
    score = result.score
    return {
        "key": printable(result.key),
        "title": printable(result.title),
        "url": web_address(result.address.url),
        "kind": result.kind.value,
        "score": "" if score.value is None else f"{score.value:g}",
        "grade": score.grade,
        "reason": printable(score.reason),
        "level": result.standing.level.value if result.standing else "",
        "questions": [printable(question.text) for question in result.questions],
        "failures": [
            printable(f"{failure.rule}: {failure.message}" if failure.rule else failure.message)
            for failure in result.failures
        ],
        "findings": [
            _finding(finding)
            for finding in result.findings
            if finding.state is not State.SUPPRESSED
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.location
    before, after = place.excerpt[: place.excerpt_start], place.excerpt[place.excerpt_end :]
    return {
        "severity": finding.severity.value,
        "rule": printable(finding.rule),
        "state": finding.state.value,
        "message": printable(finding.message),
        "suggestion": printable(finding.suggestion),
        "where": f"{place.section.replace('_', ' ')}, line {place.line}",
        "before": printable(before),
        "words": printable(place.excerpt[place.excerpt_start : place.excerpt_end]),
        "after": printable(after),
    }
