"""Markdown for a step summary or a comment: the questions and findings, ticket by ticket."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TextIO

from ticketlint.harmless.links import web_address
from ticketlint.harmless.terminal import printable
from ticketlint.model import Failure, Finding, Report, Severity, State, TicketResult
from ticketlint.model.figures import Figures
from ticketlint.reporters.summary import summarise

# GitHub shows a summary of at most 1 MiB for a step, and nothing at all of a longer one.
MOST_BYTES = 1024 * 1024
# So many ways to more points stand below a score that fails.
_MOST_WAYS = 3
# Kept for the line that tells what is left out.
_TAIL = 500
# Signs that are markup wherever they stand, and those that are at the start of a text.
_MARKS = re.compile(r"([\\`*_\[\]|~$])")
_FIRST = re.compile(r"^(\d*)([-+#=.)])")
# Hosts turn these into mentions, references and links, also where they are escaped as signs.
_LINKING = re.compile(r"(?<=[@#!~%&$])(?=\w)|(?<=:)(?=//)|(?<=\b[Ww]{3})(?=\.)|(?<=\bGH)(?=-)")
_BREAK = "<!-- -->"
# Stands for the break until the rest is escaped; no text holds it, `printable` takes it out.
_BREAK_MARK = "\x00"


def write(report: Report, stream: TextIO) -> None:
    """Write the summary, then the tickets that have something, those with the worst first.

    Where a report hides what is known, that is a number, and no ticket stands here for it.

    It begins with a heading of the third level. What is beyond 1 MiB is left out, whole tickets,
    and counted.
    """
    write_within(report, stream, MOST_BYTES)


def write_within(report: Report, stream: TextIO, most: int) -> None:
    """Write the same in at most so many bytes of UTF-8; nothing where there is no room at all."""
    suppressed = summarise(report).suppressed
    report = report.listing()
    room = most - _TAIL
    told = _head(report, suppressed)
    room -= _size(told)
    if room < 0:
        return
    stream.write(told)
    left_out = 0
    for block in _blocks(report):
        room -= _size(block)
        if room < 0 or left_out:
            left_out += 1
        else:
            stream.write(block)
    if left_out:
        what = "ticket or failure is" if left_out == 1 else "tickets and failures are"
        stream.write(f"\n{left_out:,} more {what} left out: there is no room for all.\n")


def _size(text: str) -> int:
    return len(text.encode("utf-8"))


def _head(report: Report, suppressed: int) -> str:
    told = "passed" if report.gate.passed else "the gate failed"
    lines = [f"### ticketlint: {told}\n"]
    lines += [f"- {_text(reason)}" for reason in report.gate.reasons]
    lines += [""] if report.gate.reasons else []
    summary = replace(summarise(report), suppressed=suppressed)
    lines += [f"**{' · '.join(_counts(summary, only_new=report.only_new))}**", ""]
    if report.changes:
        lines += [_text(report.changes.told), ""]
    lines += _table(summary)
    return "\n".join(lines) + "\n"


def _counts(summary: Figures, *, only_new: bool) -> Iterator[str]:
    yield f"{summary.tickets:,} ticket{'s' if summary.tickets != 1 else ''}"
    yield from summary.told_findings(only_new=only_new)
    if summary.left_out:
        yield f"{summary.left_out:,} less severe not shown"
    if summary.suppressed:
        yield f"{summary.suppressed:,} suppressed"
    if summary.median_score is not None:
        yield f"median score {summary.median_score:g}"


def _table(summary: Figures) -> Iterator[str]:
    """Yield the rules that found the most."""
    ranked = sorted(summary.rules.items(), key=lambda item: (-item[1], item[0]))[:10]
    if ranked:
        yield "| rule | findings |\n|---|---:|"
        yield from (f"| {_text(rule)} | {count:,} |" for rule, count in ranked)


def _blocks(report: Report) -> Iterator[str]:
    """Yield what could not be read, then the tickets, in each part in the order of the report."""
    yield from (f"\n- could not be read: {_text(str(failure))}\n" for failure in report.failures)
    for worst in (*Severity, None):
        for result in report.results:
            if _has_something(result, only_new=report.only_new) and _worst(result) is worst:
                yield _of_ticket(result)


def _has_something(result: TicketResult, *, only_new: bool) -> bool:
    is_told = result.questions or result.failures or result.misses or result.is_worse
    return bool(is_told or _shown(result)) and (result.has_news or not only_new)


def _worst(result: TicketResult) -> Severity | None:
    if result.failures or result.misses:
        return Severity.ERROR
    severities = {finding.severity for finding in _shown(result)}
    return next((severity for severity in Severity if severity in severities), None)


def _shown(result: TicketResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.state is not State.SUPPRESSED]


def _of_ticket(result: TicketResult) -> str:
    score = result.score
    told = score.grade if score.value is None else f"{score.value:g} {score.grade}"
    level = f", {result.standing.level.value}" if result.standing else ""
    head = f"<b>{_in_html(result.key)}</b> {_in_html(result.title)} ({told}{level})"
    url = web_address(result.address.url)
    lines = [f"- [open the ticket](<{url}>)"] if url else []
    lines += map(_of_miss, result.misses)
    lines += [f"- **worse:** {_text(result.decline)}"] if result.is_worse else []
    if result.misses:
        lines += [f"- +{loss.points:g} if {_text(loss.wanted)}" for loss in score.lost[:_MOST_WAYS]]
    lines += [f"- **Ask:** {_text(question.text)}" for question in result.questions]
    lines += map(_of_failure, result.failures)
    lines += map(_of_finding, _shown(result))
    body = "\n".join(lines)
    return f"\n<details><summary>{head}</summary>\n\n{body}\n\n</details>\n"


def _of_miss(missed: str) -> str:
    return f"- **gate:** {_text(missed)}"


def _of_failure(failure: Failure) -> str:
    rule = f" {_text(failure.rule)}" if failure.rule else ""
    return f"- **failed**{rule}: {_text(failure.message)}"


def _of_finding(finding: Finding) -> str:
    place = finding.location
    where = _text(f"{place.field}, {place.shown_line}")
    return f"- {finding.severity.value} {_text(finding.rule)} ({where}): {_text(finding.message)}"


def _text(text: str) -> str:
    """Return a text in which nothing is markup, a mention or a link, on one line."""
    told = html.escape(_broken(printable(text).strip()), quote=False)
    marked = _FIRST.sub(r"\1\\\2", _MARKS.sub(r"\\\1", told))
    return marked.replace(_BREAK_MARK, _BREAK)


def _in_html(text: str) -> str:
    """Return the same for a place where Markdown is not read."""
    return html.escape(_broken(printable(text).strip())).replace(_BREAK_MARK, _BREAK)


def _broken(text: str) -> str:
    return _LINKING.sub(_BREAK_MARK, text)
